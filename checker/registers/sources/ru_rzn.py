"""Russia: permits for retail sale at a distance.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ru-rzn",
    authority="ru-rzn",
    how="operator-import",
    layout="unverified",
    proves="A Russian pharmacy has a permit for sale at a distance on this site.",
)
