"""Looks for pressure: "only 3 left", "offer ends tonight", at a seller of prescription medicines.

How telling: weak; ordinary web shops do it with ordinary goods. It counts only where prescription medicines are on
offer, whose advertising to the public is forbidden in the EU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EAASM_SUPERHIGHWAY, ORIZIO_2011
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "urgency",
        beside_prescription_medicines=Strength.WEAK,
        otherwise=Strength.NOTE,
    )


SIGNAL = Signal(
    id="sales-pressure",
    title="Pressure to buy medicines",
    looks_for="Countdowns, “order now” appeals and the like beside prescription medicines.",
    why="A medicine is bought because it is needed, not because an offer ends.",
    references=(
        ORIZIO_2011,
        EAASM_SUPERHIGHWAY,
    ),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
