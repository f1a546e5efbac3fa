"""Looks for a host name made of medicine names and sales words: ``buy-…-online``, ``no-prescription-…``.

How the limit was chosen: ``checker.host_name``; on names alone, at most 0.3 % of legitimate pharmacies alarm. That
legitimate and rogue pharmacies share words is the whole problem, so a name alone is never decisive.

Known misses: neutral names, most rotating spam hosts. Known false alarms: info sites about the trade in a medicine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.host_name import ALARM_MIN_POINTS
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import ROGUES_AND_REGISTRARS

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    name = seen.host
    if name.points < ALARM_MIN_POINTS:
        return ()
    telling = tuple(w.text for w in name.words if w.kind not in ("filler", "unknown", "number"))
    telling = telling or tuple(w.text for w in name.words)  # "no-prescription" alone: told by its parts
    return (
        Finding(
            signal=SIGNAL.id,
            quote=seen.evidence.address.host,
            place="host name",
            rule="host-name:" + ",".join(t for t in name.traits if t != "has-medicine-word"),
            said=say(SIGNAL.id, name_words=telling),
        ),
    )


SIGNAL = Signal(
    id="telling-host-name",
    title="A name made to be found by buyers of medicines",
    looks_for="Medicine names together with words such as buy, cheap, online or no prescription in the host name.",
    why="Such names are bought by the hundred to catch searches; registered pharmacies are named after a firm.",
    references=(ROGUES_AND_REGISTRARS,),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.DOMAIN,
    needs=(),
    find=find,
)
