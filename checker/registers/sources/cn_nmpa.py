"""China: certificates for drug information services on the internet.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="cn-nmpa",
    authority="cn-nmpa",
    how="operator-import",
    layout="unverified",
    proves="The holder of a certificate names this site.",
)
