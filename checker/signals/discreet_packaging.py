"""Looks for promises of plain, unmarked parcels at a seller of prescription medicines.

How telling: weak; lawful shops for sexual health and incontinence promise it too. It counts only where prescription
medicines are on offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import ORIZIO_2011
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "discreet",
        beside_prescription_medicines=Strength.WEAK,
        otherwise=Strength.NOTE,
    )


SIGNAL = Signal(
    id="discreet-packaging",
    title="Promises discreet parcels",
    looks_for="Words such as “plain unmarked package” beside prescription medicines.",
    why="The promise is made to hide the parcel from family, customs or police.",
    references=(ORIZIO_2011,),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
