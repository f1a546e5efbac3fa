"""Canada, Manitoba: register of pharmacies.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ca-mb-cphm",
    authority="ca-mb-cphm",
    how="operator-import",
    layout="unverified",
    proves="A licensed pharmacy in Manitoba names this site.",
)
