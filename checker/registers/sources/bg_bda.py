"""Bulgaria: the register of internet sellers.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="bg-bda",
    authority="bg-bda",
    how="operator-import",
    layout="unverified",
    proves="A Bulgarian pharmacy or drugstore may sell medicines without prescription on this site.",
)
