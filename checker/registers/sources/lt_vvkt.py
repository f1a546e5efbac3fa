"""Lithuania: pharmacies that sell at a distance.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="lt-vvkt",
    authority="lt-vvkt",
    how="operator-import",
    layout="unverified",
    proves="A Lithuanian pharmacy may sell at a distance on this site.",
)
