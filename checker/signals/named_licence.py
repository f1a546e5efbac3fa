"""Looks for a named licence, register number or pharmacist; forgeable, so it reassures only weakly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EU_DIRECTIVE_85C, FDA_BESAFERX

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            signal=SIGNAL.id,
            quote=page.sentence(hit.start, hit.end),
            place=page.place(hit.start),
            rule=hit.phrase.id,
            said=say(f"{SIGNAL.id}.{topic}", words=page.body.quote(hit.start, hit.end)),
        )
        for topic in ("licence", "pharmacist")
        for page, hit in seen.said(topic)[:1]
    )


SIGNAL = Signal(
    id="named-licence",
    title="Names a licence or pharmacist",
    looks_for="Words that name a licence, a supervising authority or the responsible pharmacist.",
    why="Lawful sellers must say who answers for them; anyone can write it, so only the register proves it.",
    references=(EU_DIRECTIVE_85C, FDA_BESAFERX),
    strength=Strength.WEAK,
    direction=Direction.REASSURE,
    part=Part.REGISTER,
    needs=("page",),
    find=find,
)
