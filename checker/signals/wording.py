"""Findings of signals that are a topic's words at a seller of medicines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Finding, Strength
from checker.signals.medicines import WARNING_PAGE, alarming, offered

if TYPE_CHECKING:
    from checker.reading import Seen


def find_wording(
    seen: Seen,
    signal: str,
    topic: str,
    *,
    beside_prescription_medicines: Strength,
    otherwise: Strength,
) -> tuple[Finding, ...]:
    """The first words of the topic on a site that offers medicines; graded by what is on offer.

    Nothing where no medicine is offered, and nothing on pages that warn against such offers. A seller's help page may
    name none of its medicines.
    """
    if seen.selling.state == "no" or not (seen.sells or seen.selling.offers):
        return ()
    hits = [(page, hit) for page, hit in seen.said(topic) if page.count_said("warning") < WARNING_PAGE]
    if not hits:
        return ()
    page, hit = hits[0]
    needs = any(alarming(o.substance, seen.buyer_country) for _, o in offered(seen).values())
    strength = beside_prescription_medicines if needs else otherwise
    return (
        Finding(
            signal=signal,
            quote=page.sentence(hit.start, hit.end),
            place=page.place(hit.start),
            rule=hit.phrase.id,
            said=say(signal, words=page.body.quote(hit.start, hit.end)),
            strength=strength if seen.sells else Strength.NOTE,
        ),
    )
