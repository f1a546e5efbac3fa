"""Finds all phrases and names of a rule pack in one pass over a text in normal form.

The rules are told in docs/matching.md; tests/vectors/text_matcher.json holds them for both languages. The heart
is one Aho-Corasick automaton over a *view* of the text: as long as the text, with each separator a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from checker.text.chars import MAX_WORD_CHARS, SENTENCE_ENDS, SEPARATORS, SPACED
from checker.text.obfuscation import Names
from checker.text.pattern import Compiled, Pattern, Piece, compile_pattern

MAX_CHARS: Final = 150_000
"""Only so much of a text is scanned: three times the longest text among the pages measured."""
MAX_PLACES: Final = 500
"""Of each literal only the first so many whole-word places are looked at, so that no page is slow. No honest page
repeats a phrase as often, and a repetition tells nothing new."""
MAX_GAP_CHARS: Final = 100
MAX_GAP_SEPARATORS: Final = 3
"""Between two words of a gap: ", " and " - " are near, a row of dots or bars is not."""
PICTURES_PER_WORD: Final = 4
"""Chinese, Japanese, Thai: so many characters of a gap count as one word."""

_SPACED_CHAR: Final = re.compile(f"[{SPACED}]")
_REST_OF_WORD: Final = re.compile(f"[{SPACED}]{{0,{MAX_WORD_CHARS}}}(?![{SPACED}])")
_GAP_STEP: Final = re.compile(
    f"((?:(?![{SENTENCE_ENDS}])[{SEPARATORS}]){{0,{MAX_GAP_SEPARATORS}}})"
    f"([{SPACED}]{{1,{MAX_WORD_CHARS}}}(?:['.,][{SPACED}]{{1,{MAX_WORD_CHARS}}}){{0,3}}(?![{SPACED}])"
    f"|[^{SEPARATORS}{SPACED}\n])?"
)
"""Separators, then a word (with "2.5" and "doctor's" as one) or a picture, if there is one."""
_REACH: Final = MAX_GAP_CHARS + 2 * MAX_WORD_CHARS
"""No piece of a pattern begins or ends further away from the next one: a gap, an inflection, some signs."""
_PATTERN, _START, _END = itemgetter(0), itemgetter(1), itemgetter(2)
_NEW: Final = tuple.__new__  # half the time of Hit(...)
_ENDLESS_WORD: Final = re.compile(f"[0-9a-z]{{{MAX_WORD_CHARS * 4},}}")
"""Too long to be of any pattern. A page that is one word of "a" holds more short names than the loop bears."""
_FOLD: Final = bytes(c if (chr(c).isalnum() and c < 128) or c > 127 else 32 for c in range(256))


class Hit(NamedTuple):
    """Where a pattern was found."""

    pattern: int
    """Index into the matcher's patterns."""
    start: int
    end: int
    """Span in the normal form, in code points; whole words."""
    is_obfuscated: bool = False


class _Entry(NamedTuple):
    """A pattern that needs more than its literal: other pieces, signs, further letters before."""

    pattern: int
    compiled: Compiled
    before: str
    after: str
    """Cores of the pieces beside the anchor, empty if there is none: where one is not near, no more is tried."""


class _Literal(NamedTuple):
    """What hangs on one literal of the automaton."""

    is_left_spaced: bool
    is_right_spaced: bool
    has_space: bool
    is_whole: bool
    """No pattern goes on with letters after the literal: no name, no stem."""
    has_left_open: bool
    """Some pattern may have letters before the literal."""
    plain: tuple[tuple[int, bool, bool], ...]
    """Patterns that are only this literal: (index, is_name, is_open)."""
    others: tuple[_Entry, ...]


