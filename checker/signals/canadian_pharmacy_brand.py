"""Looks for the brand "Canadian pharmacy" at a seller of prescription medicines.

How telling: weak; most sites that call themselves so are not in Canada, but some are, and a Canadian pharmacy may say
so. It counts only with prescription medicines on offer and no licence named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import NABP_REPORT_2015
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "canadian-pharmacy",
        beside_prescription_medicines=Strength.WEAK,
        otherwise=Strength.NOTE,
    )


SIGNAL = Signal(
    id="canadian-pharmacy-brand",
    title="“Canadian pharmacy” branding",
    looks_for="“Canadian pharmacy” and its variants as a selling point.",
    why="The name borrows the reputation of a strict regulator.",
    references=(NABP_REPORT_2015,),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
