"""Hungary: pharmacies entitled to internet sale.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="hu-nngyk",
    authority="hu-nngyk",
    how="operator-import",
    layout="unverified",
    proves="A Hungarian pharmacy is entitled to sell on this site.",
)
