"""Is the seller on a register? Looks the address up in the held copies and follows the logo to the authority's page.

The second proof is: logo, link, a host of the authority over HTTPS with a verified certificate, and that page names
this host as an entry. Every other end of the chain is an outcome with its reason, and never a proof.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from checker.address import Address
from checker.errors import DamagedIndex, PageUnavailable
from checker.evidence import (
    LogoEvidence,
    Missing,
    PageEvidence,
    RegisterEntry,
    RegisterEvidence,
)
from checker.gather.authority_page import Reading, read_authority_page
from checker.gather.client import Client, HttpStatus, Response
from checker.gather.logo import Candidate, find_candidates, judge, outcome, strongest
from checker.gather.logo_links import is_home, same_page, upgraded
from checker.gather.logo_look import PictureLooker, badges, with_picture
from checker.registers import Registers
from checker.registers.authorities import Authority, load_authorities
from checker.registers.seals import host_of
from checker.settings import Settings

_log = logging.getLogger(__name__)

MAX_FOLLOWED: Final = 4
"""Links followed for one site; honest sites show one logo, chains and portals a few."""
MAX_LIST_PAGES: Final = 5
"""Pages of one list that are read; longer lists need a register copy. The longest seen fits into one."""
MIN_TIME_S: Final = 0.2
"""With less left, no page is asked for."""


def gather_membership(
    address: Address,
    pages: Sequence[PageEvidence],
    index: Registers | None,
    client: Client,
    settings: Settings,
    *,
    deadline_s: float,
    authorities: Mapping[str, Authority] | None = None,
) -> tuple[RegisterEvidence | None, LogoEvidence, tuple[Missing, ...]]:
    """What the registers say about the address, and what became of the logo on its pages.

    ``deadline_s`` holds for everything together. No :class:`GatherError` leaves: each is a ``Missing``.
    """
    ends_at = time.monotonic() + deadline_s
    table = load_authorities() if authorities is None else authorities
    register = look_up(index, address)
    follower = _Follower(address, client, settings, ends_at)
    looker = PictureLooker(client, ends_at)
    outcomes: list[LogoEvidence] = []
    entries: list[RegisterEntry] = []
    candidates = sorted(find_candidates(pages, table), key=_promise)
    unnamed = () if candidates else badges(pages, table)
    for candidate in (*candidates, *unnamed):
        picture = None if candidates else looker.look(candidate.image)
        if not candidates and (picture is None or picture.kind not in ("common_logo", "veterinary_logo")):
            continue
        found = _followed(follower, candidate, judge(candidate, register))
        picture = picture or looker.look(candidate.image)
        looked = with_picture(found, candidate, picture) if picture else found
        if found.state == "proven" and found.entry is not None and looked.state != "veterinary_only":
            entries.append(found.entry)
        outcomes.append(looked)
    logo = strongest(outcomes)
    if entries:
        held = register or RegisterEvidence((), ())
        register = replace(held, entries=(*held.entries, *entries))
    missing = list(follower.missing) if logo.state != "proven" else []
    if register is None:
        missing.insert(0, Missing("register", "no-snapshot", "No register copy is held here, so none was searched."))
    return register, logo, tuple(missing)


def _followed(follower: _Follower, candidate: Candidate, static: LogoEvidence) -> LogoEvidence:
    """The outcome with the link followed; what a register copy already confirms is only ever made stronger."""
    found = follower.follow(candidate) if candidate.is_followable else None
    if found is None or (found.state != "proven" and static.state == "in_snapshot"):
        return static
    return found


def look_up(index: Registers | None, address: Address) -> RegisterEvidence | None:
    """What the held register copies say; None when none is held, which is no statement about the address."""
    try:
        return index.lookup(address) if index is not None and index.copies else None
    except DamagedIndex as error:  # unknown, as without a copy; the operator is told by the log and by /readyz
        _log.error("register index cannot be read: %s", error.message)
        return None


def _promise(candidate: Candidate) -> int:
    """Order in which links are followed: those with an entry's form first."""
    order = ("entry", "list", "other_page", "former")
    return order.index(candidate.target) if candidate.target in order else len(order)


