"""New Zealand: extract of the licence register.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="nz-medsafe",
    authority="nz-medsafe",
    how="operator-import",
    layout="unverified",
    proves="A licensed New Zealand pharmacy names this site.",
)
