"""Looks for claims such as "FDA approved pharmacy" or "WHO certified" at a seller of prescription medicines.

How telling: weak; these bodies approve products or advise states, they approve no online seller. Statements about a
product ("FDA-approved tablets") are common at rogue and honest sellers alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import NABP_WHY_NOT_RECOMMENDED, ORIZIO_2011
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "approval-claim",
        beside_prescription_medicines=Strength.WEAK,
        otherwise=Strength.NOTE,
    )


SIGNAL = Signal(
    id="approval-claim",
    title="Claims an approval that is not given to sellers",
    looks_for="Claims of approval by FDA, WHO, EMA or the like, for the shop or its goods.",
    why="The claim lends the shop a trust that nobody gave it.",
    references=(
        NABP_WHY_NOT_RECOMMENDED,
        ORIZIO_2011,
    ),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
