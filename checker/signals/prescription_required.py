"""Looks for the demand of a prescription, and for a step in which it is handed in.

The words alone are printed by rogue sites too (Visa's guide for acquirers names it as a disguise), so they count
weakly; an upload, post or e-prescription step counts more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import is_private_seller
from checker.signals.references import FDA_BESAFERX, ORIZIO_2011

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if is_private_seller(seen):
        return ()
    found = []
    for topic, strength, kind in (
        ("prescription-step", Strength.MODERATE, "step"),
        ("prescription-required", Strength.WEAK, "said"),
    ):
        for page, hit in [(page, hit) for page, hit in seen.said(topic) if not hit.is_question][:1]:
            found.append(
                Finding(
                    signal=SIGNAL.id,
                    quote=page.sentence(hit.start, hit.end),
                    place=page.place(hit.start),
                    rule=hit.phrase.id,
                    said=say(f"{SIGNAL.id}.{kind}", words=page.body.quote(hit.start, hit.end)),
                    strength=strength,
                )
            )
    return tuple(found)


SIGNAL = Signal(
    id="prescription-required",
    title="Asks for a prescription",
    looks_for="Words that demand a prescription, and a step to hand one in.",
    why="A lawful seller of prescription medicines needs the prescription before it sends anything.",
    references=(FDA_BESAFERX, ORIZIO_2011),
    strength=Strength.MODERATE,
    direction=Direction.REASSURE,
    part=Part.PRESCRIPTION,
    needs=("page",),
    find=find,
)
