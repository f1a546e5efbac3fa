"""European Union: the index of all national registers.

There is nothing to read here.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="eu-ema-index",
    authority="eu-ema-index",
    how="no-list",
    layout="unverified",
    proves="Nothing: the page only links to the registers.",
)
