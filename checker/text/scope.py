"""What stands around a hit: its sentence, a negation before it, quotation marks around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from checker.text.chars import MAX_WORD_CHARS, SENTENCE_ENDS, SEPARATORS, SPACED
from checker.text.matcher import Hit

NEGATION_WORDS: Final = 6
"""A negation reaches so many words ahead: "do not ever buy any of these medicines without a prescription"."""
MAX_SENTENCE_CHARS: Final = 600
"""Looked at on each side of a place; a longer run without an end is no sentence."""
MIN_QUOTED_WORDS: Final = 2
"""One quoted word is a product's name or a scare quote, not somebody else's words."""

_END: Final = re.compile(f"\n|[{SENTENCE_ENDS}](?![{SPACED}])")
_WORD: Final = re.compile(f"[{SPACED}]{{1,{MAX_WORD_CHARS}}}|[^{SEPARATORS}{SPACED}\n]{{1,2}}")
"""A word, or two characters of Chinese, Japanese or Thai."""
_OPENING: Final = re.compile(f"(?<![{SPACED}])'(?=[^{SEPARATORS}\n])")
_CLOSING: Final = re.compile(f"(?<=[^ \n])'(?![{SPACED}])")


def sentence_span(normal: str, position: int) -> tuple[int, int]:
    """Return (start, end) of the sentence at a position: from after one end to after the next.

    Ends are . ! ? (not inside a number or word) and newline; a colon is none. A newline is not part of the sentence.
    """
    start = max(0, position - MAX_SENTENCE_CHARS)
    if (line := normal.rfind("\n", start, position)) >= 0:
        start = line + 1
    for end in _END.finditer(normal, start, position):
        start = end.end()
    while start < position and normal[start] == " ":
        start += 1
    high = min(len(normal), position + MAX_SENTENCE_CHARS)
    following = _END.search(normal, position, high)
    if following is None:
        return start, high
    return start, following.end() if following[0] != "\n" else following.start()


def is_negated(normal: str, hit_start: int, hit_end: int, negation_hits: Sequence[Hit]) -> bool:
    """Return whether a negation stands within the six words before the hit, in the same sentence.

    ``negation_hits`` are sorted by start, as ``Matcher.scan`` returns them. One that overlaps the hit is a part of
    its wording ("no prescription") and does not count.
    """
    floor = hit_start - (NEGATION_WORDS + 1) * MAX_WORD_CHARS
    for n in range(bisect_left(negation_hits, hit_start, key=_start) - 1, -1, -1):
        negation = negation_hits[n]
        if negation.start < floor:
            return False
        if negation.end > hit_start:
            continue
        if _END.search(normal, negation.end, hit_start):
            return False
        return len(_WORD.findall(normal, negation.end, hit_start)) < NEGATION_WORDS
    return False


def is_quoted(normal: str, start: int, end: int) -> bool:
    """Return whether the span stands inside quotation marks of its block, as words of somebody else.

    Double marks of any style are one in the normal form and counted from the start of the block; single ones count
    where no letter stands on their outer side. At least ``MIN_QUOTED_WORDS`` words stand between.
    """
    floor = max(normal.rfind("\n", 0, start) + 1, start - MAX_SENTENCE_CHARS)
    newline = normal.find("\n", end)
    ceiling = min(newline if newline >= 0 else len(normal), end + MAX_SENTENCE_CHARS)
    opening, closing = -1, -1
    if normal.count('"', floor, start) % 2:
        opening, closing = normal.rfind('"', floor, start), normal.find('"', end, ceiling)
    if opening < 0 or closing < 0:
        opening, closing = _single_quotes(normal, floor, start, end, ceiling)
    if opening < 0 or closing < 0:
        return False
    return len(_WORD.findall(normal, opening + 1, closing)) >= MIN_QUOTED_WORDS


def _single_quotes(normal: str, floor: int, start: int, end: int, ceiling: int) -> tuple[int, int]:
    """Return the places of the single quotes around a span; -1 for what is missing."""
    opening = -1
    if normal.find("'", floor, start) < 0:
        return -1, -1
    for mark in _OPENING.finditer(normal, floor, start + 1):
        opening = mark.start()
    if opening < 0 or _CLOSING.search(normal, opening + 1, start):
        return -1, -1
    closing = _CLOSING.search(normal, end, ceiling + 1)
    return opening, closing.start() if closing else -1


def _start(hit: Hit) -> int:
    return hit.start
