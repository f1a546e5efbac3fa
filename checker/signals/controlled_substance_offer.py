"""Looks for internationally controlled substances offered for sale.

How strong: substances that no prescription can buy (1971 Schedule I, 1961 Schedule IV) are decisive when the site
sells. Controlled *medicines* are decisive when no page read asks for a prescription and the site offers another
prescription medicine too, or says that none is needed; a single one is strong, since the page that asks may not have
been read. With words that ask they are weak, since pharmacies may dispense them. New psychoactive substances outside
the conventions are left to ``unapproved-product-offer``.

Known false alarms: veterinary pharmacies (they name the prescription), price lists of lawful pharmacies in states
with remote prescribing (same); shops of books whose titles name a drug with its dose, without structured data.
Known misses: street names and emoji alone are not taken as offers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import demands_prescription, needs_prescription, offered
from checker.signals.references import INCB_GUIDELINES, NABP_REPORT_2015

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules, Substance


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.selling.state == "no":
        return ()
    country = seen.buyer_country
    first = {k: v for k, v in offered(seen).items() if _is_controlled(v[1].substance, country)}
    if not first:
        return ()
    illicit = [v for v in first.values() if _has_no_medical_supply(v[1].substance)]
    page, offer = illicit[0] if illicit else next(iter(first.values()))
    asks = demands_prescription(seen)
    if not seen.sells or offer.how == "named":
        invites = offer.how in ("order-words", "control", "structured") or offer.how == "named"
        strength = Strength.MODERATE if invites and (illicit or not asks) else Strength.NOTE
    elif illicit or (not asks and (_has_more(seen, country) or seen.has("prescription-waived"))):
        strength = Strength.DECISIVE
    elif not asks:
        strength = Strength.STRONG
    else:
        strength = Strength.WEAK
    convention, schedule = _control(offer.substance)
    return (
        Finding(
            signal=SIGNAL.id,
            quote=offer.quote[:300],
            place=page.place(offer.start),
            rule=f"substance:{offer.substance.id}",
            said=say(
                SIGNAL.id if asks else f"{SIGNAL.id}.unasked",
                medicines=tuple(o.substance.inn for _, o in first.values()),
                convention=convention,
                schedule=schedule,
            ),
            strength=strength,
        ),
    )


def _has_more(seen: Seen, country: str | None) -> bool:
    return sum(needs_prescription(offer.substance, country) for _, offer in offered(seen).values()) > 1


def _is_controlled(substance: Substance, country: str | None) -> bool:
    return needs_prescription(substance, country) and any(c in ("1961", "1971") for c, _ in substance.controlled)


def _has_no_medical_supply(substance: Substance) -> bool:
    licensed = any(s in ("prescription", "pharmacy", "varies") for s in substance.supply.values())
    return not licensed and any(
        (convention, schedule[:2].strip()) in (("1971", "I"), ("1961", "IV"))
        or ("IV" in schedule and convention == "1961")
        for convention, schedule in substance.controlled
    )


def _control(substance: Substance) -> tuple[str, str]:
    """Year of the convention and schedule."""
    return next((c, s) for c, s in substance.controlled if c in ("1961", "1971"))


SIGNAL = Signal(
    id="controlled-substance-offer",
    title="Controlled substances offered for sale",
    looks_for="Narcotic or psychotropic substances with a price or order control.",
    why="These medicines can kill or addict; no country lets them be sent to a buyer without a prescriber.",
    references=(INCB_GUIDELINES, NABP_REPORT_2015),
    strength=Strength.DECISIVE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
