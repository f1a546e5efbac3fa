"""Looks for products on sale that no authority of the recorded markets has licensed.

The scope of each "not licensed" claim is in the rule pack (usually EU, GB, US, CA); some of these brands are
licensed in the country of their maker, so the finding says where the claim holds, and is strong, not decisive.

Known false alarms: pharmacies of the maker's own country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import HARMFUL_CLASSES, listed_names, offered
from checker.signals.references import MHRA_KAMAGRA, NABP_REPORT_2015

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules, Substance


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    first = {k: v for k, v in offered(seen).items() if _is_unapproved(v[1].substance)}
    if not first:
        return ()
    page, offer = next(iter(first.values()))
    names = listed_names(o.substance.inn for _, o in first.values())
    scope = offer.substance.scope.partition(" (")[0] or "the markets recorded"
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
            statement=f"Offers {names}, without a licence in {scope}.",
            strength=strength,
        ),
    )


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
