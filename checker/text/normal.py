"""The one normal form of text, and the way back from it to the words as they were seen.

The rules are in docs/matching.md; the vectors in tests/vectors/text_normal_form.json hold for Python and JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from checker.text.chars import MAX_WORD_CHARS, SPACED

ZERO_WIDTH: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Shown as nothing: soft hyphen, zero-width, direction marks. As the inside of a regular expression class."""
WHITE: Final = "\t\v\f\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space without the newline; exactly what Python's str.split() drops, so that both languages agree."""

_BEFORE: Final = {
    **dict.fromkeys(map(ord, "\u2122\u2120\u00ae\u00a9"), " "),  # ™ ℠ ® ©: NFKC would glue "tm" to the name
    **dict.fromkeys(
        map(ord, "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"), " "
    ),  # footnotes
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u2035\u00b4\u0060\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f"), '"'),
    **dict.fromkeys(range(0x2010, 0x2016), "-"),
    0x2212: "-",
    0x211E: "rx",
    0x0640: "",  # Arabic tatweel: a stretched line, no letter
}
_STRIP: Final = re.compile(f"[{ZERO_WIDTH}]")
_MARKS: Final = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]")
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]+")
_SPACES: Final = re.compile(f"[{WHITE}]+")
_LINES: Final = re.compile(" ?\n[ \n]*")


@lru_cache(maxsize=4096)
def _fold(run: str) -> str:
    """Normal form of text without its white space rule; independent of any ASCII beside it."""
    run = _STRIP.sub("", run).translate(_BEFORE)
    run = unicodedata.normalize("NFKC", run).lower().replace("\u03c2", "\u03c3")
    run = _MARKS.sub("", unicodedata.normalize("NFD", run))
    # NFKC can bring forth what the table maps (ﾞ aside): a second pass would change nothing else.
    return unicodedata.normalize("NFC", run)


def normalise(text: str) -> str:
    """Return the normal form: what phrases and names are compared in.

    **Shape**: NFKC, lower case, zero-width characters and accents gone, plain quotes and dashes, white space runs
    as one space, blocks separated by one newline, nothing at either end. Idempotent.
    """
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda m: _fold(m[0]), text)
    text = _SPACES.sub(" ", text.lower().replace("`", "'"))
    return _LINES.sub("\n", text).strip(" \n")


class NormalText:
    """A text with its normal form, able to quote the original words of any span of it."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.normal = normalise(original)
        self._blocks: list[tuple[int, int, int]] | None = None
        self._maps: dict[int, list[int]] = {}

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the normal span [start, end) came from."""
        if not 0 <= start <= end <= len(self.normal):
            raise ValueError(f"span {start}:{end} is outside of the text")
        first = self._position(start)
        if start == end:
            return first, first
        return first, self._position(end - 1, after=True)

    def quote(self, start: int, end: int, *, context: int = 0, max_chars: int = 300) -> str:
        """Return the original words of a normal span, widened to word edges, exactly as seen.

        **Units**: context and max_chars in code points of the original; context stays inside the block.
        """
        low, high = self.original_span(start, end)
        text = self.original
        if high - low > max_chars:
            return text[low : low + max_chars]
        floor, ceiling = text.rfind("\n", 0, low) + 1, text.find("\n", high)
        ceiling = len(text) if ceiling < 0 else ceiling
        room = max_chars - (high - low)
        floor = max(floor, low - min(context + MAX_WORD_CHARS, room // 2))
        wide = max(floor, low - context)
        while wide > floor and _is_inside_word(text, wide):
            wide -= 1
        low = wide if not _is_inside_word(text, wide) else low
        ceiling = min(ceiling, low + max_chars, high + context + MAX_WORD_CHARS)
        wide = min(ceiling, high + context)
        while wide < ceiling and _is_inside_word(text, wide):
            wide += 1
        return text[low : wide if not _is_inside_word(text, wide) else high].strip()

    def _position(self, index: int, *, after: bool = False) -> int:
        blocks = self._blocks = self._blocks or self._find_blocks()
        number = max(0, bisect_right(blocks, (index, len(self.original) + 1, 0)) - 1)
        if number >= len(blocks):
            return 0
        normal_start, low, high = blocks[number]
        if number not in self._maps:
            self._maps[number] = _map_block(self.original[low:high])
        places = self._maps[number]
        at = index - normal_start
        if 2 * at + 1 >= len(places):  # the newline after the block, or the end of the text
            return high
        return low + places[2 * at + after]

    def _find_blocks(self) -> list[tuple[int, int, int]]:
        """List the blocks as (start in the normal form, start and end in the original)."""
        blocks = []
        normal_start = low = 0
        for line in self.original.split("\n"):
            if normal := normalise(line):
                blocks.append((normal_start, low, low + len(line)))
                normal_start += len(normal) + 1
            low += len(line) + 1
        return blocks


_CLUSTER: Final = re.compile(
    f"[\x00-\x7f]|[^\x00-\x7f][{ZERO_WIDTH}\u0300-\u036f\u064b-\u0652\u0670\u0640\u3099\u309a\uff9e\uff9f]*"
)


def _map_block(block: str) -> list[int]:
    """List for each character of the block's normal form where it came from: start, end, start, end, …"""
    places: list[int] = []
    is_space = True  # leading white space is dropped
    for part in _NOT_ASCII_OR_CHAR.finditer(block):
        pieces = list(_CLUSTER.finditer(part[0]))
        folded = [
            _fold(piece[0]) if piece[0] > "\x7f" else piece[0].lower().replace("`", "'") for piece in pieces
        ]
        spans = [(part.start() + piece.start(), part.start() + piece.end()) for piece in pieces]
        if len(pieces) > 1 and "".join(folded) != _fold(part[0]):
            folded, spans = [_fold(part[0])], [part.span()]
        for out, span in zip(folded, spans, strict=True):
            for char in out:
                if _SPACES.match(char):
                    if is_space:
                        continue
                    is_space = True
                else:
                    is_space = False
                places.extend(span)
    if is_space and places:
        del places[-2:]
    return places


_NOT_ASCII_OR_CHAR: Final = re.compile("[^\x00-\x7f]+|[\x00-\x7f]")


_WORD_CHAR: Final = re.compile(f"[{SPACED}]")


def _is_inside_word(text: str, position: int) -> bool:
    """Return whether both characters around a position of the original belong to one word."""
    if not 0 < position < len(text):
        return False
    return _is_word_char(text[position - 1]) and _is_word_char(text[position])


def _is_word_char(char: str) -> bool:
    folded = _fold(char) if char > "\x7f" else char.lower()
    return not folded or bool(_WORD_CHAR.match(folded))
