"""The one normal form of text: what phrases, names and pages are compared in.

The rules are told in docs/matching.md; tests/vectors/text_normal_form.json holds them for both languages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ZERO_WIDTH: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f\u061c\u180e"
"""Shown as nothing: soft hyphen, zero-width characters, direction marks (class of a regular expression)."""
STRIPPED_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670\u0640"
"""Accents of Latin, Greek, Cyrillic; Arabic vowel signs, hamza above and below, and the stretching tatweel."""
WHITE: Final = "\t\v\f\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space without the newline."""
MAX_MARKS: Final = 32
"""Of a longer run of marks the rest is dropped: sorting them costs the square of their number (UAX #15, 13.)."""


def _table(pairs: dict[str, str]) -> dict[int, str]:
    return {ord(char): out for chars, out in pairs.items() for char in chars}


_BEFORE_NFKC: Final = _table({"\u2122\u2120\u00ae\u00a9": " ", "¹²³⁰⁴⁵⁶⁷⁸⁹": " ", "℞": "rx", "´": "'"})
"""What NFKC would glue to the word before: ™ as letters, a footnote's number as a digit."""
_AFTER_NFKC: Final = _table(
    {
        "`‘’‚‛′‵‹›ʼ׳": "'",
        "“”„‟″‶«»「」『』״": '"',
        "‐‑‒–—―⁃−〜־⸺⸻": "-",
        "·•‣‧∙⋅・" + "".join(map(chr, range(0x25A0, 0x2600))): "*",
        "⁄∕": "/",
        "。۔।॥": ". ",
        "、،": ",",
        "؛": ";",
        "؟": "? ",
        "٪": "%",
        "٫": ".",
        "٬": ",",
        "《〈【〔〖": "(",
        "》〉】〕〗": ")",
        "ς": "σ",
    }
    | {chr(start + n): str(n) for start in (0x0660, 0x06F0) for n in range(10)}
)

_DROPPED: Final = re.compile(f"[{ZERO_WIDTH}{STRIPPED_MARKS}]")
_NOT_ASCII_WHITE: Final = re.compile(f"[{WHITE}]")
_ASCII_BYTES: Final = bytes(range(128))
_ASCII_WHITE: Final = "\t\v\f\r\x1c\x1d\x1e\x1f"


def normalise(text: str) -> str:
    """Return the normal form of a text.

    **Shape**: NFKC, lower case, zero-width characters and accents gone, quotes, dashes, bullets and foreign
    punctuation as ASCII, white space runs as one space, blocks parted by one newline, nothing at either end.
    """
    if text.isascii():
        text = text.lower().replace("`", "'")
    else:
        text = _fold_quickly(text)
    for char in _ASCII_WHITE:
        text = text.replace(char, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if "\n" not in text:
        return text.strip(" ")
    return "\n".join([block for line in text.split("\n") if (block := line.strip(" "))])


def fold(text: str) -> str:
    """Return the normal form but for its white space rules; ASCII parts the text into independent pieces."""
    text = _DROPPED.sub("", text).translate(_BEFORE_NFKC)
    text = _cut_marks(text)
    text = unicodedata.normalize("NFKC", text).lower().translate(_AFTER_NFKC)
    text = _DROPPED.sub("", unicodedata.normalize("NFD", text))
    return _NOT_ASCII_WHITE.sub(" ", unicodedata.normalize("NFC", text))


def _cut_marks(text: str) -> str:
    marks = "".join(sorted(char for char in set(text) if char > "\x7f" and unicodedata.category(char)[0] == "M"))
    return re.sub(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+", r"\1", text) if marks else text


def _fold_quickly(text: str) -> str:
    """Return fold(text), character by character where no character depends on its neighbours."""
    raw = text.encode("utf-8", "surrogatepass")
    foreign = set(raw.translate(None, _ASCII_BYTES).decode("utf-8", "surrogatepass"))
    changes = [(char, out) for char in foreign if (out := _fold_alone(char)) != char]
    if any(out is None for _, out in changes):
        return fold(text)
    text = raw.lower().replace(b"`", b"'").decode("utf-8", "surrogatepass")  # bytes.lower() touches ASCII only
    for char, out in changes:
        text = text.replace(char, out or "")
    return text


@lru_cache(maxsize=16384)
def _fold_alone(char: str) -> str | None:
    """Return fold(char), or None if the result may depend on the characters beside it."""
    out = fold(char)
    for part in {char, *out}:
        joins = unicodedata.category(part)[0] == "M" or "\u1100" <= part <= "\u11ff" or part in "\uff9e\uff9f"
        if joins and out:
            return None
    return out
