"""The EU common logo on a page: what may be one, where it leads, and what follows from that without any look-up.

The logo is a picture that must lead to the seller's entry on the authority's own site (Directive 2001/83/EC Art. 85c,
Implementing Regulation (EU) 699/2014). It holds no signature: whoever copies it has it. So everything here is a
claim; only :mod:`checker.gather.register_membership` follows the link and can prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from checker.address import Address
from checker.evidence import LogoEvidence, LogoState, PageEvidence, RegisterEvidence
from checker.gather.logo_links import (
    ENDED_IN_GB,
    INDEX_ID,
    Hosts,
    Target,
    destination,
    is_dedicated,
    is_stand_in,
    shipped_hosts,
)
from checker.registers.authorities import Authority
from checker.registers.seals import has_words, host_of, load_seals, picture_text, pictures_text, possible_words

GB_ENDED: Final = "The logo of the United Kingdom has not been valid in Great Britain since 1 January 2021."
ORDER: Final[tuple[LogoState, ...]] = (
    "proven", "in_snapshot", "unreachable", "unproven", "wrong_country", "eu_flag", "entry_names_other_host",
    "stale_host", "not_valid_here", "veterinary_only", "generic_link", "wrong_host", "image_only", "absent",
)  # fmt: skip
"""Strongest first. What could not be looked at stands before what speaks against the site: of two logos, one that did
not answer and one that is wrong, the first may still be right."""
Words = tuple[str, ...]
MAX_CANDIDATES: Final = 20
"""Distinct links and pictures kept; honest pages have one or two."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing on a page that may be the common logo."""

    target: Target
    link: str
    """Where it leads, as the page says; "" when it is no link."""
    image: str
    """Address of the picture; "" for a text link."""
    page: str
    quote: str
    """Words of the picture or link."""
    is_logo_named: bool
    """The picture's name or words are those of the logo (or the picture itself was recognised)."""
    authority: Authority | None = None
    is_veterinary: bool = False
    is_not_yet_authorised: bool = False
    """The picture is the one that Spain gives to sellers who are not authorised yet."""

    @property
    def is_followable(self) -> bool:
        """Whether looking at the link's page can prove anything."""
        return self.authority is not None and self.target in (
            "entry", "list", "other_page", "former",
        ) and self.authority.id != ENDED_IN_GB  # fmt: skip


def find_candidates(
    pages: Sequence[PageEvidence], authorities: Mapping[str, Authority] | None = None
) -> tuple[Candidate, ...]:
    """All candidates on the pages, in order of the page, each link and picture once."""
    hosts = shipped_hosts() if authorities is None else Hosts(authorities)
    found: dict[tuple[str, str], Candidate] = {}
    for page in pages:
        for candidate in _on_page(page, hosts):
            key = (candidate.link, candidate.image if not candidate.link else "")
            old = found.get(key)
            if (old is None and len(found) < MAX_CANDIDATES) or (
                old is not None and candidate.is_logo_named and not old.is_logo_named
            ):
                found[key] = candidate
    return tuple(found.values())


def logo_from_pages(
    address: Address,
    pages: Sequence[PageEvidence],
    register: RegisterEvidence | None,
    *,
    authorities: Mapping[str, Authority] | None = None,
) -> LogoEvidence:
    """What can be said of the common logo without following any link."""
    return strongest(judge(c, register) for c in find_candidates(pages, authorities))


def strongest(found: Iterable[LogoEvidence]) -> LogoEvidence:
    """The strongest outcome; ``absent`` when there is none."""
    return min(found, key=lambda e: ORDER.index(e.state), default=ABSENT)


ABSENT: Final = LogoEvidence("absent", reason="No EU common logo and no link to a register was seen on these pages.")


def judge(candidate: Candidate, register: RegisterEvidence | None) -> LogoEvidence:
    """The outcome of one candidate without following its link."""
    c, authority = candidate, candidate.authority
    keeper = f"{authority.name_en} ({authority.country})" if authority else ""
    if authority is not None and authority.id == ENDED_IN_GB:
        return outcome(c, "not_valid_here", GB_ENDED)
    if c.target == "none":
        return outcome(c, "image_only", "The logo leads nowhere; only a link to the register entry could prove it.")
    if c.target == "own":
        return outcome(c, "generic_link", "The logo leads to a page of the shop itself, not to the register.")
    if c.target == "foreign" and is_stand_in(host_of(c.link)):
        return outcome(c, "unreachable", f"The logo leads to {host_of(c.link)}, a name reserved for examples.")
    if c.target == "foreign" or authority is None:
        return outcome(
            c, "wrong_host", f"The logo leads to {host_of(c.link) or 'no web page'}, which keeps no register."
        )
    if c.target == "index":
        return outcome(c, "generic_link", f"The logo leads to {keeper}, which keeps no list of its sellers.")
    if c.is_veterinary:
        return outcome(c, "veterinary_only", "The logo is the one for veterinary medicines; it vouches for no others.")
    if c.target == "home":
        return outcome(c, "generic_link", f"The logo leads to a general page of {keeper}, not to an entry.")
    if c.target == "former":
        return outcome(c, "stale_host", f"The link leads to a former site of {keeper}; it proves nothing today.")
    if c.target == "unverified":
        return outcome(c, "unproven", f"The link leads to a site that may belong to {keeper}; that is not established.")
    entry = next(
        (
            e
            for e in (register.entries if register else ())
            if e.authority == authority.id and e.status == "active" and e.polarity == "positive"
        ),
        None,
    )
    if entry is not None:
        read = f" read on {entry.read_at:%Y-%m-%d}" if entry.read_at else ""
        reason = f"The link leads to {keeper}, whose register copy{read} lists this site; the page was not opened."
        return replace(outcome(c, "in_snapshot", reason), entry=entry)
    if c.is_not_yet_authorised:
        return outcome(c, "unproven", "The picture says that the seller is not authorised yet.")
    return outcome(c, "unproven", f"The link leads to {keeper}; it was not followed.")


