"""United States, negative: sites that the association of the boards of pharmacy does not recommend.

Known only from a file that an operator imports. Such files hold rows of prose between the addresses; a row of
prose lists nobody, also when it mentions an address.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="us-nabp-notrec",
    authority="us-nabp-notrec",
    how="operator-import",
    layout="unverified",
    proves="NABP found that this site does not follow pharmacy law or its standards.",
    note="Negative list.",
)
