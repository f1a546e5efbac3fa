"""Australia: registers of pharmacy premises of the states.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="au-states",
    authority="au-states",
    how="operator-import",
    layout="unverified",
    proves="A registered Australian pharmacy names this site.",
)
