"""South Korea: sale of medicines over the internet is banned.

There is nothing to read here.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="kr-mfds",
    authority="kr-mfds",
    how="no-list",
    layout="unverified",
    proves="Nothing: there is no register.",
)
