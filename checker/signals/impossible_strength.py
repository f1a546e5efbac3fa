"""Looks for strengths above any licensed one: tramadol 225 mg, sildenafil 200 mg.

How the limit was chosen: the highest strength of one dose unit in product information, per substance in the rule pack;
substances without a recorded limit are left out. A strength counts only right behind the name and in milligrams, and
must exceed the limit by more than a tenth, so that salts weighed differently do not count.

Known false alarms: packs that name the total ("30 tablets, 3000 mg"); such totals are above ten times the limit and
are left out. Known misses: liquids, and strengths written before the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.prices import find_strength
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import INCB_GUIDELINES, NABP_REPORT_2015

if TYPE_CHECKING:
    from checker.reading import PageSeen, Seen
    from checker.rules import Rules
    from checker.seen import NameSeen

BEHIND_CHARS: Final = 20
TOLERANCE: Final = 1.1
TOTAL_FACTOR: Final = 10


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells:
        return ()
    first: dict[str, Finding] = {}
    for page in seen.pages:
        for name in page.names:
            if (found := _finding(page, name)) is not None:
                first.setdefault(found.rule, found)
    return tuple(first.values())[:5]


def _finding(page: PageSeen, name: NameSeen) -> Finding | None:
    limit = name.substance.max_strength_mg
    if limit is None:
        return None
    strength = find_strength(page.body.normal, name.end, name.end + BEHIND_CHARS)
    if strength is None or strength.unit not in ("mg", "мг", "毫克", "ミリグラム", "مجم", "ملجم", "ملغم", "ملغ", "مغ"):
        return None
    if not limit * TOLERANCE < strength.amount <= limit * TOTAL_FACTOR:
        return None
    return Finding(
        signal=SIGNAL.id,
        quote=page.body.quote(name.start, strength.end),
        place=page.place(name.start),
        rule=f"substance:{name.substance.id}",
        said=say(SIGNAL.id, medicine=name.substance.inn, amount=float(strength.amount), limit=float(limit)),
    )


SIGNAL = Signal(
    id="impossible-strength",
    title="Strengths that no licensed product has",
    looks_for="A dose behind the medicine’s name that is above the highest licensed one.",
    why="The product can only be made without a licence, and the dose may harm.",
    references=(INCB_GUIDELINES, NABP_REPORT_2015),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
