"""Looks for payment by cryptocurrency, gift card or money transfer at a seller of medicines.

Moderate when no ordinary means of payment is named beside it, weak otherwise: some honest shops take bitcoin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import alarming, offered
from checker.signals.references import EAASM_SUPERHIGHWAY, NABP_IS_IT_SAFE

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells:
        return ()
    if not any(alarming(o.substance, seen.buyer_country) for _, o in offered(seen).values()):
        return ()
    hits = (*seen.said("pay-irreversible"), *seen.said("pay-crypto"))
    if not hits:
        return ()
    page, hit = hits[0]
    only = not seen.has("pay-ordinary")
    return (
        Finding(
            signal=SIGNAL.id,
            quote=page.sentence(hit.start, hit.end),
            place=page.place(hit.start),
            rule=hit.phrase.id,
            said=say(f"{SIGNAL.id}.only" if only else SIGNAL.id, words=page.body.quote(hit.start, hit.end)),
            strength=Strength.MODERATE if only else Strength.WEAK,
        ),
    )


SIGNAL = Signal(
    id="irreversible-payment",
    title="Payment that cannot be taken back",
    looks_for="Cryptocurrency, gift cards or money transfer as payment for medicines.",
    why="The money is gone whatever arrives; card schemes refuse sellers that break the law.",
    references=(NABP_IS_IT_SAFE, EAASM_SUPERHIGHWAY),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
