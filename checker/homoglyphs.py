"""Which ASCII letter or digit a character looks like: Unicode's confusables and a short list of our own.

Unicode's table (UTS 39, through ``confusable-homoglyphs``) is read at the first non-ASCII character only:
most hosts never need it, and it takes about 50 ms and 10 MB.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

CLOSE_EXTRAS: Final = {
    # Not in Unicode's table as ASCII look-alikes, but read as these letters in the fonts of address bars.
    "к": "k", "ь": "b",
    "κ": "k", "χ": "x", "ω": "w",
    "ո": "n", "ւ": "l", "յ": "j",
    "ח": "n", "ו": "l", "ן": "l", "ס": "o",
    "ძ": "d",
    "ĸ": "k",
}  # fmt: skip
LOOSE_EXTRAS: Final = {
    # Small capitals and stroked letters: enough beside a known name, too weak to accuse a word alone.
    "в": "b", "м": "m", "н": "h", "т": "t", "ш": "w", "п": "n", "и": "u", "ҏ": "p", "з": "3", "ч": "4",
    "β": "b", "ε": "e", "η": "n", "τ": "t", "σ": "o",
    "շ": "2", "ձ": "d", "შ": "8", "ə": "e", "ʟ": "l", "ɴ": "n", "ʀ": "r", "ᴡ": "w",
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "þ": "p", "ŋ": "n", "ß": "b", "æ": "ae", "œ": "oe",
}  # fmt: skip


@lru_cache(maxsize=4096)
def close_look(char: str) -> str:
    """The ASCII text that one non-ASCII character is easily taken for, lower case; ``""`` when there is none.

    >>> close_look("а"), close_look("я")
    ('a', '')
    """
    if char in CLOSE_EXTRAS:
        return CLOSE_EXTRAS[char]
    from confusable_homoglyphs.confusables import confusables_data

    looks = [entry["c"].lower() for entry in confusables_data.get(char, ())]
    # A letter before a digit: U+03BF is read as "o" in a name, not as "0".
    plain = sorted((look for look in looks if look.isascii() and look.isalnum()), key=str.isdigit)
    return str(plain[0]) if plain else ""


@lru_cache(maxsize=4096)
def loose_look(char: str) -> str:
    """As :func:`close_look`, and also accents dropped and small capitals read as letters.

    >>> loose_look("é"), loose_look("т")
    ('e', 't')
    """
    if char.isascii():
        return char
    base = unicodedata.normalize("NFD", char)[0]
    if base.isascii():
        return base
    return LOOSE_EXTRAS.get(base) or close_look(base) or close_look(char)


def ascii_skeleton(text: str) -> str:
    """``text`` as it looks to a hasty reader: each character by its look, combining marks dropped.

    Characters that look like nothing in ASCII stay as they are.

    >>> ascii_skeleton("рhаrmасу")
    'pharmacy'
    """
    if text.isascii():
        return text
    kept = [char for char in text if not unicodedata.combining(char)]
    return "".join(loose_look(char) or char for char in kept)
