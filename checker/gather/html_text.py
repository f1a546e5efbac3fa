"""Text pieces in document order become lines with exact offsets: one line a block, white space collapsed."""

from __future__ import annotations

from typing import Final, NamedTuple

MAX_COLLECTED: Final = 2_000
"""Characters of a link's, label's or form's text that are kept; longer ones are whole pages wrapped in a link."""


class Mark(NamedTuple):
    """A place in a :class:`TextBuilder`, where the next visible character will stand."""

    line: int
    """Number of finished lines before it."""
    column: int
    """Characters of its own line before it."""
    part: int
    """Pieces of its own line before it, while that line is still open."""
    offset: int
    """Characters of the whole text before it."""


class TextBuilder:
    """Collects text in one pass; each character is copied a fixed number of times, whatever the markup."""

    __slots__ = ("_column", "_length", "_lines", "_parts", "_pending_space", "raw")

    def __init__(self) -> None:
        self.raw: list[str] = []
        """Text not yet collapsed. The walk appends to it directly: the hottest line of the parse."""
        self._lines: list[str] = []
        self._length = 0
        self._parts: list[str] = []
        self._column = 0
        self._pending_space = False

    def _settle(self) -> None:
        """Move the raw text to the open line: white space runs as one space, none at the edges of the line."""
        text = "".join(self.raw) if len(self.raw) > 1 else self.raw[0]
        self.raw.clear()
        collapsed = " ".join(text.split())
        if not collapsed:
            self._pending_space = self._pending_space or bool(text)
            return
        if self._parts and (self._pending_space or text[0].isspace()):
            collapsed = " " + collapsed
        self._parts.append(collapsed)
        self._column += len(collapsed)
        self._pending_space = text[-1].isspace()

    def end_line(self) -> None:
        """Close the block: what follows starts a new line."""
        if self.raw:
            self._settle()
        if self._parts:
            self._lines.append(self._parts[0] if len(self._parts) == 1 else "".join(self._parts))
            self._length += self._column + 1
            self._parts = []
            self._column = 0
        self._pending_space = False

    def mark(self) -> Mark:
        if self.raw:
            self._settle()
        # A space that was seen but not written yet will stand before the next character.
        column = self._column + (1 if self._parts and self._pending_space else 0)
        return Mark(len(self._lines), column, len(self._parts), self._length + column)

    def since(self, mark: Mark) -> str:
        """Text from ``mark`` to here on one line, at most :data:`MAX_COLLECTED` characters."""
        if self.raw:
            self._settle()
        found: list[str] = []
        room = MAX_COLLECTED
        skip = mark.column
        for at in range(mark.line, len(self._lines)):
            piece = self._lines[at][skip : skip + room]
            skip = 0
            found.append(piece)
            room -= len(piece) + 1
            if room <= 0:
                return " ".join(found).strip()
        first = mark.part if mark.line == len(self._lines) else 0
        open_line: list[str] = []
        for at in range(first, len(self._parts)):
            open_line.append(self._parts[at])
            room -= len(self._parts[at])
            if room <= 0:
                break
        found.append("".join(open_line))
        return " ".join(found).strip()[:MAX_COLLECTED]

    def text(self) -> str:
        """Everything so far, lines separated by one newline."""
        self.end_line()
        return "\n".join(self._lines)
