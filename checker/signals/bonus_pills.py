"""Looks for free pills as a bonus with the order.

How telling: advertising prescription medicines with gifts is forbidden in the EU (Directive 2001/83/EC, Title VIII) and
unknown at lawful sellers; affiliate shops of one family print it on every page.

Known misses: bonus shown only at the checkout.
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
        "bonus-pills",
        beside_prescription_medicines=Strength.MODERATE,
        otherwise=Strength.WEAK,
    )


SIGNAL = Signal(
    id="bonus-pills",
    title="Free pills with the order",
    looks_for="Words such as “free pills with every order” or “bonus Viagra”.",
    why="A medicine is no gift; the bonus is meant to make people take more of it.",
    references=(
        EAASM_SUPERHIGHWAY,
        ORIZIO_2011,
    ),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
