"""Phrases and names as they stand in the rule pack, cut into literal pieces and the gaps between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from checker.text.chars import SEPARATORS, SIGNS, SPACED

_SLOTS: Final = {"*": (1, 1), "~": (0, 3)}
"""Words that a slot stands for: fewest and most."""
_SEPARATOR: Final = re.compile(f"[{SEPARATORS}\n]")
_SPACED_CHAR: Final = re.compile(f"[{SPACED}]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase or a name to find."""

    id: str
    text: str
    """Normal form, with ``*``, ``~`` and ``+`` as docs/matching.md tells."""
    lang: str = ""
    is_name: bool = False
    """Names also hit with an English "s", glued to a dose, and obfuscated."""


class Piece(NamedTuple):
    """A literal run of words."""

    core: str
    """Each separator a space, none at the ends; never empty."""
    lead: int
    tail: int
    """Separators that the piece has before and after its core."""
    signs: tuple[tuple[int, str], ...]
    """Characters that the text must have as they are: (offset from the core's start, character)."""
    is_left_spaced: bool
    is_right_spaced: bool
    """Whether a letter beside that end would make the piece a part of another word."""
    is_open: bool
    """Ended in ``+``: further letters may follow."""


class Compiled(NamedTuple):
    """A pattern ready to be looked for."""

    pieces: tuple[Piece, ...]
    gaps: tuple[tuple[int, int], ...]
    """Fewest and most words between each piece and the next."""
    anchor: int
    """Index of the longest piece; only where it stands the others are looked for."""
    is_name: bool
    is_left_open: bool
    """Began with ``*`` glued to letters: further letters may stand before."""

    @property
    def is_plain(self) -> bool:
        """Whether only the one literal and what its word goes on with has to be looked at."""
        piece = self.pieces[0]
        return len(self.pieces) == 1 and not (piece.signs or piece.lead or piece.tail or self.is_left_open)


def compile_pattern(pattern: Pattern) -> Compiled:
    """Return the pieces and gaps of a pattern.

    **Raises**: ValueError naming the pattern: empty, a slot at an end, or a piece without letter or picture.
    """
    text = pattern.text
    is_left_open = pattern.is_name and text[:1] == "*" and text[1:2] not in ("", " ")
    pieces: list[Piece] = []
    gaps: list[tuple[int, int]] = []
    words: list[str] = []
    gap = (0, 0)
    has_slot = False
    for token in [*text[is_left_open:].split(" "), None]:
        slot = _SLOTS.get(token or "")
        is_open = token is not None and len(token) > 1 and token.endswith("+")
        if token is not None and slot is None:
            words.append(token[:-1] if is_open else token)
            if not is_open:
                continue
        if words:
            piece = _piece(" ".join(words), is_open=is_open)
            if not piece.core:
                raise _error(pattern, "has a piece without letter, digit or picture")
            if pieces:
                gaps.append(gap)
            pieces.append(piece)
            words, gap, has_slot = [], (0, 0), False
        if slot is not None:
            gap, has_slot = (gap[0] + slot[0], gap[1] + slot[1]), True
            if not pieces:
                raise _error(pattern, "begins with a slot")
    if has_slot:
        raise _error(pattern, "ends with a slot")
    anchor = max(range(len(pieces)), key=lambda n: len(pieces[n].core))
    return Compiled(tuple(pieces), tuple(gaps), anchor, pattern.is_name, is_left_open)


def _piece(text: str, *, is_open: bool) -> Piece:
    view = _SEPARATOR.sub(" ", text)
    core = view.strip(" ")
    lead = len(view) - len(view.lstrip(" "))
    return Piece(
        core=core,
        lead=lead,
        tail=len(view) - lead - len(core),
        signs=tuple((at - lead, char) for at, char in enumerate(text) if char in SIGNS),
        is_left_spaced=_SPACED_CHAR.match(core) is not None,
        is_right_spaced=_SPACED_CHAR.match(core[-1:]) is not None,
        is_open=is_open,
    )


def _error(pattern: Pattern, reason: str) -> ValueError:
    return ValueError(f"pattern {pattern.id!r}: text {pattern.text!r} {reason}; see docs/matching.md")
