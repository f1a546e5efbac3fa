"""Canada: index of the provincial regulators.

There is nothing to read here.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ca-napra",
    authority="ca-napra",
    how="no-list",
    layout="unverified",
    proves="Nothing: the page only links to the regulators.",
)
