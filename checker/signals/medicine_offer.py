"""Looks for medicines being sold, the gate of all alarms: a mention is no offer.

How the decision is made: ``checker.reading.decide_selling``; at least two different kinds of signs.

Known misses: shops built wholly by script, shops in languages without phrases here.
Known false alarms: pharmacies that show prices but sell in the shop only (they cause no alarm by themselves).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import offered
from checker.signals.references import NABP_WHY_NOT_RECOMMENDED

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    first = offered(seen)
    if not first:
        return ()
    page, offer = next(iter(first.values()))
    return (
        Finding(
            signal=SIGNAL.id,
            quote=offer.quote[:300],
            place=page.place(offer.start),
            rule="selling:" + seen.selling.state,
            said=say(SIGNAL.id, medicines=tuple(o.substance.inn for _, o in first.values())),
        ),
    )


SIGNAL = Signal(
    id="medicine-offer",
    title="Sells medicines",
    looks_for="Medicines with a price or an order control, on the pages that were read.",
    why="Only a seller of medicines needs to be on a register; all other pages are left alone.",
    references=(NABP_WHY_NOT_RECOMMENDED,),
    strength=Strength.NOTE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
