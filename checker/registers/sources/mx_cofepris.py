"""Mexico: no list of online pharmacies is known.

There is nothing to read here.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="mx-cofepris",
    authority="mx-cofepris",
    how="no-list",
    layout="unverified",
    proves="Nothing: there is no register.",
)
