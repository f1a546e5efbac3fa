"""Looks for a name in a top-level domain that an accreditation programme grants to vetted sites only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import NABP_DOT_PHARMACY

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

ACCREDITED_SUFFIXES: Final = {"pharmacy": "NABP .pharmacy programme"}
"""Public suffix -> programme. The registry checks licence and practice before it grants a name."""


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    address = seen.evidence.address
    found = []
    if programme := ACCREDITED_SUFFIXES.get(address.suffix):
        found.append(
            Finding(
                signal=SIGNAL.id,
                quote=address.registrable_domain,
                place="host name",
                rule=f"suffix:{address.suffix}",
                said=say("accredited-name.suffix", suffix=address.suffix, programme=programme),
            )
        )
    register = seen.evidence.register
    for entry in register.entries if register else ():
        if entry.kind == "accreditation" and entry.polarity == "positive" and entry.status == "active":
            authority = rules.authorities.get(entry.authority)
            found.append(
                Finding(
                    signal=SIGNAL.id,
                    quote=" · ".join(filter(None, (entry.expression, entry.name))),
                    place=entry.entry_url or entry.source_url or entry.authority,
                    rule=f"register:{entry.authority}",
                    said=say(
                        "accredited-name.entry",
                        register=authority.register_name if authority else entry.authority,
                        host=entry.expression,
                    ),
                )
            )
    return tuple(found)


SIGNAL = Signal(
    id="accredited-name",
    title="Accredited by a named programme",
    looks_for="A .pharmacy name, or an entry in an accreditation programme’s list that is held here.",
    why="The programme checks licences before it grants the name or entry, and can withdraw them.",
    references=(NABP_DOT_PHARMACY,),
    strength=Strength.DECISIVE,
    direction=Direction.REASSURE,
    part=Part.REGISTER,
    needs=(),
    find=find,
)
