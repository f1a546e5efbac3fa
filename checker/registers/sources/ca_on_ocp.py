"""Canada, Ontario: register of pharmacies.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ca-on-ocp",
    authority="ca-on-ocp",
    how="operator-import",
    layout="unverified",
    proves="An accredited Ontario pharmacy names this site.",
)