class _Follower:
    """Follows logo links within one deadline, each page once."""

    def __init__(self, address: Address, client: Client, settings: Settings, ends_at: float) -> None:
        self._address = address
        self._client = client
        self._settings = settings
        self._ends_at = ends_at
        self._followed: dict[str, tuple[LogoEvidence, Candidate]] = {}
        self.missing: list[Missing] = []

    def follow(self, candidate: Candidate) -> LogoEvidence | None:
        """The outcome of the candidate's link; None when nothing was asked for, or it tells no more than the link."""
        authority = candidate.authority
        if authority is None:
            return None
        link = upgraded(candidate.link).partition("#")[0]
        if link in self._followed:
            known = self._followed[link][0]
            return replace(known, image=candidate.image, page=candidate.page)
        if len(self._followed) == MAX_FOLLOWED or self._left_s() < MIN_TIME_S:
            code = "timeout" if self._left_s() < MIN_TIME_S else "not-asked"
            self._miss(code, "The logo’s link was not followed: the time or the number of links was used up.", link)
            return None
        try:
            found = self._proof(candidate, authority, link)
        except HttpStatus as error:
            if error.status in (404, 410):
                found = outcome(
                    candidate, "unproven", f"The authority’s site has no such page (HTTP status {error.status})."
                )
            else:
                found = self._unreachable(candidate, error, link)
        except PageUnavailable as error:
            found = self._unreachable(candidate, error, link)
        self._followed[link] = (found, candidate)
        return found

    def _proof(self, candidate: Candidate, authority: Authority, link: str) -> LogoEvidence:
        """**Raises** PageUnavailable."""
        # The Czech authority confirms only visitors who come from the registered site; the others get no Referer.
        sends_referer = bool(authority.success_text)
        headers = {"Referer": f"https://{self._address.host}/"} if sends_referer else None
        answer = self._fetch(link, headers)
        if refused := _final_host_refusal(candidate, authority, link, answer):
            return refused
        if _hands_over_address(link, self._address):
            return outcome(
                candidate, "unproven", "The link hands an address of another site to the authority’s page to show."
            )
        may_echo = sends_referer or _carries(link, self._address) or _carries(answer.final_url, self._address)
        pages = [answer]
        reading = self._read(answer, authority, may_echo)
        seen = {answer.final_url}
        while not reading.expression and authority.logo_target != "entry" and len(pages) < MAX_LIST_PAGES:
            further = next((n for n in reading.next_pages if n not in seen), None)
            if further is None or authority.host_state(host_of(further)) != "current":
                break
            seen.add(further)
            answer = self._fetch(upgraded(further), headers)
            if _final_host_refusal(candidate, authority, link, answer):
                break
            pages.append(answer)
            following = self._read(answer, authority, may_echo)
            reading = replace(
                following,
                why_not=following.why_not or reading.why_not,
                quote=following.quote or reading.quote,
                other_hosts=following.other_hosts or reading.other_hosts,
            )
        return self._concluded(candidate, authority, link, reading, answer, len(pages))

    def _read(self, answer: Response, authority: Authority, may_echo: bool) -> Reading:
        final = upgraded(answer.final_url)
        return read_authority_page(
            answer.body,
            url=answer.final_url,
            content_type=answer.content_type,
            address=self._address,
            authority=authority,
            may_echo=may_echo,
            is_known_form=authority.is_entry_url(final) or same_page(final, authority.register_url),
        )

    def _concluded(
        self, candidate: Candidate, authority: Authority, link: str, reading: Reading, answer: Response, page_count: int
    ) -> LogoEvidence:
        keeper = f"{authority.name_en} ({authority.country})"
        if reading.expression and candidate.is_veterinary:
            return outcome(
                candidate, "veterinary_only", f"{keeper} lists this site for veterinary medicines.", quote=reading.quote
            )
        if reading.expression:
            entry = RegisterEntry(
                authority=authority.id,
                country=authority.country,
                expression=reading.expression,
                licence_number=_licence_number(link, authority),
                scope="non_prescription" if authority.rx_online_allowed is False else "unknown",
                kind=authority.kind,
                source_url=answer.final_url,
                entry_url=answer.final_url if authority.logo_target != "list" else "",
                read_at=answer.gathered_at,
                proof="live_entry",
                source_sha256=hashlib.sha256(answer.body).hexdigest(),
            )
            reason = f"The page of {keeper} that the logo leads to names {reading.expression}."
            return replace(outcome(candidate, "proven", reason, quote=reading.quote), entry=entry)
        if reading.why_not:
            return outcome(candidate, "unproven", reading.why_not, quote=reading.quote)
        if reading.other_hosts:
            others = ", ".join(reading.other_hosts)
            return outcome(
                candidate,
                "entry_names_other_host",
                f"The page of {keeper} that the logo leads to names {others}, not {self._address.host}.",
                quote=others,
            )
        pages = f" ({page_count} pages read)" if page_count > 1 else ""
        return outcome(
            candidate,
            "unproven",
            f"The page of {keeper} that the logo leads to does not name {self._address.host}{pages}.",
        )

    def _fetch(self, link: str, headers: Mapping[str, str] | None) -> Response:
        """**Raises** PageUnavailable; a cut page too, for its missing end may change what its beginning says."""
        left = min(self._settings.page_deadline_s, self._left_s())
        if left < MIN_TIME_S:
            raise PageUnavailable("The time for this site was used up.", code="timeout")
        answer = self._client.fetch(link, deadline_s=left, headers=headers)
        if answer.is_cut:
            raise PageUnavailable("The authority’s page came only in part.", code=answer.cut_code or "too-large")
        return answer

    def _left_s(self) -> float:
        return self._ends_at - time.monotonic()

    def _unreachable(self, candidate: Candidate, error: PageUnavailable, link: str) -> LogoEvidence:
        self._miss(error.code, error.message, link)
        return outcome(
            candidate, "unreachable", f"The authority’s page could not be read: {error.message}", code=error.code
        )

    def _miss(self, code: str, message: str, link: str) -> None:
        self.missing.append(Missing("logo", code, message, link.partition("?")[0]))


