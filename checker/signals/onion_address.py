"""Looks for a darknet address (.onion) at a seller of medicines, and for pages that lead to a darknet market.

How telling: lawful pharmacies have none; strong where prescription or controlled medicines are on offer. A newspaper's
own mirror stands on a page that sells nothing. Pages that collect "working mirrors" of drug markets count as much; a
report on such a market gives no links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.selling import leads_to_market
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import alarming, offered
from checker.signals.references import INCB_GUIDELINES

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

_ONION: Final = re.compile(r"[a-z2-7]{56}\.onion")
"""Version 3 addresses; shorter ones stopped working in 2021."""


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    for page in seen.pages:
        if leads_to_market(page):
            hit = page.said("darknet-market")[0]
            return (
                Finding(
                    signal=SIGNAL.id,
                    quote=page.sentence(hit.start, hit.end),
                    place=page.place(hit.start),
                    rule=hit.phrase.id,
                    said=say(f"{SIGNAL.id}.market", words=page.body.quote(hit.start, hit.end)),
                ),
            )
    if not any(alarming(o.substance, seen.buyer_country) for _, o in offered(seen).values()):
        return ()
    for page in seen.pages:
        if ".onion" in page.body.normal and (match := _ONION.search(page.body.normal)):
            return (
                Finding(
                    signal=SIGNAL.id,
                    quote=page.body.quote(match.start(), match.end()),
                    place=page.place(match.start()),
                    rule="onion:v3",
                    said=say(SIGNAL.id),
                ),
            )
    return ()


SIGNAL = Signal(
    id="onion-address",
    title="Darknet address",
    looks_for="A .onion address beside prescription or controlled medicines, or the way to a darknet market.",
    why="A hidden service exists so that nobody can find or close the seller.",
    references=(INCB_GUIDELINES,),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
