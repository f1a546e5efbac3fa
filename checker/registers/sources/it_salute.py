"""Italy: entries of the ministry's register, proved one by one through the logo.

No list with websites can be downloaded; a list that the authority gives to an operator can be imported.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="it-salute",
    authority="it-salute",
    how="entry-page",
    layout="unverified",
    proves="The entry page shows that a pharmacy or para-pharmacy may sell non-prescription medicines on this site.",
)
