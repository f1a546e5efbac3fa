"""Looks for cures without risk: "no side effects", "100 % cure", "miracle"; and for products sold by such claims alone.

How telling: weak; sellers of lawful food supplements exaggerate too. It counts only where medicines are sold. Strong
where a capsule or gel without a medicine's name is offered by what it is said to do to the body (enlarge, heal,
harden): authorities find undeclared medicines in such products again and again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.selling import sells_remedy
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EAASM_SUPERHIGHWAY, ORIZIO_2011
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    for page in seen.pages:
        if seen.selling.state != "no" and sells_remedy(page) and not seen.selling.offers:
            hit = page.said("remedy-claim")[0]
            return (
                Finding(
                    signal=SIGNAL.id,
                    quote=page.sentence(hit.start, hit.end),
                    place=page.place(hit.start),
                    rule=hit.phrase.id,
                    said=say(SIGNAL.id, words=page.body.quote(hit.start, hit.end)),
                    strength=Strength.STRONG,
                ),
            )
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
    looks_for="Words such as “no side effects” or “guaranteed cure” at a seller; products sold by such claims.",
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
