"""Greece: certified electronic shops of pharmacies.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="gr-pfs",
    authority="gr-pfs",
    how="operator-import",
    layout="unverified",
    proves="A Greek pharmacy is certified for this site.",
)
