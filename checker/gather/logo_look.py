"""A look at the pictures: the logo under any name, and the flag in it against the register it leads to."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from checker.country_names import country_name
from checker.errors import PageUnavailable
from checker.evidence import Image, LogoEvidence, PageEvidence
from checker.gather.client import Client
from checker.gather.logo import GB_ENDED, Candidate, outcome
from checker.gather.logo_links import Hosts, destination, shipped_hosts
from checker.registers.authorities import Authority
from checker.registers.seals import picture_text

if TYPE_CHECKING:
    from checker.gather.logo_picture import Recognised

MAX_LOOKS: Final = 4
"""Pictures fetched for one site."""
PICTURE_DEADLINE_S: Final = 2.5
"""For one picture; a logo has a few kilobytes."""
MIN_TIME_S: Final = 0.2


class PictureLooker:
    """Fetches pictures and says what they show, each once, within one deadline."""

    def __init__(self, client: Client, ends_at: float) -> None:
        self._client = client
        self._ends_at = ends_at
        self._seen: dict[str, Recognised | None] = {}

    def look(self, address: str) -> Recognised | None:
        """What the picture shows; None when it was not looked at."""
        if address in self._seen:
            return self._seen[address]
        left = self._ends_at - time.monotonic()
        if len(self._seen) == MAX_LOOKS or left < MIN_TIME_S or not address.startswith(("http://", "https://")):
            return None
        self._seen[address] = None
        # Array and picture libraries take 0.2 s and 30 MB to load: only when there is a picture.
        from checker.gather.logo_picture import MAX_PICTURE_BYTES, recognise

        try:
            answer = self._client.fetch(
                address, deadline_s=min(left, PICTURE_DEADLINE_S), max_bytes=MAX_PICTURE_BYTES, accept=None
            )
        except PageUnavailable:
            # Nothing is lost: what the logo proves hangs on its link, never on its picture.
            return None
        if not answer.is_cut:
            self._seen[address] = recognise(answer.body)
        return self._seen[address]


def badges(pages: Sequence[PageEvidence], authorities: Mapping[str, Authority] | None = None) -> tuple[Candidate, ...]:
    """Pictures worth a look although neither name nor link says "logo": small ones, of its shape, that lead elsewhere
    or nowhere. As candidates they stand only if the picture itself is recognised."""
    hosts = shipped_hosts() if authorities is None else Hosts(authorities)
    found: dict[str, Candidate] = {}
    for page in pages:
        own = page.final_url or page.url
        for image in page.images:
            link, target, authority = destination(image.href, own, hosts)
            is_known = image.src in found or not image.src.startswith(("http://", "https://"))
            if is_known or target == "own" or (image.href and target == "none" and not link):
                continue
            if _has_logo_size(image) and _BADGE.search(picture_text(image)):
                quote = image.alt or image.title or image.src.partition("?")[0].rpartition("/")[2]
                found[image.src] = Candidate(target, link, image.src[:2000], own, quote[:300], True, authority)
    return tuple(found.values())


def _has_logo_size(image: Image) -> bool:
    """Whether the attributes, as far as they say, leave room for the logo: 1.2 times as wide as high."""
    width, height = image.width, image.height
    if width is not None and not 60 <= width <= 400:
        return False
    return not (width and height) or 0.9 <= width / height <= 1.7


_BADGE: Final = re.compile(
    r" (?:logo|seal|siegel|sello|sigill|badge|cert|legal|verif|approv|regist|trust|secur|safe|pharma|apo|medic"
    r"|(?:eu|ue)\b)"
)


def with_picture(found: LogoEvidence, candidate: Candidate, picture: Recognised) -> LogoEvidence:
    """The outcome after a look at the picture: a flag or colour that does not fit speaks against the logo itself.

    A register entry that the link proved stays one; only the logo is not genuine.
    """
    if picture.kind == "veterinary_logo":
        return outcome(
            candidate, "veterinary_only", "The logo is the blue one; it vouches for veterinary medicines only."
        )
    if picture.kind != "common_logo":
        return found
    if picture.fits == ("EU",):
        return outcome(candidate, "eu_flag", "The logo shows the flag of the EU; genuine ones show that of one state.")
    authority = candidate.authority
    if authority is None or candidate.target == "index":
        if picture.fits == ("GB",):
            return outcome(candidate, "not_valid_here", GB_ENDED)
        return found
    country = "GB" if authority.country == "XI" else authority.country
    if picture.fits and country not in picture.fits:
        shown, keeper = country_name(picture.flag), country_name(country)
        reason = f"The logo shows the flag of {shown}, but its link leads to the register of {keeper}."
        return outcome(candidate, "wrong_country", reason)
    return found
