"""Looks for an online questionnaire that takes the place of a prescription.

Lawful remote prescribing exists (GB, IE, DE, US states), so this is moderate at most, and weak where the page
also asks for a prescription, names a licence or is a clinic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import needs_prescription, offered
from checker.signals.references import NABP_WHY_NOT_RECOMMENDED, ORIZIO_2011

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells:
        return ()
    sold = [o for _, o in offered(seen).values() if needs_prescription(o.substance, seen.buyer_country)]
    if not sold:
        return ()
    lawful_look = any(seen.has(t) for t in ("prescription-step", "prescription-required", "licence", "clinic"))
    return tuple(
        Finding(
            signal=SIGNAL.id,
            quote=page.sentence(hit.start, hit.end),
            place=page.place(hit.start),
            rule=hit.phrase.id,
            said=say(SIGNAL.id, medicine=sold[0].substance.inn),
            strength=Strength.NOTE if lawful_look else Strength.MODERATE,
        )
        for page, hit in seen.said("questionnaire")[:1]
    )


SIGNAL = Signal(
    id="questionnaire-instead-of-prescription",
    title="A questionnaire takes the place of the prescription",
    looks_for="Prescription medicines sold after an online questionnaire, without a prescription step.",
    why="Ticking boxes cannot replace a prescriber who knows the patient; rules differ by country.",
    references=(NABP_WHY_NOT_RECOMMENDED, ORIZIO_2011),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.PRESCRIPTION,
    needs=("page",),
    find=find,
)
