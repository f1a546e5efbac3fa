"""What stands around a hit: its sentence, a negation before it, quotation marks around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from checker.text.chars import SENTENCE_ENDS, SEPARATORS, SPACED
from checker.text.matcher import Hit

NEGATION_WORDS: Final = 6
"""A negation word reaches so many words ahead."""
MAX_SENTENCE_CHARS: Final = 600
"""Looked at on each side; a longer run without an end is no sentence."""
MIN_QUOTED_WORDS: Final = 3
"""Shorter quoted text is a title or a scare quote, not somebody else's words."""

_END: Final = re.compile(f"\n|[{SENTENCE_ENDS}](?![{SPACED}])")
_WORD: Final = re.compile(f"[{SPACED}]+|[^{SEPARATORS}{SPACED}\n]{{1,4}}")


def sentence_span(normal: str, position: int) -> tuple[int, int]:
    """Return the sentence around a position: from after the last end (. ! ? 。 newline) to the next, included."""
    low, high = max(0, position - MAX_SENTENCE_CHARS), min(len(normal), position + MAX_SENTENCE_CHARS)
    start = low
    for end in _END.finditer(normal, low, min(position + 1, len(normal))):
        if end.end() <= position:
            start = end.end()
    following = _END.search(normal, position, high)
    stop = following.end() if following else high
    if following and following[0] == "\n":
        stop -= 1
    while start < stop and normal[start] == " ":
        start += 1
    return start, max(start, stop)


def is_negated(normal: str, hit_start: int, hit_end: int, negation_hits: Iterable[Hit]) -> bool:
    """Return whether a negation stands within the six words before the hit, in the same sentence."""
    floor = sentence_span(normal, hit_start)[0]
    for negation in negation_hits:
        if negation.start >= floor and negation.end <= hit_start:
            words = 0
            for _ in _WORD.finditer(normal, negation.end, hit_start):
                words += 1
            if words < NEGATION_WORDS:
                return True
    return False


def is_quoted(normal: str, start: int, end: int) -> bool:
    """Return whether the span stands inside quotation marks of its block, as words of somebody else.

    Marks: the straight double quote of the normal form, opened before and closed after the span, around at least
    ``MIN_QUOTED_WORDS`` words. A single quote is an apostrophe as often, and does not count.
    """
    floor = max(normal.rfind("\n", 0, start) + 1, start - MAX_SENTENCE_CHARS)
    newline = normal.find("\n", end)
    ceiling = min(newline if newline >= 0 else len(normal), end + MAX_SENTENCE_CHARS)
    if normal.count('"', floor, start) % 2 == 0:
        return False
    opening, closing = normal.rfind('"', floor, start), normal.find('"', end, ceiling)
    if opening < 0 or closing < 0:
        return False
    return len(_WORD.findall(normal, opening, closing)) >= MIN_QUOTED_WORDS
