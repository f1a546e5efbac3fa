"""Israel: no list known.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="il-moh",
    authority="il-moh",
    how="operator-import",
    layout="unverified",
    proves="A pharmacy in Israel is listed with this site.",
)
