"""Switzerland: pharmacies with a mail-order licence, a joint list of the cantons.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="ch-cantons",
    authority="ch-cantons",
    how="operator-import",
    layout="unverified",
    proves="A Swiss pharmacy has a mail-order licence; every order needs a prescription.",
)
