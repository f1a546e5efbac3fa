"""Finds all phrases and names of the rule pack in one pass over a text in normal form.

The rules are in docs/matching.md, the vectors in tests/vectors/text_matcher.json. The heart is one Aho-Corasick
automaton over a *view* of the text: same length, every separator a space, so that an edge is one character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from checker.text.chars import MAX_WORD_CHARS, SENTENCE_ENDS, SEPARATORS, SIGNS, SPACED
from checker.text.obfuscation import Names

MAX_HITS_PER_PATTERN: Final = 100
"""Later hits of the same pattern in a text tell nothing new, and a page of 1 MiB can hold 100,000."""
_SLOTS: Final = {"*": (1, 1), "~": (0, 3)}
CHARS_PER_UNSPACED_WORD: Final = 4
"""Chinese, Japanese, Thai: a run of up to so many characters counts as one word in a slot."""
MAX_GAP_SEPARATORS: Final = 3
"""Between two words of a slot: ", " and " - " are near, a row of dots or bars is not."""

_NOT_WORD: Final = re.compile(f"[{SEPARATORS}\n]")
_SPACED_CHAR: Final = re.compile(f"[{SPACED}]")
_REST_OF_WORD: Final = re.compile(f"[{SPACED}]{{0,{MAX_WORD_CHARS}}}")
_WORD_BEFORE: Final = re.compile(f"[{SPACED}]{{0,{MAX_WORD_CHARS}}}$")
_INSERT_EDGE: Final = re.compile(f"(?<=[^{SEPARATORS}{SPACED}\n])(?=[{SPACED}])")
_END_IN_GAP: Final = f"(?![{SENTENCE_ENDS}])"
_STEP: Final = re.compile(
    f"((?:{_END_IN_GAP}[{SEPARATORS}]){{0,{MAX_GAP_SEPARATORS}}})"
    f"([{SPACED}]{{1,{MAX_WORD_CHARS}}}(?:['.,][{SPACED}]{{1,{MAX_WORD_CHARS}}}){{0,3}}(?![{SPACED}])"
    f"|[^{SEPARATORS}{SPACED}\n])?"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase or a name to find."""

    id: str
    text: str
    """Normal form; slots ``*`` (one word) and ``~`` (up to three), ``+`` ends a stem; see docs/matching.md."""
    lang: str = ""
    is_name: bool = False
    """Names also hit with an English "s", glued to a dose, and obfuscated."""


class Hit(NamedTuple):
    """Where a pattern was found: index into the matcher's patterns, span in the normal form."""

    pattern: int
    start: int
    end: int
    is_obfuscated: bool = False


class _Piece(NamedTuple):
    """A literal run of words of a pattern, as it stands in the view."""

    core: str
    """Without separators at its ends, each separator inside a space."""
    lead: int
    tail: int
    """Separators that the piece has before and after its core."""
    signs: tuple[tuple[int, str], ...]
    """Characters that must be the same in the text: (offset from the core's start, character)."""
    is_left_edge: bool
    is_right_edge: bool
    """Whether a letter beside the piece would make it the part of another word."""
    is_open: bool
    """Ends in ``+``: further letters follow."""


class _Compiled(NamedTuple):
    pieces: tuple[_Piece, ...]
    gaps: tuple[tuple[int, int], ...]
    anchor: int
    is_name: bool
    is_left_open: bool


