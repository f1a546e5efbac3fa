"""India: no register of online pharmacies is in force.

There is nothing to read here.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="in-cdsco",
    authority="in-cdsco",
    how="no-list",
    layout="unverified",
    proves="Nothing: there is no register.",
)
