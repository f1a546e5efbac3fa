"""France: entries of the Order's list, proved one by one through the logo.

No list with websites can be downloaded; a list that the authority gives to an operator can be imported.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="fr-onp",
    authority="fr-onp",
    how="entry-page",
    layout="unverified",
    proves="The entry shows that a French pharmacy may sell non-prescription medicines on this site.",
)
