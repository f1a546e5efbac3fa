"""Text pieces in document order become lines: one line a block, white space collapsed, offsets kept.

The walk only appends to a list (the hottest line of the parse); all splitting and joining happens once, at the end.
"""

from __future__ import annotations

from typing import Final

BLOCK: Final = "\0"
"""Piece that ends a line. The parser drops NUL from HTML text and replaces it elsewhere, so no page can write one."""

MAX_COLLECTED: Final = 2_000
"""Characters of a link's, label's or form's text that are kept; longer ones are whole pages wrapped in a link."""


class TextBuilder:
    """Collects pieces, then :meth:`finish` gives the text; each character is copied a fixed number of times."""

    __slots__ = ("_ends", "_marks", "pieces", "text")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        """Raw text and :data:`BLOCK`, in document order."""
        self.text = ""
        """After :meth:`finish`: lines separated by one newline, white space runs as one space."""
        self._marks: list[int] = []
        self._ends: list[int] = []

    def mark(self) -> int:
        """Number of the present place, for :meth:`span`."""
        self._marks.append(len(self.pieces))
        return len(self._marks) - 1

    def finish(self) -> None:
        """Make ``text`` and place the marks in it."""
        written: list[str] = []
        length = 0
        # What stands before the next word: nothing at the start, else a newline or a space once one was seen.
        gap = ""
        at = 0
        for mark in [*self._marks, len(self.pieces)]:
            if mark > at:
                lines = "".join(self.pieces[at:mark]).split(BLOCK)
                at = mark
                for number, line in enumerate(lines):
                    if number and length:
                        gap = "\n"
                    words = line.split()
                    if not words:
                        if line and length and not gap:
                            gap = " "
                        continue
                    collapsed = " ".join(words)
                    if length and not gap and line[0].isspace():
                        gap = " "
                    if gap:
                        written.append(gap)
                        length += 1
                    written.append(collapsed)
                    length += len(collapsed)
                    gap = " " if line[-1].isspace() else ""
            self._ends.append(length)
        self.text = "".join(written)

    def span(self, start: int, end: int) -> tuple[int, str]:
        """(offset, text on one line) between two marks, cut at :data:`MAX_COLLECTED`; offset -1 when empty."""
        first = self._ends[start]
        found = self.text[first : min(self._ends[end], first + MAX_COLLECTED)]
        inner = found.strip()
        if not inner:
            return -1, ""
        return first + len(found) - len(found.lstrip()), inner.replace("\n", " ")
