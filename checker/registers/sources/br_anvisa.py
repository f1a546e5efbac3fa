"""Brazil: pharmacies with an operating authorisation.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="br-anvisa",
    authority="br-anvisa",
    how="operator-import",
    layout="unverified",
    proves="A Brazilian pharmacy with this authorisation names this site.",
)
