"""Looks for worldwide shipping at a seller of prescription medicines.

How telling: each country decides which medicines may come in by post; a lawful seller names the countries it may send
to. Weak alone, since honest shops for cosmetics say the same of other goods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import FDA_BESAFERX, ORIZIO_2011
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "worldwide",
        beside_prescription_medicines=Strength.WEAK,
        otherwise=Strength.NOTE,
    )


SIGNAL = Signal(
    id="worldwide-medicines",
    title="Sends prescription medicines anywhere",
    looks_for="Words such as “worldwide shipping” at a seller of prescription medicines.",
    why="Nobody is licensed everywhere.",
    references=(
        FDA_BESAFERX,
        ORIZIO_2011,
    ),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
