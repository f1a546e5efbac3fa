"""England: NHS contractors.

There is nothing to read here.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="gb-nhsbsa-cpl",
    authority="gb-nhsbsa-cpl",
    how="no-list",
    layout="unverified",
    proves="Nothing about a site: the file has no website column.",
)
