"""Looks for prescription medicines on offer at a seller whose register entry is for others only.

How telling: in many states any online sale of prescription medicines by a seller established there is forbidden, and
its entry covers the rest only; an offer contradicts the entry. Strong, not decisive: some such shops let a prescription
medicine be reserved online and collected in person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.registers.for_whom import is_without_prescription_only
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.medicines import needs_prescription, offered
from checker.signals.references import EU_DIRECTIVE_85C

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    register = seen.evidence.register
    if register is None or not seen.sells:
        return ()
    for entry in register.entries:
        authority = rules.authorities.get(entry.authority)
        if authority is None or entry.status != "active" or entry.polarity != "positive" or entry.kind != "register":
            continue
        if not is_without_prescription_only(entry, authority):
            return ()
        sold = [v for v in offered(seen).values() if needs_prescription(v[1].substance, entry.country)]
        if sold:
            page, offer = sold[0]
            return (
                Finding(
                    signal=SIGNAL.id,
                    quote=offer.quote[:300],
                    place=page.place(offer.start),
                    rule=f"scope:{entry.authority}",
                    said=say(
                        SIGNAL.id,
                        medicines=tuple(o.substance.inn for _, o in sold),
                        register=authority.register_name,
                    ),
                ),
            )
    return ()


SIGNAL = Signal(
    id="outside-register-scope",
    title="Offers what its register entry does not cover",
    looks_for="Prescription medicines on offer at a seller that is listed for non-prescription medicines only.",
    why="The entry then proves nothing for what the buyer came for.",
    references=(EU_DIRECTIVE_85C,),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.REGISTER,
    needs=("register", "page"),
    find=find,
)
