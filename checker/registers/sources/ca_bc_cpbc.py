"""Canada, British Columbia: register of pharmacies.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ca-bc-cpbc",
    authority="ca-bc-cpbc",
    how="operator-import",
    layout="unverified",
    proves="A licensed pharmacy in British Columbia names this site.",
)
