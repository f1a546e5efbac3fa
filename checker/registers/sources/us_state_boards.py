"""United States: pharmacy licences of the states.

Known only from a file that an operator imports.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="us-state-boards",
    authority="us-state-boards",
    how="operator-import",
    layout="unverified",
    proves="A state board has licensed the pharmacy that names this site.",
)
