"""Looks for orders by private messenger: "order on Telegram", a Wickr or Session handle beside medicines.

Many honest pharmacies answer on WhatsApp: a bare contact button is nothing. Counted are words that take the *order*
there, beside prescription or controlled medicines: moderate for messengers chosen for secrecy and for private sellers
without a cart who name no licence, pharmacist or prescription; else weak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import alarming, is_private_seller, offered
from checker.signals.references import INCB_GUIDELINES, NABP_IS_IT_SAFE

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

SECRET_MESSENGERS: Final = (
    "wickr",
    "telegram",
    "session",
    "threema",
    "signal",
    "icq",
    "protonmail",
    "tutanota",
)


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    if not any(alarming(o.substance, seen.buyer_country) for _, o in offered(seen).values()):
        return ()
    hits = seen.said("messenger-order")
    if not hits:
        return ()
    page, hit = hits[0]
    quoted = page.sentence(hit.start, hit.end)
    secret = any(word in hit.phrase.text for word in SECRET_MESSENGERS)
    return (
        Finding(
            signal=SIGNAL.id,
            quote=quoted,
            place=page.place(hit.start),
            rule=hit.phrase.id,
            said=say(SIGNAL.id, words=page.body.quote(hit.start, hit.end)),
            strength=Strength.MODERATE if secret or is_private_seller(seen) else Strength.WEAK,
        ),
    )


SIGNAL = Signal(
    id="messenger-order",
    title="Orders by private messenger",
    looks_for="Words that take the order of a prescription or controlled medicine to a private messenger.",
    why="An order outside the shop leaves no record, no pharmacist and no way back for the money.",
    references=(NABP_IS_IT_SAFE, INCB_GUIDELINES),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
