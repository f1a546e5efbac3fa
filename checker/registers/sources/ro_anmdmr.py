"""Romania: pharmacies and drugstores with online sale.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ro-anmdmr",
    authority="ro-anmdmr",
    how="operator-import",
    layout="unverified",
    proves="A Romanian pharmacy or drugstore may sell non-prescription medicines on this site.",
)
