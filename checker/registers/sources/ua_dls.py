"""Ukraine: licence holders entitled to electronic retail sale.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ua-dls",
    authority="ua-dls",
    how="operator-import",
    layout="unverified",
    proves="A licensed Ukrainian firm may sell electronically on this site.",
)
