"""Germany: entries of the mail-order register, proved one by one through the logo.

No list with websites can be downloaded; a list that the authority gives to an operator can be imported.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="de-bfarm",
    authority="de-bfarm",
    how="entry-page",
    layout="unverified",
    proves="The entry shows that this site is a licensed mail-order pharmacy's or a seller's of free-sale medicines.",
)
