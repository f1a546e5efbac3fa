"""Looks for an EU common logo whose link was followed to an entry that names this host.

Known misses: entries that are built by script, authorities that refuse automated visits (then *unreachable*).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import EU_LOGO_REGULATION

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    logo = seen.evidence.logo
    if logo is None or logo.state not in ("proven", "in_snapshot"):
        return ()
    return (
        Finding(
            signal=SIGNAL.id,
            quote=logo.quote,
            place=logo.link,
            rule=f"logo:{logo.state}",
            said=say(f"logo.{logo.state}"),
        ),
    )


SIGNAL = Signal(
    id="proven-common-logo",
    title="The EU common logo proves itself",
    looks_for="Logo, link to the authority over HTTPS, and an entry there that names this host: the whole chain.",
    why="The logo can be copied by anyone; the entry on the authority’s own site cannot.",
    references=(EU_LOGO_REGULATION,),
    strength=Strength.DECISIVE,
    direction=Direction.REASSURE,
    part=Part.LOGO,
    needs=("logo",),
    find=find,
)
