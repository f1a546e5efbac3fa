"""Looks for medicines, peptides or drugs sold to the public under the words "for research only".

How telling: the words are meant to take the product out of medicines law; real suppliers of laboratories sell to
accounts, not from a cart with a medicine's dose. Moderate; strong where the product has no licence or is controlled.

Known false alarms: chemical suppliers with a public price list (their products are rarely in dosed vials).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import INCB_GUIDELINES, LEGITSCRIPT_ROGUE
from checker.signals.wording import find_wording

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return find_wording(
        seen,
        SIGNAL.id,
        "research-chemical",
        beside_prescription_medicines=Strength.MODERATE,
        otherwise=Strength.WEAK,
    )


SIGNAL = Signal(
    id="research-chemical-disguise",
    title="Medicines sold “for research only”",
    looks_for="“Research use only” or “not for human consumption” beside a medicine with a price or cart.",
    why="Nobody has checked what is in the vial, and no prescriber is asked.",
    references=(
        INCB_GUIDELINES,
        LEGITSCRIPT_ROGUE,
    ),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
