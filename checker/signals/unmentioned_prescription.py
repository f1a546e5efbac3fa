"""Looks for a shop that sells prescription medicines and nowhere speaks of a prescription.

How the limits were chosen: honest sellers of prescription medicines name the prescription on nearly every page that
offers one (law and habit). A page that says no word of it is no proof that none is asked for at the checkout: weak for
one medicine, moderate from two, strong from eight, or from three where the buyer's country is known.

Known misses: rogue sites that print "prescription required" as a disguise.
Known false alarms: shops whose template loads the notice by script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import needs_prescription, offered
from checker.signals.references import NABP_IS_IT_SAFE, ORIZIO_2011

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

SEVERAL_MEDICINES: Final = 2
MANY_MEDICINES: Final = 8
MANY_WHERE_KNOWN: Final = 3
"""Where the buyer's country is known, and with it that each of them is on prescription there."""
SAYS_SO: Final = ("prescription-required", "prescription-step", "questionnaire")


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells or any(seen.has(topic) for topic in SAYS_SO):
        return ()
    if any(page.kind == "clinic" for page in seen.pages):
        return ()
    sold = [v for v in offered(seen).values() if needs_prescription(v[1].substance, seen.buyer_country)]
    if not sold:
        return ()
    page, offer = sold[0]
    return (
        Finding(
            signal=SIGNAL.id,
            quote=offer.quote[:300],
            place=page.place(offer.start),
            rule=f"prescription-medicines:{len(sold)}",
            said=say(SIGNAL.id, medicines=tuple(o.substance.inn for _, o in sold)),
            strength=_strength(len(sold), is_country_known=seen.buyer_country is not None),
        ),
    )


def _strength(count: int, *, is_country_known: bool) -> Strength:
    if count >= (MANY_WHERE_KNOWN if is_country_known else MANY_MEDICINES):
        return Strength.STRONG
    return Strength.MODERATE if count >= SEVERAL_MEDICINES else Strength.WEAK


SIGNAL = Signal(
    id="unmentioned-prescription",
    title="Sells prescription medicines and never speaks of a prescription",
    looks_for="Prescription medicines on offer, and no demand, step or consultation on any page read.",
    why="A seller that does not ask before the sale will hardly ask after it.",
    references=(NABP_IS_IT_SAFE, ORIZIO_2011),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.PRESCRIPTION,
    needs=("page",),
    find=find,
)
