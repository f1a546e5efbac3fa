"""South Africa: register of pharmacies.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="za-sapc",
    authority="za-sapc",
    how="operator-import",
    layout="unverified",
    proves="A registered South African pharmacy with this Y number names this site.",
)
