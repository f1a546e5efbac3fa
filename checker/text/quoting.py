"""The way back from the normal form to the words as they were seen, for quotes in reports."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from checker.text.chars import MAX_WORD_CHARS, SPACED
from checker.text.normal import STABLE, STRIPPED_MARKS, WHITE, ZERO_WIDTH, fold, fold_alone, normalise

_PART: Final = re.compile("[^\x00-\x7f]+|[\x00-\x7f]+")
_CLUSTER: Final = re.compile(f".[{ZERO_WIDTH}{STRIPPED_MARKS}\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
CHUNK_CHARS: Final = 500
"""Least size of the parts of a block; a block of 1 MiB with one hit must not be mapped whole."""
MAX_CHUNK_CHARS: Final = 4_000
"""For text where no two plain letters meet, which is of no language; there a quote may be some characters off."""
PLAIN: Final = f"!-~\u00c0-\u024f\u1e00-\u1eff{STABLE}"
"""Characters that show and do not fold with their neighbours."""
_CHUNK: Final = re.compile(
    f"[^\n]{{{CHUNK_CHARS}}}"
    f"[^\n]{{0,{MAX_CHUNK_CHARS - CHUNK_CHARS}}}?[{PLAIN}](?=[{PLAIN}])|[^\n]{{{MAX_CHUNK_CHARS}}}"
)
_SHOWN: Final = re.compile("[!-~]")
_WHITE: Final = "".join(re.findall(f"[{WHITE}\n]", "".join(map(chr, range(0x3001)))))
_WORD_CHAR: Final = re.compile(f"[{SPACED}]")


class NormalText:
    """A text with its normal form, able to quote the original words of any span of it.

    The map between the two is made only for the parts that are asked for: most pages need a few quotes.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.normal = normalise(original)
        self._blocks: list[tuple[int, int]] | None = None
        self._chunks: dict[int, list[tuple[int, int, int]]] = {}
        self._places: dict[int, list[tuple[int, int]]] = {}

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the normal span [start, end) came from."""
        if not 0 <= start <= end <= len(self.normal):
            raise ValueError(f"span {start}:{end} lies outside of the {len(self.normal)} characters of the text")
        low = self._place(start)[0]
        return (low, low) if start == end else (low, self._place(end - 1)[1])

    def quote(self, start: int, end: int, *, context: int = 0, max_chars: int = 300) -> str:
        """Return the original words of a normal span, widened to word edges, exactly as seen.

        **Units**: context (on each side, inside the block) and max_chars are code points of the original.
        """
        low, high = self.original_span(start, end)
        text = self.original
        if high - low >= max_chars:
            return text[low : low + max_chars]
        first = max(text.rfind("\n", 0, low) + 1, low - (max_chars - (high - low)) // 2)
        low = _widen(text, low, max(first, low - context), max(first, low - context - MAX_WORD_CHARS), -1)
        newline = text.find("\n", high)
        last = min(newline if newline >= 0 else len(text), low + max_chars)
        high = _widen(text, high, min(last, high + context), min(last, high + context + MAX_WORD_CHARS), 1)
        return text[low:high].strip(_WHITE)

    def _place(self, index: int) -> tuple[int, int]:
        """Return start and end in the original of the character at index of the normal form."""
        if self._blocks is None:
            self._blocks = _find_blocks(self.original, self.normal.count("\n") + 1 if self.normal else 0)
        if not self._blocks:
            return 0, 0
        number = self.normal.count("\n", 0, index)
        at = index - self.normal.rfind("\n", 0, index) - 1
        chunks = self._chunks.setdefault(number, [])
        _cut(self.original, *self._blocks[number], at, chunks)
        chunk_start, low, high = chunks[max(bisect_right(chunks, at, key=_first) - 1, 0)]
        places = self._places.get(low)
        if places is None:
            places = self._places[low] = _map_chunk(self.original[low:high])
        if at - chunk_start >= len(places):  # the newline after the block, or the end of the text
            return high, min(high + 1, len(self.original))
        start, end = places[at - chunk_start]
        return low + start, low + end


def _first(chunk: tuple[int, int, int]) -> int:
    return chunk[0]


def _find_blocks(original: str, count: int) -> list[tuple[int, int]]:
    """List start and end of the lines that are blocks in the normal form: the ``count`` that show anything."""
    lines = original.split("\n")
    ends = [end - 1 for end in accumulate([len(line) + 1 for line in lines])]
    spans = zip([0, *[end + 1 for end in ends[:-1]]], ends, strict=True)
    if len(lines) == count:
        return list(spans)
    return [span for span, line in zip(spans, lines, strict=True) if _SHOWN.search(line) or normalise(line)]


def _cut(original: str, low: int, high: int, at: int, chunks: list[tuple[int, int, int]]) -> None:
    """Add chunks of a block as (start in the block's normal form, start and end in the original), up to the one of at.

    They are cut between two characters of which neither folds with its neighbour, so each has its own normal form.
    """
    normal_start = 0
    if chunks:
        normal_start, start, low = chunks[-1]
        if normal_start > at or low >= high:
            return
        normal_start += len(normalise(original[start:low]))
    while low < high:
        chunk = _CHUNK.match(original, low, high)
        end = chunk.end() if chunk and chunk.end() < high else high
        chunks.append((normal_start, low, end))
        if normal_start > at:
            return
        normal_start += len(normalise(original[low:end]))
        low = end


def _map_chunk(chunk: str) -> list[tuple[int, int]]:
    """List for each character of the chunk's normal form where in the chunk it came from."""
    places: list[tuple[int, int]] = []
    is_after_space = True  # white space at the start is dropped
    for part in _PART.finditer(chunk):
        for out, span in _fold_clusters(part[0], part.start()):
            for char in out:
                is_space = char in " \t\v\f\r\x1c\x1d\x1e\x1f"
                if not (is_space and is_after_space):
                    places.append(span)
                is_after_space = is_space
    if is_after_space and places:
        places.pop()
    return places


def _fold_clusters(part: str, offset: int) -> list[tuple[str, tuple[int, int]]]:
    """List (folded, span) for each character of a part with its marks, or for the whole if they depend."""
    if part.isascii() or not any(fold_alone(char)[1] for char in part):
        return [(fold_alone(char)[0], (at, at + 1)) for at, char in enumerate(part, offset)]
    clusters = [(fold(m[0]), (offset + m.start(), offset + m.end())) for m in _CLUSTER.finditer(part)]
    whole = fold(part)
    if "".join(out for out, _ in clusters) == whole:
        return clusters
    return [(whole, (offset, offset + len(part)))]


def _widen(text: str, edge: int, at: int, limit: int, step: int) -> int:
    """Return the nearest word edge from at on, going by step up to limit; edge if there is none."""
    while _is_inside_word(text, at):
        if at == limit:
            return edge
        at += step
    return at


def _is_inside_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and _is_word_char(text[position - 1]) and _is_word_char(text[position])


def _is_word_char(char: str) -> bool:
    folded = fold_alone(char)[0]
    return not folded or _WORD_CHAR.match(folded) is not None
