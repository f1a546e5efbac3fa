"""Looks for the picture of an accreditation seal that does not lead to the programme's page about this site.

How telling: a seal is meant to be clicked; rogue shops copy the picture. A picture that links elsewhere is moderate; a
bare picture is weak, since honest shops lose the link when they redo their footer. What the programme's page says is
not read here: a genuine link alone reassures nobody.

Known false alarms: articles about seals (nothing is sold there, so nothing is said).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.registers.seals import find_seals, host_of
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import NABP_WHY_NOT_RECOMMENDED, ORIZIO_2011

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.registers.seals import SealSeen
    from checker.rules import Rules
    from checker.sentences import Sentence


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells:
        return ()
    first: dict[str, Finding] = {}
    for page in seen.pages:
        for seal in find_seals(page.page):
            if seal.state in ("image_only", "wrong_target"):
                first.setdefault(
                    seal.seal,
                    Finding(
                        signal=SIGNAL.id,
                        quote=(seal.link or seal.quote or seal.image)[:300],
                        place=f"picture of {seal.page}",
                        rule=f"seal:{seal.seal}:{seal.state}",
                        said=_said(seal),
                        strength=Strength.MODERATE if seal.state == "wrong_target" else Strength.WEAK,
                    ),
                )
    return tuple(first.values())


def _said(seal: SealSeen) -> Sentence:
    if seal.state == "wrong_target":
        return say("copied-seal.target", programme=seal.programme, host=host_of(seal.link))
    return say("copied-seal.image", programme=seal.programme)


SIGNAL = Signal(
    id="copied-seal",
    title="A seal that does not lead to its programme",
    looks_for="Pictures of accreditation seals without a link to the programme’s page about this site.",
    why="A picture can be copied by anyone; only the programme’s own page says who is accredited.",
    references=(NABP_WHY_NOT_RECOMMENDED, ORIZIO_2011),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.REGISTER,
    needs=("page",),
    find=find,
)
