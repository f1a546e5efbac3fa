"""Looks for products on sale that no authority of the recorded markets has licensed.

The scope of each "not licensed" claim is in the rule pack (usually EU, GB, US, CA); some of these brands are
licensed in the country of their maker, so the finding says where the claim holds, and is strong, not decisive.

Known false alarms: pharmacies of the maker's own country.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import HARMFUL_CLASSES, offered
from checker.signals.references import MHRA_KAMAGRA, NABP_REPORT_2015

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules, Substance
    from checker.sentences import Sentence

_MARKETS: Final = re.compile(r"[A-Z]{2}(?:, [A-Z]{2})*\b")


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    first = {k: v for k, v in offered(seen).items() if _is_unapproved(v[1].substance)}
    if not first:
        return ()
    page, offer = next(iter(first.values()))
    drugs = any(
        o.substance.group == "unapproved_brand" or o.substance.drug_class in HARMFUL_CLASSES for _, o in first.values()
    )
    strength = Strength.STRONG if drugs else Strength.MODERATE
    if not seen.sells:
        strength = Strength.WEAK
    elif offer.how == "named":
        strength = Strength.MODERATE
    return (
        Finding(
            signal=SIGNAL.id,
            quote=offer.quote[:300],
            place=page.place(offer.start),
            rule=f"substance:{offer.substance.id}",
            said=_said(tuple(o.substance.inn for _, o in first.values()), offer.substance.scope),
            strength=strength,
        ),
    )


def _said(medicines: tuple[str, ...], scope: str) -> Sentence:
    """The scope begins with the markets where the claim holds: "EU, US, GB, CA (licensed in India)"."""
    if not scope:
        return say(f"{SIGNAL.id}.unrecorded", medicines=medicines)
    markets = _MARKETS.match(scope)
    if markets is None:
        return say(f"{SIGNAL.id}.nowhere", medicines=medicines)
    return say(SIGNAL.id, medicines=medicines, countries=tuple(markets[0].split(", ")))


def _is_unapproved(substance: Substance) -> bool:
    if substance.group == "new_psychoactive":
        return not any(status in ("prescription", "pharmacy", "general_sale") for status in substance.supply.values())
    return substance.group in ("unapproved", "unapproved_brand")


SIGNAL = Signal(
    id="unapproved-product-offer",
    title="Unlicensed products offered as medicines",
    looks_for="Brands and substances on sale that have no licence in the markets recorded.",
    why="Nobody has checked what is in them; tests found wrong doses, other drugs and contamination.",
    references=(NABP_REPORT_2015, MHRA_KAMAGRA),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
