"""Looks for a seller that gives neither phone, postal address nor company anywhere on the pages read.

How telling: NABP found no valid address on 62 % of the sites it did not recommend; but honest shops keep theirs on
a page that may not have been read. Only judged when a contact page was read or the page is long enough to hold a
footer, and only for sellers.

Known false alarms: shops whose contact block is a picture or is loaded by script.
Known misses: invented addresses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import NABP_IS_IT_SAFE, NABP_REPORT_2015, WHO_CONCEALED_ADDRESS

if TYPE_CHECKING:
    from checker.reading import PageSeen, Seen
    from checker.rules import Rules

MIN_TEXT_CHARS: Final = 1_500
"""Shorter texts are often cut or built by script: their silence says nothing."""
_PHONE: Final = re.compile(
    r"[+(01](?<![0-9].)(?:(?<=\+)|(?<=0)0?|(?<=\()0|(?<=1)[-. ])[0-9][0-9 ()./-]{7,18}[0-9](?![0-9])"
)
"""A character class comes first, what stands before it second: so the search skips what cannot begin a number."""
_POSTCODE: Final = re.compile(
    r"[0-9](?:(?:(?<=(?<![0-9a-z])[a-z][0-9])|(?<=(?<![0-9a-z])[a-z]{2}[0-9]))[0-9a-z]? [0-9][a-z]{2}"  # GB
    r"|(?<=(?<![0-9a-z])[a-z]{2} [0-9])[0-9]{4}"  # US: state and ZIP
    r"|(?<![0-9a-z].)(?:[0-9]{4} [a-z]{3,}|[0-9]{3} ?[a-z]{2} [a-z]{3,}"  # DE FR ES IT, NL
    r"|[0-9]-[0-9]{3} [a-z]{3,}|[0-9]{2} [0-9]{2} [a-z]{3,}))"  # PL, CZ SK SE
)


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells or any(_gives_contact(page) for page in seen.pages):
        return ()
    read_contact = any(page.page.role == "contact" for page in seen.pages)
    length = sum(len(page.body.normal) for page in seen.pages)
    if not read_contact and length < MIN_TEXT_CHARS:
        return ()
    pages = ", ".join(page.page.final_url for page in seen.pages)
    return (
        Finding(
            signal=SIGNAL.id,
            quote="",
            place=pages[:300],
            rule="contact:none",
            said=say(SIGNAL.id),
            strength=Strength.MODERATE if read_contact else Strength.WEAK,
        ),
    )


def _gives_contact(page: PageSeen) -> bool:
    if page.has("imprint") or page.has("licence"):
        return True
    if any(link.href.startswith("tel:") for link in page.page.links):
        return True
    normal = page.body.normal
    return bool(_PHONE.search(normal) or _POSTCODE.search(normal))


SIGNAL = Signal(
    id="missing-contact",
    title="No address, phone or company anywhere",
    looks_for="A seller whose pages name no phone number, no postal address and no company.",
    why="Whoever hides where he is cannot be asked, inspected or sued.",
    references=(NABP_IS_IT_SAFE, NABP_REPORT_2015, WHO_CONCEALED_ADDRESS),
    strength=Strength.MODERATE,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
