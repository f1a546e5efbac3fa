"""Looks for invitations to buy a prescription medicine, on pages that never speak of a prescription or licence.

How telling: advertising prescription medicines to the public is forbidden in the EU (Directive 2001/83/EC, Article 88)
and nearly everywhere but the US and New Zealand; honest remote prescribers that write "buy … online" speak of the
consultation on the same page. Strong when the invitation is in the title or repeated, moderate for two; weaker
where selling is unclear.

Known false alarms: articles about the trade that repeat its wording without quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import WARNING_PAGE, alarming, demands_prescription
from checker.signals.references import EU_ADVERTISING, ORIZIO_2011

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

REPEATED: Final = 3
FEW: Final = 2
LAWFUL_WORDS: Final = (
    "questionnaire",
    "licence",
    "clinic",
    "warning",
    "news",
)


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if any(page.count_said("warning") >= WARNING_PAGE for page in seen.pages):
        return ()
    if seen.selling.state == "no" or demands_prescription(seen):
        return ()
    if any(seen.has(topic) for topic in LAWFUL_WORDS):
        return ()
    invited = [
        (page, offer)
        for page, offer in seen.selling.offers
        if offer.how == "order-words"
        and page.kind in ("shop", "unknown")
        and alarming(offer.substance, seen.buyer_country)
    ]
    in_title = [(page, offer) for page, offer in invited if offer.start < page.title_end]
    if len(invited) < FEW and not in_title:
        return ()
    is_strong = seen.sells or (bool(in_title) and len(invited) >= REPEATED)
    page, offer = (in_title or invited)[0]
    return (
        Finding(
            signal=SIGNAL.id,
            quote=page.sentence(offer.start, offer.end),
            place=page.place(offer.start),
            rule=f"order-words:{len(invited)}",
            said=say(SIGNAL.id, medicines=tuple(o.substance.inn for _, o in invited)),
            strength=Strength.STRONG if is_strong else Strength.MODERATE,
        ),
    )


SIGNAL = Signal(
    id="advertised-prescription-medicine",
    title="Invites the public to buy prescription medicines",
    looks_for="Order words beside prescription medicines, in the title or repeated, and no word of a prescription.",
    why="Such advertising is forbidden in most countries, because it sells what a prescriber has not judged.",
    references=(EU_ADVERTISING, ORIZIO_2011),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.PRESCRIPTION,
    needs=("page",),
    find=find,
)
