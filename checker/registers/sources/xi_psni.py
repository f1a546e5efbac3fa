"""Northern Ireland: register of pharmacies.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="xi-psni",
    authority="xi-psni",
    how="operator-import",
    layout="unverified",
    proves="A pharmacy in Northern Ireland is registered and names this site.",
)
