"""Looks for medicine offers in text that visitors do not see: hidden links put into a hijacked site.

How telling: it says that the site was broken into or sells its links, not that it sells medicines; so it is a note, and
never an alarm against the owner. Counted are two or more medicine names with an order word or a foreign link beside.

Known misses: links shown only to search engines. Known false alarms: menus of pharmacies that open on hover.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import ROGUES_AND_REGISTRARS
from checker.text import NormalText
from checker.text_reading import read_text

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

MIN_NAMES: Final = 2
MAX_HIDDEN_CHARS: Final = 50_000


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if seen.sells:
        return ()
    for page in seen.pages:
        if not page.page.hidden_text:
            continue
        hidden = NormalText(page.page.hidden_text[:MAX_HIDDEN_CHARS])
        found = read_text(hidden.normal, rules)
        names = [n for n in found.names if not n.name.needs_cue and n.substance.group != "over_the_counter"]
        if len({n.substance.id for n in names}) < MIN_NAMES or not found.phrases.get("order-words"):
            continue
        start, end = names[0].start, names[0].end
        return (
            Finding(
                signal=SIGNAL.id,
                quote=hidden.quote(start, end, context=60),
                place=f"hidden text of {page.page.final_url}",
                rule=f"hidden-names:{len(names)}",
                said=say(SIGNAL.id, medicines=tuple(n.substance.inn for n in names)),
            ),
        )
    return ()


SIGNAL = Signal(
    id="hidden-medicine-links",
    title="Hidden text offers medicines",
    looks_for="Medicine names with order words in text or links that the page hides from visitors.",
    why="Sellers break into honest sites to be found by searches; the owner should know.",
    references=(ROGUES_AND_REGISTRARS,),
    strength=Strength.NOTE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
