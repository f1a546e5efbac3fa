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
MAX_MARKS: Final = 8
"""Of a longer run of marks the rest is dropped: sorting a run costs the square of its length. No script needs more
than four on a letter."""


def _table(pairs: dict[str, str]) -> dict[int, str]:
    return {ord(char): out for chars, out in pairs.items() for char in chars}


_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BEFORE_NFKC: Final = _table({"\u2122\u2120\u00ae\u00a9": " ", "¹²³⁰⁴⁵⁶⁷⁸⁹": " ", "℞": "rx", "´": "'", "″‶": '"'})
"""What NFKC would glue to the word before (™ as letters, a footnote's number as a digit) or take apart."""
_AFTER_NFKC: Final = _table(
    {
        "`‘’‚‛′‵‹›ʼ׳": "'",
        "“”„‟«»「」『』״": '"',
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
_FOREIGN_WHITE: Final = re.compile(f"[{WHITE}]")
STABLE: Final = (
    "\u03b1-\u03c1\u03c3-\u03c9\u0430-\u0438\u043a-\u044f\u0454-\u0456\u05d0-\u05ea\u0621\u0627-\u063a\u0641-\u064a"
    "\u067e\u0686\u06a9\u06af\u06cc\u0e01-\u0e30\u0e32\u0e40-\u0e46\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3"
)
"""Letters that folding leaves as they are, for speed only: most of a text that is not Latin."""
_STABLE: Final = re.compile(f"[{STABLE}]+")
_ASCII_BYTES: Final = bytes(range(128))
_ASCII_WHITE: Final = "\t\v\f\r\x1c\x1d\x1e\x1f"


def normalise(text: str) -> str:
    """Return the normal form of a text.

    **Shape**: NFKC, lower case, zero-width characters and accents gone, quotes, dashes, bullets and foreign
    punctuation as ASCII, white space runs as one space, blocks parted by one newline, nothing at either end.
    """
    text = text.lower().replace("`", "'") if text.isascii() else _fold_quickly(text)
    for char in _ASCII_WHITE:
        text = text.replace(char, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if "\n" not in text:
        return text.strip(" ")
    return "\n".join([block for line in text.split("\n") if (block := line.strip(" "))])


def fold(text: str) -> str:
    """Return the normal form but for its white space rules: the definition, step by step.

    A piece between two ASCII characters has the same result alone.
    """
    text = _LONE_SURROGATE.sub("\ufffd", _DROPPED.sub("", text)).translate(_BEFORE_NFKC)
    text = _cut_marks(text, set(text))
    text = unicodedata.normalize("NFKC", text).lower().translate(_AFTER_NFKC)
    text = _DROPPED.sub("", unicodedata.normalize("NFD", text))
    return _FOREIGN_WHITE.sub(" ", unicodedata.normalize("NFC", text))


MAX_REPLACED: Final = 64
"""More distinct characters to change are changed in one slower pass: 6,000 of them in 1 MB took a second one by one."""


def _fold_quickly(text: str) -> str:
    """Return fold(text) by way of the distinct characters, of which most texts have few.

    Only marks and half-forms that join with a neighbour need more than replacing each: one NFC at the end.
    """
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raw = _LONE_SURROGATE.sub("\ufffd", text).encode()
    foreign = set(_STABLE.sub("", raw.translate(None, _ASCII_BYTES).decode()))
    folded = [(char, *fold_alone(char)) for char in foreign]
    text = raw.lower().replace(b"`", b"'").decode()  # bytes.lower() touches ASCII only
    changed = {char: out for char, out, _ in folded if out != char}
    if len(changed) > MAX_REPLACED:
        text = text.translate({ord(char): out for char, out in changed.items()})
    else:
        for char, out in changed.items():
            text = text.replace(char, out)
    if any(joins for _, _, joins in folded):
        text = unicodedata.normalize("NFC", _cut_marks(text, {out for _, out, joins in folded if joins}))
    return text


@lru_cache(maxsize=16384)
def fold_alone(char: str) -> tuple[str, bool]:
    """Return fold(char), and whether the result may join with the characters beside it."""
    out = fold(char)
    return out, any(unicodedata.category(c)[0] == "M" or "\u1100" <= c <= "\u11ff" for c in out)


def _cut_marks(text: str, chars: set[str]) -> str:
    """Return the text without what exceeds MAX_MARKS in a run of marks; chars hold all marks of the text."""
    marks = "".join(sorted(c for part in chars for c in part if unicodedata.category(c)[0] == "M"))
    return re.sub(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+", r"\1", text) if marks else text
