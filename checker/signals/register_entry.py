"""Looks for an entry of this host in an official register.

Known misses: a seller entered after the copy was read; lists that name no web address.
Known false alarms: none as an alarm (it reassures only); a register can list a pharmacy whose domain was taken
over since, so decisive alarms beside an entry are shown as a conflict, never hidden by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EU_DIRECTIVE_85C

if TYPE_CHECKING:
    from checker.evidence import RegisterEntry
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    register = seen.evidence.register
    if register is None:
        return ()
    return tuple(
        _finding(entry, rules)
        for entry in register.entries
        if entry.polarity == "positive" and entry.status == "active" and entry.kind == "register"
    )


def _finding(entry: RegisterEntry, rules: Rules) -> Finding:
    authority = rules.authorities.get(entry.authority)
    register_name = authority.register_name if authority else entry.authority
    if entry.read_at:
        said = say(SIGNAL.id, register=register_name, host=entry.expression, date=f"{entry.read_at:%Y-%m-%d}")
    else:
        said = say(f"{SIGNAL.id}.undated", register=register_name, host=entry.expression)
    return Finding(
        signal=SIGNAL.id,
        quote=" · ".join(filter(None, (entry.expression, entry.name, entry.licence_number))),
        place=entry.entry_url or entry.source_url or register_name,
        rule=f"register:{entry.authority}",
        said=said,
    )


SIGNAL = Signal(
    id="register-entry",
    title="On an official register",
    looks_for="An entry of this host in the register of a competent authority, in the copies held here.",
    why="Only sellers on the register of their country may send medicines; the register is the one proof of it.",
    references=(EU_DIRECTIVE_85C,),
    strength=Strength.DECISIVE,
    direction=Direction.REASSURE,
    part=Part.REGISTER,
    needs=("register",),
    find=find,
)
