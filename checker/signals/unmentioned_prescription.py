"""Looks for a shop that sells prescription medicines and nowhere speaks of a prescription.

How the limits were chosen: honest sellers of prescription medicines name the prescription on nearly every page that
offers one (law and habit). A page that says no word of it is no proof that none is asked for at the checkout: weak for
one medicine, moderate from two, strong from eight, or from three where the buyer's country is known, from four where
parcel or payment hide from others, and always of a private seller or one who takes orders by messenger and names no
pharmacy, firm or licence: nobody may sell such medicines privately. Classes of such medicines ("antibiotics") count too
where few medicines are named, or where parcel or payment hide. Abortion pills with a price are strong by themselves
where no clinic, pharmacist or licence is named.

Known misses: rogue sites that print "prescription required" as a disguise.
Known false alarms: shops whose template loads the notice by script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import (
    ANSWERS_FOR_IT,
    demands_prescription,
    is_nameless_seller,
    needs_prescription,
    offered,
)
from checker.signals.references import NABP_IS_IT_SAFE, ORIZIO_2011

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

SEVERAL_MEDICINES: Final = 2
MANY_MEDICINES: Final = 8
MANY_WHERE_KNOWN: Final = 3
"""Where the buyer's country is known, and with it that each of them is on prescription there."""
MANY_WHERE_SECRET: Final = 4
"""Where the parcel or the payment hides from others; no pharmacy offers that with so many."""
SECRET: Final = ("customs-reship", "discreet", "pay-crypto", "pay-irreversible")


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells or seen.has("questionnaire") or demands_prescription(seen):
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
            strength=_strength(len(sold), seen),
        ),
    )


def _strength(count: int, seen: Seen) -> Strength:
    many = MANY_MEDICINES if seen.buyer_country is None else MANY_WHERE_KNOWN
    if count >= many or seen.has("private-sale") or is_nameless_seller(seen) or _offers_abortion(seen):
        return Strength.STRONG
    goods = count + len({hit.phrase.text for _, hit in seen.said("medicine-class")})
    if goods >= MANY_WHERE_SECRET and any(seen.has(topic) for topic in SECRET):
        return Strength.STRONG
    return Strength.MODERATE if goods >= SEVERAL_MEDICINES else Strength.WEAK


def _offers_abortion(seen: Seen) -> bool:
    """Abortion pills with a price, and nobody named who prescribes, dispenses or answers for them."""
    if any(seen.has(topic) for topic in ANSWERS_FOR_IT):
        return False
    return any(o.substance.drug_class == "abortion" and o.how == "price" for _, o in offered(seen).values())


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
