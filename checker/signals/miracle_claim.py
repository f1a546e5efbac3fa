"""Looks for cures without risk: "no side effects", "100 % cure", "miracle".

How telling: weak; sellers of lawful food supplements exaggerate too. It counts only where medicines are sold.
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
        "miracle",
        beside_prescription_medicines=Strength.WEAK,
        otherwise=Strength.WEAK,
    )


SIGNAL = Signal(
    id="miracle-claim",
    title="Miracle claims",
    looks_for="Words such as “no side effects” or “guaranteed cure” at a seller of medicines.",
    why="Every medicine that works has risks; who denies them does not inform.",
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
