"""Luxembourg: pharmacies authorised for online sale.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="lu-ms",
    authority="lu-ms",
    how="operator-import",
    layout="unverified",
    proves="A Luxembourg pharmacy may sell non-prescription medicines on this site.",
)