def _final_host_refusal(candidate: Candidate, authority: Authority, link: str, answer: Response) -> LogoEvidence | None:
    """The outcome when the page is not one of the authority's own over HTTPS; None when it is."""
    final = answer.final_url
    host = host_of(final)
    state = authority.host_state(host)
    hops = (link, *answer.redirects, final)
    if not final.startswith("https://"):
        return outcome(candidate, "unproven", f"{host} answers without HTTPS only; that proves nothing.")
    if state == "unverified" and authority.host_state(host_of(link)) == "current":
        # The authority's own confirmed site sent us there, securely all the way: it vouches for its new name.
        state = "current" if all(hop.startswith("https://") for hop in hops) else state
    if state == "former":
        return outcome(
            candidate, "stale_host", f"{host} is a former site of {authority.name_en}; it proves nothing today."
        )
    if state != "current":
        return outcome(
            candidate, "unproven", f"The link leads on to {host}, which is not known as a site of {authority.name_en}."
        )
    if is_home(final) and not (authority.logo_target == "list" and same_page(final, authority.register_url)):
        return outcome(
            candidate, "unproven", "The link leads on to the authority’s start page: there is no such entry."
        )
    return None


def _carries(link: str, address: Address) -> bool:
    """Whether the link itself holds the host (or its first label), so that the page may only repeat it."""
    parts = urlsplit(link)
    asked = unquote(f"{parts.path}?{parts.query}").lower()
    host = address.host.removeprefix("www.")
    return host in asked or bool(
        re.search(rf"(?<![a-z0-9]){re.escape(host.partition('.')[0])}(?![a-z0-9])", parts.query.lower())
    )


def _hands_over_address(link: str, address: Address) -> bool:
    """Whether the link's query holds the address of another site: a page that frames, translates or redirects."""
    query = unquote(unquote(urlsplit(link).query))
    hosts = [host_of(match[0].lower()) for match in re.finditer(r"https?://[^\s&]+", query)]
    own = address.host.removeprefix("www.")
    return any(host.removeprefix("www.") != own for host in hosts)


def _licence_number(link: str, authority: Authority) -> str:
    """The first value in the link that has the form of the authority's numbers."""
    parts = urlsplit(link)
    values = [value for _, value in parse_qsl(parts.query)] + [p for p in parts.path.split("/") if p]
    return next((v for v in values if authority.is_licence_number(v)), "")
