"""United States: accredited digital pharmacies, published as a spreadsheet.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="us-nabp",
    authority="us-nabp",
    how="operator-import",
    layout="unverified",
    proves="The association of the boards of pharmacy has accredited this site.",
)
