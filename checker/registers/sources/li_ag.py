"""Liechtenstein: no list known.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="li-ag",
    authority="li-ag",
    how="operator-import",
    layout="unverified",
    proves="A seller in Liechtenstein is listed with this site.",
)
