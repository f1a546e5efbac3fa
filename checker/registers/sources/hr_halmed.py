"""Croatia: pharmacies with internet sale.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="hr-halmed",
    authority="hr-halmed",
    how="operator-import",
    layout="unverified",
    proves="A Croatian pharmacy may sell non-prescription medicines on this site.",
)
