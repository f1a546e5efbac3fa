"""Looks for an EU common logo that does not lead where it must.

How telling: a logo that links to some other host, names another seller or shows a flag that does not fit its link
was put there to deceive or by an ignorant web master; an honest shop gets its link from the authority. A bare
picture is weaker (old footers lose their link), a moved authority host weaker still.

Known false alarms: pictures that only resemble the logo; shops that show the logo in an article about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EMA_BUYING_ONLINE, EU_LOGO_REGULATION

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

STATES: Final = {
    "wrong_host": Strength.STRONG,
    "entry_names_other_host": Strength.STRONG,
    "wrong_country": Strength.MODERATE,
    "eu_flag": Strength.MODERATE,
    "image_only": Strength.WEAK,
    "generic_link": Strength.WEAK,
    "not_valid_here": Strength.NOTE,
    "stale_host": Strength.NOTE,
}


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    logo = seen.evidence.logo
    if logo is None or logo.state not in STATES:
        return ()
    return (
        Finding(
            signal=SIGNAL.id,
            quote=logo.quote or logo.link or logo.image,
            place=logo.page,
            rule=f"logo:{logo.state}",
            said=say(f"logo.{logo.state}"),
            strength=STATES[logo.state],
        ),
    )


SIGNAL = Signal(
    id="false-common-logo",
    title="The EU common logo does not lead to an entry for this site",
    looks_for="A common logo that is a bare picture, links elsewhere, or whose entry names another host.",
    why="The logo exists to be clicked: one that leads nowhere is decoration, one that leads elsewhere deceives.",
    references=(EU_LOGO_REGULATION, EMA_BUYING_ONLINE),
    strength=Strength.STRONG,
    direction=Direction.ALARM,
    part=Part.LOGO,
    needs=("logo",),
    find=find,
)
