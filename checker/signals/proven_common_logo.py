"""Looks for an EU common logo whose link was followed to an entry that names this host.

Known misses: entries that are built by script, authorities that refuse automated visits (then *unreachable*).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EU_LOGO_REGULATION

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    logo = seen.evidence.logo
    if logo is None or logo.state not in ("proven", "in_snapshot"):
        return ()
    authority = rules.authorities.get(logo.authority)
    name = authority.name if authority else logo.authority
    return (
        Finding(
            signal=SIGNAL.id,
            quote=logo.quote,
            place=logo.link,
            rule=f"logo:{logo.state}",
            statement=f"The logo leads to {name}, whose page names this host.",
        ),
    )


SIGNAL = Signal(
    id="proven-common-logo",
    title="The EU common logo proves itself",
    looks_for="Logo, link to the authority over HTTPS, and an entry there that names this host: the whole chain.",
    why="The logo can be copied by anyone; the entry on the authority's own site cannot.",
    references=(EU_LOGO_REGULATION,),
    strength=Strength.DECISIVE,
    direction=Direction.REASSURE,
    part=Part.LOGO,
    needs=("logo",),
    find=find,
)