class Matcher:
    """All patterns of a rule pack, ready to scan texts; does not change, so threads may share it."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.patterns = tuple(patterns)
        by_core: dict[str, list[tuple[int, Compiled]]] = {}
        for number, pattern in enumerate(self.patterns):
            compiled = compile_pattern(pattern)
            by_core.setdefault(compiled.pieces[compiled.anchor].core, []).append((number, compiled))
        self._literals = [_literal(core, entries) for core, entries in by_core.items()]
        # The DFA would save a third of the time of a scan, but takes 170 MB and 0.4 s to build for 18,000 patterns.
        self._automaton = AhoCorasick(
            list(by_core),
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        self._names = Names((pattern.text, number) for number, pattern in enumerate(self.patterns) if pattern.is_name)

    def scan(self, normal: str) -> list[Hit]:
        """Return the hits in a text in normal form, sorted by start, then longer first, then pattern.

        Hits of different patterns may overlap; those of one pattern are at most ``MAX_PLACES``.
        """
        normal = normal[:MAX_CHARS]
        raw = normal.encode()
        view = " " + raw.translate(_FOLD).decode() + " "
        hits = self._hits(normal, view)
        plain = {hit[:3] for hit in hits}
        for hit in self._names.find(normal, raw):
            if hit[:3] not in plain:
                hits.append(Hit(*hit))
        # Three sorts by one field each take a third of the time of one by a tuple made in Python.
        hits.sort(key=_PATTERN)
        hits.sort(key=_END, reverse=True)
        hits.sort(key=_START)
        return hits

    def _hits(self, normal: str, view: str) -> list[Hit]:
        """Return the hits of patterns as they are written; view has a space more at each end than normal."""
        hits: list[Hit] = []
        places: dict[int, int] = {}
        literals = self._literals
        found = self._automaton.find_matches_as_indexes(view, overlapping=True)
        if len(found) > len(view) // 4 and _ENDLESS_WORD.search(view):  # ordinary text: every fiftieth character
            view = _ENDLESS_WORD.sub(lambda run: "\0" * len(run[0]), view)
            found = self._automaton.find_matches_as_indexes(view, overlapping=True)
        for index, start, end in found:
            is_left_spaced, is_right_spaced, has_space, is_whole, has_left_open, plain, others = literals[index]
            is_cut = is_left_spaced and (char := view[start - 1]) != " " and (char < "\x80" or _is_letter(char))
            if is_cut and not has_left_open:
                continue
            is_part = is_right_spaced and (char := view[end]) != " " and (char < "\x80" or _is_letter(char))
            if is_part and is_whole:
                continue
            count = places[index] = places.get(index, 0) + 1
            if count > MAX_PLACES:
                continue
            if plain and not is_cut:
                for number, is_name, is_open in plain:
                    stop = _word_end(normal, end - 1, is_name, is_open) if is_part else end - 1
                    if stop > 0 and (not has_space or normal.find("\n", start, end - 1) < 0):
                        hits.append(_NEW(Hit, (number, start - 1, stop, False)))
            for number, compiled, before, after in others:
                if (
                    (not before or view.find(before, max(0, start - _REACH - len(before)), start) >= 0)
                    and (not after or view.find(after, end, end + _REACH + len(after)) >= 0)
                    and (not is_cut or compiled.is_left_open)
                    and (span := _around(compiled, normal, view, start - 1)) is not None
                ):
                    hits.append(_NEW(Hit, (number, *span, False)))
        return hits


def _is_letter(char: str) -> bool:
    """Return whether a character of a view, if no space, belongs to a word of a spaced script."""
    return char != " " and (char < "\x80" or _SPACED_CHAR.match(char) is not None)


def _literal(core: str, entries: list[tuple[int, Compiled]]) -> _Literal:
    anchors = [compiled.pieces[compiled.anchor] for _, compiled in entries]
    return _Literal(
        is_left_spaced=anchors[0].is_left_spaced,
        is_right_spaced=anchors[0].is_right_spaced,
        has_space=" " in core,
        is_whole=not any(c.is_name or piece.is_open for (_, c), piece in zip(entries, anchors, strict=True)),
        has_left_open=any(c.is_left_open for _, c in entries),
        plain=tuple((n, c.is_name, c.pieces[0].is_open) for n, c in entries if c.is_plain),
        others=tuple(
            _Entry(
                pattern=n,
                compiled=c,
                before=c.pieces[c.anchor - 1].core if c.anchor else "",
                after=c.pieces[c.anchor + 1].core if c.anchor + 1 < len(c.pieces) else "",
            )
            for n, c in entries
            if not c.is_plain
        ),
    )


def _around(compiled: Compiled, normal: str, view: str, start: int) -> tuple[int, int] | None:
    """Return the span of the whole pattern around its anchor, whose core stands at start; None if it is not there."""
    pieces, gaps, anchor = compiled.pieces, compiled.gaps, compiled.anchor
    end = _end_of(pieces[anchor], compiled.is_name, normal, start)
    for n in range(anchor, len(gaps)):
        if end < 0:
            return None
        end = _follow(pieces[n + 1], gaps[n], compiled.is_name, normal, view, end)
    if end < 0:
        return None
    for n in range(anchor - 1, -1, -1):
        start = _precede(pieces[n], gaps[n], normal, view, start)
        if start < 0:
            return None
    start, end = start - pieces[0].lead, end + pieces[-1].tail
    if start < 0 or end > len(normal) or normal.find("\n", start, end) >= 0:
        return None
    if compiled.is_left_open:
        floor = start - MAX_WORD_CHARS
        while _is_letter(view[start]):
            start -= 1
            if start < floor:
                return None
    return start, end


def _end_of(piece: Piece, is_name: bool, normal: str, start: int) -> int:
    """Return where a piece whose core stands at start ends, its inflection included; -1 if signs or edge differ."""
    end = start + len(piece.core)
    for offset, sign in piece.signs:
        if not 0 <= start + offset < len(normal) or normal[start + offset] != sign:
            return -1
    if not piece.is_right_spaced or not _SPACED_CHAR.match(normal, end):
        return end
    return _word_end(normal, end, is_name, piece.is_open)


def _word_end(normal: str, end: int, is_name: bool, is_open: bool) -> int:
    """Return where a word ends that goes on after a literal, if it may: a stem does, a name with "s"; else -1."""
    if is_open:
        rest = _REST_OF_WORD.match(normal, end)
        return rest.end() if rest else -1
    return end + 1 if is_name and normal[end] == "s" and not _SPACED_CHAR.match(normal, end + 1) else -1


def _stands(piece: Piece, is_name: bool, normal: str, view: str, start: int) -> int:
    """Return the end of the piece if its core stands at start as whole words, else -1."""
    if start < 0 or not view.startswith(piece.core, start + 1):
        return -1
    if piece.is_left_spaced and _is_letter(view[start]):
        return -1
    return _end_of(piece, is_name, normal, start)


def _gap_ends(normal: str, position: int, gap: tuple[int, int]) -> Iterator[int]:
    """Yield the places where the next piece may start after a gap that begins at position."""
    low, high = gap
    limit = position + MAX_GAP_CHARS
    words = pictures = 0
    while words <= high:
        step = _GAP_STEP.match(normal, position)
        if step is None or step.end(1) > limit:
            return
        if words >= low:
            yield step.end(1)
        word = step[2]
        if word is None:
            return
        if _SPACED_CHAR.match(word):
            words, pictures = words + 1, 0
        elif pictures % PICTURES_PER_WORD == 0:
            words, pictures = words + 1, 1
        else:
            pictures += 1
        position = step.end()


def _follow(piece: Piece, gap: tuple[int, int], is_name: bool, normal: str, view: str, end: int) -> int:
    """Return the end of the piece after a gap that begins at end, else -1."""
    for at in _gap_ends(normal, end, gap):
        found = _stands(piece, is_name, normal, view, at)
        if found >= 0:
            return found
    return -1


def _precede(piece: Piece, gap: tuple[int, int], normal: str, view: str, start: int) -> int:
    """Return the start of the nearest piece before, from whose end a gap leads to start; else -1."""
    floor = max(0, start - MAX_GAP_CHARS - MAX_WORD_CHARS - len(piece.core)) + 1
    at = start + 1
    for _ in range(PICTURES_PER_WORD * (gap[1] + 1)):
        at = view.rfind(piece.core, floor, at)
        if at < 0:
            return -1
        end = _stands(piece, False, normal, view, at - 1)
        if end >= 0 and start in _gap_ends(normal, end, gap):
            return at - 1
        at += len(piece.core) - 1
    return -1
