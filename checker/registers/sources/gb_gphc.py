"""Great Britain: entries of the premises register, proved one by one through the registration number.

No list with websites can be downloaded; a list that the authority gives to an operator can be imported.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="gb-gphc",
    authority="gb-gphc",
    how="entry-page",
    layout="unverified",
    proves="The premises with this number are registered; the entry does not always name a website.",
)