class Matcher:
    """All patterns of a rule pack, ready to scan texts; immutable, safe to share between threads."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._compiled = tuple(_compile(pattern) for pattern in self.patterns)
        by_literal: dict[str, list[int]] = {}
        for number, compiled in enumerate(self._compiled):
            piece = compiled.pieces[compiled.anchor]
            literal = _edged(piece.core)[0]
            if piece.is_left_edge and not compiled.is_left_open:
                literal = " " + literal
            by_literal.setdefault(literal, []).append(number)
        self._by_literal = tuple((literal, tuple(numbers)) for literal, numbers in by_literal.items())
        self._automaton = AhoCorasick(list(by_literal), matchkind=MatchKind.Standard) if by_literal else None
        self._names = Names((p.text, n) for n, p in enumerate(self.patterns) if p.is_name)

    def scan(self, normal: str) -> list[Hit]:
        """Return every hit in a text in normal form, sorted by start, then longer first, then pattern.

        Hits of different patterns may overlap. Of one pattern at most ``MAX_HITS_PER_PATTERN`` are returned.
        """
        if self._automaton is None or not normal:
            return []
        view = " " + _NOT_WORD.sub(" ", normal) + " "
        edged, inserted = _edged(view)
        hits: set[Hit] = set()
        counts = [0] * len(self.patterns)
        for index, start, _end in self._automaton.find_matches_as_indexes(edged, overlapping=True):
            literal, numbers = self._by_literal[index]
            if literal[0] == " ":
                start += 1
            core_start = start - 1 if not inserted else start - 1 - _count_below(inserted, start)
            for number in numbers:
                if counts[number] < MAX_HITS_PER_PATTERN:
                    hit = _verify(self._compiled[number], number, normal, view, core_start)
                    if hit is not None and hit not in hits:
                        hits.add(hit)
                        counts[number] += 1
        plain = {hit[:3] for hit in hits}
        for number, start, end, is_obfuscated in self._names.find(normal):
            if (number, start, end) not in plain:
                hits.add(Hit(number, start, end, is_obfuscated))
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.pattern))


def _edged(text: str) -> tuple[str, list[int]]:
    """Return the text with a space between an unspaced character and a letter after it, and where they went."""
    if text.isascii():
        return text, []
    places = [m.start() + n for n, m in enumerate(_INSERT_EDGE.finditer(text))]
    return (_INSERT_EDGE.sub(" ", text), places) if places else (text, [])


def _count_below(places: list[int], position: int) -> int:
    from bisect import bisect_left

    return bisect_left(places, position)


def _compile(pattern: Pattern) -> _Compiled:
    """Cut a pattern's text into literal pieces and the gaps between them."""

    def fail(reason: str) -> ValueError:
        return ValueError(f"pattern {pattern.id!r}, text {pattern.text!r}: {reason}")

    text = pattern.text
    is_left_open = pattern.is_name and text.startswith("*") and text[1:2] not in ("", " ")
    if is_left_open:
        text = text[1:]
    pieces: list[_Piece] = []
    gaps: list[tuple[int, int]] = []
    words: list[str] = []
    low = high = 0

    def close(*, is_open: bool) -> None:
        nonlocal low, high
        pieces.append(_piece(" ".join(words), is_open=is_open))
        if not pieces[-1].core:
            raise fail("needs a letter, digit or picture in each piece")
        if len(pieces) > 1:
            gaps.append((low, high))
        words.clear()
        low = high = 0

    for token in text.split(" "):
        if token in _SLOTS:
            if words:
                close(is_open=False)
            elif not pieces:
                raise fail("begins with a slot")
            low, high = low + _SLOTS[token][0], high + _SLOTS[token][1]
        elif len(token) > 1 and token.endswith("+"):
            words.append(token[:-1])
            close(is_open=True)
        else:
            words.append(token)
    if words:
        close(is_open=False)
    elif low or high:
        raise fail("ends with a slot")
    if not pieces:
        raise fail("is empty")
    anchor = max(range(len(pieces)), key=lambda n: len(pieces[n].core))
    return _Compiled(tuple(pieces), tuple(gaps), anchor, pattern.is_name, is_left_open)


def _piece(text: str, *, is_open: bool) -> _Piece:
    view = _NOT_WORD.sub(" ", text)
    core = view.strip(" ")
    lead = len(view) - len(view.lstrip(" "))
    signs = tuple((n - lead, c) for n, c in enumerate(text) if re.match(f"[{SIGNS}]", c))
    return _Piece(
        core=core,
        lead=lead,
        tail=len(view) - lead - len(core),
        signs=signs,
        is_left_edge=bool(core and _SPACED_CHAR.match(core[0])),
        is_right_edge=bool(core and _SPACED_CHAR.match(core[-1])),
        is_open=is_open,
    )


