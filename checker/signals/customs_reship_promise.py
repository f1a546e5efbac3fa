"""Looks for promises that parcels pass customs, or are sent again when customs takes them.

How telling: close to unique to sellers that post medicines across borders against the law; a lawful mail-order
pharmacy has no such trouble. Strong beside medicines that need a prescription, else moderate.

Known false alarms: forwarders and shops for other goods that also sell remedies (then nothing prescription-only is
on offer). Known misses: the promise made only by mail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import ORIZIO_2011
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "customs-reship",
        beside_prescription_medicines=Strength.STRONG,
        otherwise=Strength.MODERATE,
    )


SIGNAL = Signal(
    id="customs-reship-promise",
    title="Promises to get parcels past customs, or to send again",
    looks_for="Words such as “guaranteed customs clearance” or “free reship if seized” at a seller of medicines.",
    why="Who plans for seizure knows that the parcel is not allowed.",
    references=(ORIZIO_2011,),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
