"""Looks for a domain that was registered less than a year ago; context, never an alarm by itself.

How the limit was chosen: rogue names are often made for a season, but half of rogue pharmacies are years old
(LegitScript and KnujOn) and every honest shop was young once, so it weighs next to nothing alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import ROGUES_AND_REGISTRARS

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

YOUNG_DOMAIN_MAX_DAYS: Final = 365


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    registration = seen.evidence.domain_registration
    if registration is None or registration.registered_at is None:
        return ()
    age_days = (seen.evidence.gathered_at - registration.registered_at).days
    if not 0 <= age_days < YOUNG_DOMAIN_MAX_DAYS:
        return ()
    return (
        Finding(
            signal=SIGNAL.id,
            quote=f"{registration.registered_at:%Y-%m-%d}",
            place=f"{registration.source.upper()} of {registration.service}",
            rule=f"age-below:{YOUNG_DOMAIN_MAX_DAYS}",
            said=say(
                SIGNAL.id,
                host=registration.domain,
                date=f"{registration.registered_at:%Y-%m-%d}",
                days=age_days,
            ),
        ),
    )


SIGNAL = Signal(
    id="young-domain",
    title="Young domain",
    looks_for="A registration date less than a year before the check.",
    why="Illegal sellers change names when one is blocked; but honest shops start young too.",
    references=(ROGUES_AND_REGISTRARS,),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.DOMAIN,
    needs=("domain_registration",),
    find=find,
)