def _verify(compiled: _Compiled, number: int, normal: str, view: str, core_start: int) -> Hit | None:
    """Return the hit if the whole pattern stands around its anchor, whose core begins at core_start."""
    pieces = compiled.pieces
    start, end = core_start, _end_of(compiled, compiled.anchor, normal, core_start)
    if end < 0:
        return None
    for n in range(compiled.anchor, len(pieces) - 1):
        end = _follow(compiled, n, normal, view, end)
        if end < 0:
            return None
    for n in range(compiled.anchor, 0, -1):
        start = _precede(compiled, n, normal, view, start)
        if start < 0:
            return None
    if compiled.is_left_open:
        before = _WORD_BEFORE.search(normal, max(0, start - MAX_WORD_CHARS), start)
        start = before.start() if before else start
    start -= pieces[0].lead
    end += pieces[-1].tail
    if start < 0 or end > len(normal) or normal.find("\n", start, end) >= 0:
        return None
    return Hit(number, start, end)


def _end_of(compiled: _Compiled, index: int, normal: str, start: int) -> int:
    """Return where a piece whose core stands at start ends (with inflection), or -1 if its edge or signs differ."""
    piece = compiled.pieces[index]
    end = start + len(piece.core)
    for offset, sign in piece.signs:
        at = start + offset
        if not 0 <= at < len(normal) or normal[at] != sign:
            return -1
    if not piece.is_right_edge or end >= len(normal) or not _SPACED_CHAR.match(normal[end]):
        return end
    if piece.is_open:
        rest = _REST_OF_WORD.match(normal, end)
        end = rest.end() if rest else end
        return -1 if end < len(normal) and _SPACED_CHAR.match(normal[end]) else end
    if compiled.is_name and normal[end] == "s":
        if end + 1 >= len(normal) or not _SPACED_CHAR.match(normal[end + 1]):
            return end + 1
    return -1


def _stands(compiled: _Compiled, index: int, normal: str, view: str, start: int) -> int:
    """Return the end of the piece if its core stands at start with its edges, else -1."""
    piece = compiled.pieces[index]
    if start < 0 or not view.startswith(piece.core, start + 1):
        return -1
    if piece.is_left_edge and start > 0 and _SPACED_CHAR.match(normal[start - 1]):
        return -1
    return _end_of(compiled, index, normal, start)


def _gap_ends(normal: str, position: int, low: int, high: int) -> Iterable[int]:
    """Yield the places where the next piece may start after a gap of low to high words."""
    words = unspaced = 0
    while words <= high:
        step = _STEP.match(normal, position)
        if step is None:
            return
        at = step.end(1)
        if words >= low:
            yield at
        if step[2] is None:
            return
        if _SPACED_CHAR.match(step[2][0]):
            if at == position and words and not unspaced:
                return
            words, unspaced = words + 1, 0
        else:
            if unspaced == 0:
                words += 1
            unspaced = (unspaced + 1) % CHARS_PER_UNSPACED_WORD
        position = step.end()


def _follow(compiled: _Compiled, index: int, normal: str, view: str, end: int) -> int:
    low, high = compiled.gaps[index]
    lead = compiled.pieces[index + 1].lead
    for at in _gap_ends(normal, end, low, high):
        for start in {at, at + lead} if lead else (at,):
            found = _stands(compiled, index + 1, normal, view, start)
            if found >= 0:
                return found
    return -1


def _precede(compiled: _Compiled, index: int, normal: str, view: str, start: int) -> int:
    """Return the start of the nearest piece before, if the gap between leads to start; else -1."""
    low, high = compiled.gaps[index - 1]
    core = compiled.pieces[index - 1].core
    floor = max(0, start - (high + 1) * (MAX_WORD_CHARS + MAX_GAP_SEPARATORS) - MAX_WORD_CHARS)
    at = start + 1
    for _ in range(CHARS_PER_UNSPACED_WORD * (high + 1)):
        at = view.rfind(core, floor, at)
        if at < 1:
            return -1
        end = _stands(compiled, index - 1, normal, view, at - 1)
        if end >= 0 and start in _gap_ends(normal, end, low, high):
            return at - 1
        at = at + len(core) - 1
    return -1
