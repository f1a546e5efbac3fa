"""Northern Ireland: sellers registered for the distance selling logo.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="xi-mhra",
    authority="xi-mhra",
    how="operator-import",
    layout="unverified",
    proves="A seller in Northern Ireland is registered for this site.",
)
