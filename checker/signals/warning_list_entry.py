"""Looks for this host on a negative list: regulators' warning letters, blocked sites, "not recommended" lists.

Known false alarms: a name that changed hands after the list was made; the finding therefore carries the list's
date and its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import FDA_BESAFERX, NABP_WHY_NOT_RECOMMENDED

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    register = seen.evidence.register
    if register is None:
        return ()
    found = []
    for entry in register.entries:
        if entry.polarity != "negative" or entry.status != "active":
            continue
        authority = rules.authorities.get(entry.authority)
        list_name = authority.register_name if authority else entry.authority
        if entry.read_at:
            said = say(SIGNAL.id, register=list_name, host=entry.expression, date=f"{entry.read_at:%Y-%m-%d}")
        else:
            said = say(f"{SIGNAL.id}.undated", register=list_name, host=entry.expression)
        found.append(
            Finding(
                signal=SIGNAL.id,
                quote=" · ".join(filter(None, (entry.expression, entry.name, entry.reason)))[:300],
                place=entry.entry_url or entry.source_url or list_name,
                rule=f"register:{entry.authority}",
                said=said,
            )
        )
    return tuple(found)


SIGNAL = Signal(
    id="warning-list-entry",
    title="Named on a regulator’s warning list",
    looks_for="An entry of this host in a negative list that is held here: warning letters, blocked sites.",
    why="A regulator or accreditation body looked at this site and warned against it.",
    references=(FDA_BESAFERX, NABP_WHY_NOT_RECOMMENDED),
    strength=Strength.DECISIVE,
    direction=Direction.ALARM,
    part=Part.REGISTER,
    needs=("register",),
    find=find,
)
