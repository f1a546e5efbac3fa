"""United States: names under .pharmacy, which are open to approved sites only; the name itself is the proof.

The registry gives such a name after NABP has approved the site, so there is no list to read.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source

SOURCE: Final = Source(
    id="us-nabp-names",
    authority="us-nabp",
    how="name-programme",
    layout="verified",
    proves="NABP approved this site before it got its name.",
)
