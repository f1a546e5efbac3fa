"""Looks for medicine names spelled so that filters miss them: v1agra, k@magra, letters of another alphabet.

How telling: a pharmacy spells its medicines right; a typing error mixes no digits, signs or alphabets into a word.
Moderate when the page sells, nothing elsewhere (texts about spam quote such words).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EAASM_SUPERHIGHWAY

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells:
        return ()
    return tuple(
        Finding(
            signal=SIGNAL.id,
            quote=page.sentence(name.start, name.end),
            place=page.place(name.start),
            rule=f"substance:{name.substance.id}",
            said=say(SIGNAL.id, medicine=name.substance.inn, words=page.body.quote(name.start, name.end)),
        )
        for page in seen.pages
        for name in page.names
        if name.is_obfuscated
    )[:3]


SIGNAL = Signal(
    id="disguised-names",
    title="Medicine names in disguise",
    looks_for="Names with digits, signs or foreign letters in place of their own.",
    why="The spelling is meant to pass mail and advertising filters.",
    references=(EAASM_SUPERHIGHWAY,),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
