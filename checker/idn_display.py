"""How a host is shown to people: in Unicode only where it cannot be mistaken for another name.

Each label is judged alone, in the spirit of UTS 39 "highly restrictive" and of browsers' rules: one script,
or the usual East Asian combinations with plain Latin; letters of living orthographies; no word wholly made
of letters that look like Latin ones, unless the top-level domain belongs to that script.

*Known misses*: accents that turn one name into another (``wóder`` for ``woder``) are honest spelling in many
languages; only :mod:`checker.lookalike`, which knows the listed names, can tell.
*Known false alarms*: Cyrillic or Greek words under ``.com`` whose letters all look Latin, Turkish names with
dotless ı outside ``.tr``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import idna

from checker.homoglyphs import close_look

MAX_NOTES: Final = 8
"""A label of 59 look-alike letters is one trick, not 59 notes."""

# fmt: off
RECOMMENDED_SCRIPTS: Final = frozenset({
    "ARABIC", "ARMENIAN", "BENGALI", "BOPOMOFO", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "GEORGIAN", "GREEK",
    "GUJARATI", "GURMUKHI", "HAN", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA", "KHMER", "LAO",
    "LATIN", "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "THAANA", "THAI", "TIBETAN",
})
# fmt: on
"""UAX 31 table 5: scripts in everyday use."""
TOGETHER: Final = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)
"""UTS 39 section 5.2, "highly restrictive": Japanese, Chinese and Korean are written together with Latin."""
MARKS_COMPOSE: Final = frozenset(
    {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HAN", "HANGUL", "HIRAGANA", "KATAKANA"}
)
"""Scripts whose accented letters are single characters: a mark left over after NFC is a disguise."""

PLAIN_LATIN: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyz"
    "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșțơưẁẃẅỳ"
    "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỵỷỹ"
)
"""Letters of living national orthographies; phonetic, historic and transliteration letters are left out."""
LETTER_HOMES: Final = {
    "þ": frozenset({"is"}),
    "ð": frozenset({"is", "fo"}),
    "ı": frozenset({"tr", "az"}),
    "ə": frozenset({"az"}),
}
"""Letters so like an ASCII one that they are shown at home only."""
SCRIPT_HOMES: Final = {
    "CYRILLIC": frozenset(
        {"ru", "su", "by", "ua", "bg", "mk", "rs", "me", "ba", "kz", "kg", "mn", "tj", "uz", "tm", "md", "eu"}
    ),
    "GREEK": frozenset({"gr", "cy", "eu"}),
    "ARMENIAN": frozenset({"am"}),
    "GEORGIAN": frozenset({"ge"}),
    "HEBREW": frozenset({"il"}),
}
"""Where a word in that script is what a reader expects."""
JAPANESE_STROKES: Final = frozenset("ノソゾンー一丶丿乀乁〆")
"""Look like ``/``, ``-`` or an accent when they stand between Latin letters."""
TWIN_HIRAGANA: Final = frozenset("へべぺ")
"""The same shape in both kana; alone among katakana they are a disguise."""


def display_host(host: str) -> tuple[str, tuple[str, ...]]:
    """(host for people, notes) of an ASCII host; labels that are not safe stay in punycode.

    **Notes**: ``mixed-script``, ``whole-script`` (a word of letters that all look Latin),
    ``look-alike:<letter>``, ``uncommon-letter:<letter>``, ``uncommon-script``, ``combining-mark``,
    ``odd-digits``, ``not-idna`` (symbols, emoji, broken punycode), and ``punycode-shown`` when any of these
    kept a label from being decoded.

    >>> display_host("xn--bcher-kva.de"), display_host("xn--pypal-4ve.com")
    (('bücher.de', ()), ('xn--pypal-4ve.com', ('mixed-script', 'look-alike:а', 'punycode-shown')))
    """
    labels = host.split(".")
    home = _decode(labels[-1]) or labels[-1]
    shown: list[str] = []
    notes: dict[str, None] = {}
    for label in labels:
        if not label.startswith("xn--"):
            shown.append(label)
            continue
        decoded = _decode(label)
        found = _judge(decoded, home) if decoded else ["not-idna"]
        notes.update(dict.fromkeys(found))
        shown.append(label if found or decoded is None else decoded)
    if not notes:
        return ".".join(shown), ()
    return ".".join(shown), (*list(notes)[:MAX_NOTES], "punycode-shown")


def _decode(label: str) -> str | None:
    """The label in Unicode when it is valid under IDNA 2008, else None."""
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return None


def _judge(label: str, home: str) -> list[str]:
    """Why the label must not be shown in Unicode; empty when it may."""
    scripts = {script for char in label if (script := _script(char)) not in ("COMMON", "INHERITED")}
    notes: list[str] = []
    if not scripts <= RECOMMENDED_SCRIPTS:
        notes.append("uncommon-script")
    if _is_mixed(label, scripts):
        notes.append("mixed-script")
        notes += [f"look-alike:{char}" for char in label if not char.isascii() and close_look(char)]
    elif len(scripts) == 1:
        notes += _whole_script(label, min(scripts), home)
    notes += _odd_letters(label, home)
    if _has_odd_digits(label):
        notes.append("odd-digits")
    notes += _japanese_strokes(label, scripts)
    return notes


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """Unicode script in upper case: ``LATIN``, ``COMMON``, …"""
    if char.isascii():
        return "LATIN" if char.isalpha() else "COMMON"
    from confusable_homoglyphs.categories import alias

    return str(alias(char))


def _is_mixed(label: str, scripts: set[str]) -> bool:
    if len(scripts) < 2:
        return False
    if not any(scripts <= allowed for allowed in TOGETHER):
        return True
    # Foreign words in East Asian names are plain ASCII; "café카페" is no usual spelling.
    return any(not char.isascii() and _script(char) == "LATIN" for char in label)


def _whole_script(label: str, script: str, home: str) -> list[str]:
    letters = {char for char in label if char.isalpha()}
    if script == "LATIN" or script in TOGETHER[0] | TOGETHER[1] | TOGETHER[2]:
        return []  # Latin letters are judged one by one; Han, kana and Hangul make no Latin words
    at_home = home in SCRIPT_HOMES.get(script, ()) or any(_script(char) == script for char in home)
    if at_home or not letters:
        return []
    if all(close_look(char) for char in letters):
        return ["whole-script", *(f"look-alike:{char}" for char in label if char in letters)]
    if len(letters) == 1 and any(char in "0123456789" for char in label):
        # One strange letter among digits is read as a digit.
        return [f"look-alike:{char}" for char in letters]
    return []


def _odd_letters(label: str, home: str) -> list[str]:
    notes: list[str] = []
    before = "COMMON"
    for char in label:
        script = _script(char)
        kind = unicodedata.category(char)
        if char in LETTER_HOMES:
            if home not in LETTER_HOMES[char]:
                notes.append(f"look-alike:{char}")
        elif kind == "Mn" and before in MARKS_COMPOSE:
            notes.append("combining-mark")
        elif script == "LATIN" and char not in PLAIN_LATIN:
            notes.append(f"look-alike:{char}" if close_look(char) else f"uncommon-letter:{char}")
        elif _is_rare(char) or (script == "COMMON" and kind in ("Lm", "Lo") and char != "ー"):
            notes.append(f"uncommon-letter:{char}")
        if script != "INHERITED":
            before = script
    return notes


def _is_rare(char: str) -> bool:
    """Letters of Cyrillic and Greek that no living national orthography uses."""
    return "\u0460" <= char <= "\u048f" or "\u0500" <= char <= "\u052f" or "\u03d0" <= char <= "\u03ff"


def _has_odd_digits(label: str) -> bool:
    """Native digits without a word in their script, or two kinds of digits side by side."""
    if not any(char.isdecimal() and not char.isascii() for char in label):
        return False
    has_ascii_digits = any(char in "0123456789" for char in label)
    return has_ascii_digits or not any(char.isalpha() for char in label)


def _japanese_strokes(label: str, scripts: set[str]) -> list[str]:
    notes = [
        f"look-alike:{char}"
        for before, char, after in zip(label, label[1:], label[2:], strict=False)
        if char in JAPANESE_STROKES and _is_ascii_letter(before) and _is_ascii_letter(after)
    ]
    if scripts >= {"HIRAGANA", "KATAKANA"}:
        hiragana = {char for char in label if _script(char) == "HIRAGANA"}
        if hiragana <= TWIN_HIRAGANA:
            notes += [f"look-alike:{char}" for char in sorted(hiragana)]
    return notes


def _is_ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
