"""Singapore: licensed pharmacies and approved e-pharmacy services.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="sg-hsa",
    authority="sg-hsa",
    how="operator-import",
    layout="unverified",
    proves="A licensed pharmacy in Singapore names this site.",
)
