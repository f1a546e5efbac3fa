"""United States, negative: sites named in warning letters of the FDA.

Known only from a file that an operator imports. Such files hold rows of prose between the addresses; a row of
prose lists nobody, also when it mentions an address.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="us-fda-warning",
    authority="us-fda-warning",
    how="operator-import",
    layout="unverified",
    proves="The FDA has sent a warning letter about this site.",
    note="Negative list.",
)