def outcome(candidate: Candidate, state: LogoState, reason: str, *, quote: str = "", code: str = "") -> LogoEvidence:
    """The candidate's evidence in that state."""
    return LogoEvidence(
        state=state,
        authority=candidate.authority.id if candidate.authority else "",
        link=candidate.link,
        image=candidate.image,
        page=candidate.page,
        quote=(quote or candidate.quote)[:300],
        reason=reason,
        code=code,
    )


def _on_page(page: PageEvidence, hosts: Hosts) -> Iterator[Candidate]:
    own = page.final_url or page.url
    seals = load_seals()
    joined = pictures_text(page.images)
    named = possible_words(joined, seals["eu-common-logo"].picture_words)
    faint = possible_words(joined, seals["eu-common-logo"].faint_words)
    vet = possible_words(joined, seals["eu-vet-logo"].picture_words)
    inside = own[: own.find("/", 8) + 1] or own

    inside_length = len(inside)

    def is_inner(href: str) -> bool:
        """Most links stay within the site; one that carries an address inside may still lead to the register."""
        return href.startswith(inside) and href.find("http", inside_length) < 0

    words = (*named, *faint, *vet)
    servers: dict[str, Authority | None] = {}
    for image in page.images:
        host = host_of(image.src)
        server = servers[host] if host in servers else servers.setdefault(host, hosts(host))
        if server is None and not words and is_inner(image.href):
            continue
        text = picture_text(image)
        if server is None and is_inner(image.href) and not has_words(text, words):
            continue
        link, target, authority = destination(image.href, own, hosts)
        is_served = server is not None and server.has_common_logo and " logo" in text
        if target in ("none", "own", "foreign") and server is not None and server.id == ENDED_IN_GB:
            # The agency's script put the picture into a placeholder; its link is filled in while the page runs.
            authority = server
        elif not is_served and not _counts(target, authority, link, text or " ", named, faint):
            continue
        yield Candidate(
            target=target,
            link=link,
            image=image.src[:2000],
            page=own,
            quote=(image.alt or image.title or image.src.partition("?")[0].rpartition("/")[2])[:300],
            is_logo_named=is_served or has_words(text, named),
            authority=authority,
            is_veterinary=has_words(text, vet) or _is_veterinary(link),
            is_not_yet_authorised="authori" in text and " yet" in text and " no" in text,
        )
    addresses = {link.href for link in page.links} | {form.action for form in page.forms}
    outer = {href for href in addresses if not is_inner(href) and not href.startswith(("mailto:", "tel:"))}
    outer -= {image.href for image in page.images}
    for href, quote in _text_links(page) if outer else ():
        if href in outer:
            link, target, authority = destination(href, own, hosts)
            if authority is not None and _counts(target, authority, link, "", named, faint):
                yield Candidate(
                    target, link, "", own, quote[:300], False, authority, is_veterinary=_is_veterinary(link)
                )


def _text_links(page: PageEvidence) -> Iterator[tuple[str, str]]:
    for link in page.links:
        yield link.href, link.text
    for form in page.forms:
        yield form.action, form.text


def _counts(target: Target, authority: Authority | None, link: str, text: str, named: Words, faint: Words) -> bool:
    """Whether this is a candidate at all; ``text`` is that of the picture, "" for a text link.

    Law asks sellers to link to the authority's site too (Art. 85c(1)(d)(i)-(ii)), and health pages cite it: a link to
    the authority alone is no logo. It is one when it has an entry's form, or when the picture says so.
    """
    if has_words(text, named):
        return True
    if authority is not None and authority.id == ENDED_IN_GB:
        return bool(_ENDED_ENTRY.search(link))
    is_faint = has_words(text, faint)
    match target:
        case "entry" | "list":
            return True
        case "former":
            return bool(text) or _has_value(link)
        case "other_page" | "unverified":
            return is_faint or (_has_value(link) and (bool(text) or bool(_REGISTER_WORDS.search(link.lower()))))
        case "index":
            return (
                is_faint
                and authority is not None
                and authority.id == INDEX_ID
                and bool(_LOGO_PAGE.search(link.lower()))
            )
        case "home":
            return is_faint or is_dedicated(host_of(link), authority)
        case _:
            return False


_REGISTER_WORDS: Final = re.compile(r"regist|rejestr|verif|apotheke|entry|entries|zapis|elenco|lista|liste|ecommerce")
_LOGO_PAGE: Final = re.compile(r"logo|falsified|node/68451|buying-medicines")
_ENDED_ENTRY: Final = re.compile(r"search-registry|medicine-?sellers?|medicinesonline")


def _has_value(link: str) -> bool:
    """Whether the address names one thing among many: a query, or digits in the path."""
    path, _, query = link.partition("#")[0].partition("?")
    return bool(query) or bool(re.search(r"\d{3}", path))


_VETERINARY: Final = re.compile(r"//[^/]+/[^?]*(?:veterin|tierarznei|diergenees|dyrlaege)", re.IGNORECASE)


def _is_veterinary(link: str) -> bool:
    return bool(_VETERINARY.search(link))
