"""Looks for wording that offers controlled drugs to the public: "buy heroin online", wholesale of pills.

How telling: strong on a page that sells; the same words stand in news and police reports, which sell nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import INCB_GUIDELINES
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "bulk-controlled",
        beside_prescription_medicines=Strength.STRONG,
        otherwise=Strength.MODERATE,
    )


SIGNAL = Signal(
    id="bulk-controlled-offer",
    title="Controlled drugs offered by street or bulk wording",
    looks_for="Wording that offers narcotic or psychotropic substances, by piece or in bulk.",
    why="No country lets such substances be sold to the public by post.",
    references=(INCB_GUIDELINES,),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
