"""Netherlands: entries of the list of providers, proved one by one through the logo.

No list with websites can be downloaded; a list that the authority gives to an operator can be imported.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="nl-cibg",
    authority="nl-cibg",
    how="entry-page",
    layout="unverified",
    proves="The entry page names this site and the highest category of medicines that it may sell.",
)
