"""The EU common logo on a page: what may be one, where it leads, and what follows from that without any look-up.

The logo is a picture that must lead to the seller's entry on the authority's own site (Directive 2001/83/EC Art. 85c,
Implementing Regulation (EU) 699/2014). It holds no signature: whoever copies it has it. So everything here is a
claim; only :mod:`checker.gather.register_membership` follows the link and can prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from checker.address import Address, host_within
from checker.evidence import Image, LogoEvidence, LogoState, PageEvidence, RegisterEvidence
from checker.registers.authorities import Authority, load_authorities
from checker.registers.seals import has_words, host_of, load_seals, picture_text, possible_words

Target = Literal["entry", "list", "other_page", "home", "index", "former", "unverified", "own", "foreign", "none"]
"""What the link leads to: ``entry`` and ``list`` have a form that the authority table knows, ``other_page`` is another
page of a register's site, ``index`` the pages of EMA and Commission that only link to the registers."""

INDEX_ID: Final = "eu-ema-index"
ENDED_IN_GB: Final = "xi-mhra"
"""Its logo ended in Great Britain on 2020-12-31; the state of the scheme in Northern Ireland is not established."""
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
    flag: str = ""
    """Country of the flag in the picture; "" when the picture was not looked at or shows none."""

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
    hosts = _shipped_hosts() if authorities is None else _Hosts(authorities)
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
        return outcome(
            c,
            "not_valid_here",
            "The logo of the United Kingdom has not been valid in Great Britain since 1 January 2021.",
        )
    if c.target == "none":
        return outcome(c, "image_only", "The logo leads nowhere; only a link to the register entry could prove it.")
    if c.target == "own":
        return outcome(c, "generic_link", "The logo leads to a page of the shop itself, not to the register.")
    if c.target == "foreign" or authority is None:
        return outcome(
            c, "wrong_host", f"The logo leads to {host_of(c.link) or 'no web page'}, which keeps no register."
        )
    if c.target == "index":
        return outcome(c, "generic_link", "The logo leads to a European information page, not to a register entry.")
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


class _Hosts:
    """Host -> authority whose logo may lead there; the longest match decides."""

    def __init__(self, table: Mapping[str, Authority]) -> None:
        self.index = table.get(INDEX_ID)
        self._by_host: dict[str, Authority] = {}
        for authority in table.values():
            if authority.has_common_logo or authority is self.index:
                for host in (*authority.hosts, *authority.former_hosts, *authority.unverified_hosts):
                    self._by_host.setdefault(host, authority)

    def __call__(self, host: str) -> Authority | None:
        by_host = self._by_host
        while host:
            if host in by_host:
                return by_host[host]
            host = host.partition(".")[2]
        return None

    def is_forged(self, host: str) -> bool:
        """Whether an authority's whole host stands inside another's name: ``www.sukl.cz.shop.example``."""
        return any(f".{known}." in f".{host}." and not host_within(host, known) for known in self._by_host)


@cache
def _shipped_hosts() -> _Hosts:
    return _Hosts(load_authorities())


def _on_page(page: PageEvidence, hosts: _Hosts) -> Iterator[Candidate]:
    own = page.final_url or page.url
    seals = load_seals()
    texts = [picture_text(image) for image in page.images]
    named = possible_words(texts, seals["eu-common-logo"].picture_words)
    faint = possible_words(texts, seals["eu-common-logo"].faint_words)
    vet = possible_words(texts, seals["eu-vet-logo"].picture_words)
    for image, text in zip(page.images, texts, strict=True):
        link, target, authority = _destination(image.href, own, hosts)
        server = hosts(host_of(image.src))
        is_served = server is not None and server is not hosts.index and " logo" in text
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
    with_picture = {image.href for image in page.images}
    inside = own[: own.find("/", 8) + 1] or own
    for href, quote in _text_links(page):
        # Most links stay within the site; one that carries an address inside may still lead to the register.
        is_inner = href.startswith(inside) and "http" not in href[len(inside) :]
        if not is_inner and href not in with_picture and not href.startswith(("mailto:", "tel:")):
            link, target, authority = _destination(href, own, hosts)
            if authority is not None and _counts(target, authority, link, "", named, faint):
                yield Candidate(
                    target, link, "", own, quote[:300], False, authority, is_veterinary=_is_veterinary(link)
                )


def _destination(href: str, own: str, hosts: _Hosts) -> tuple[str, Target, Authority | None]:
    """(address that a click opens, what it is, whose it is)."""
    own_host = host_of(own)
    link = _effective_link(href, own_host, hosts)
    host = host_of(link)
    authority = hosts(host) if host else None
    return link, _target(link, host, authority, own_host, own, hosts), authority


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
            return is_faint and bool(_LOGO_PAGE.search(link.lower()))
        case "home":
            return is_faint or _is_dedicated(host_of(link), authority)
        case _:
            return False


_REGISTER_WORDS: Final = re.compile(r"regist|rejestr|verif|apotheke|entry|entries|zapis|elenco|lista|liste|ecommerce")
_LOGO_PAGE: Final = re.compile(r"logo|falsified|node/68451|buying-medicines")
_ENDED_ENTRY: Final = re.compile(r"search-registry|medicine-?sellers?|medicinesonline")


def _has_value(link: str) -> bool:
    """Whether the address names one thing among many: a query, or digits in the path."""
    path, _, query = link.partition("#")[0].partition("?")
    return bool(query) or bool(re.search(r"\d{3}", path))


def _is_dedicated(host: str, authority: Authority | None) -> bool:
    """Whether the host serves the register alone: one of the table's own hosts below a registrable domain."""
    if authority is None or host not in authority.hosts or not authority.register_url:
        return False
    return host_of(authority.register_url) == host and host.count(".") >= 2 and not host.startswith("www.")


def _target(link: str, host: str, authority: Authority | None, own_host: str, own: str, hosts: _Hosts) -> Target:
    if not link or not host:
        return "none"
    if authority is None:
        if _same_site(host, own_host):
            return "none" if _is_nothing(link, own) else "own"
        return "foreign"
    if authority is hosts.index:
        return "index"
    state = authority.host_state(host)
    if state == "former":
        return "former"
    if state == "unverified":
        return "unverified"
    secure = upgraded(link)
    if is_home(secure):
        return "home"
    if authority.is_entry_url(secure):
        # The pattern of an entry register may cover its search page: that is no entry.
        is_search = same_page(secure, authority.register_url) and "?" not in secure
        return "home" if is_search and authority.logo_target == "entry" else "entry"
    if same_page(secure, authority.register_url):
        return "home" if authority.logo_target == "entry" and "?" not in secure else "list"
    return "other_page"


def upgraded(link: str) -> str:
    """The link with https: an http link to an authority is followed securely or not at all."""
    return "https://" + link[len("http://") :] if link.startswith("http://") else link


_HOME: Final = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default|start|inicio|portail[\w.]*)(?:\.\w+)?/?)?",
    re.IGNORECASE,
)


def is_home(link: str) -> bool:
    """Whether the address is a site's start page, in one language perhaps.

    >>> is_home("https://a.test/de/index.html"), is_home("https://a.test/?id=3"), is_home("https://a.test/list")
    (True, False, False)
    """
    try:
        parts = urlsplit(link)
    except ValueError:  # unbalanced bracket in the host
        return False
    return not parts.query and bool(_HOME.fullmatch(parts.path))


def same_page(link: str, other: str) -> bool:
    """Whether two addresses differ in scheme, "www.", final slash, fragment and query at most."""
    return bool(other) and _page_key(link) == _page_key(other)


@lru_cache(maxsize=512)
def _page_key(link: str) -> tuple[str, str]:
    try:
        path = urlsplit(link).path
    except ValueError:  # unbalanced bracket in the host
        return link, ""
    return host_of(link).removeprefix("www."), path.rstrip("/").lower()


def _same_site(host: str, own_host: str) -> bool:
    return host.removeprefix("www.") == own_host.removeprefix("www.")


def _is_nothing(link: str, own: str) -> bool:
    """A link to the page itself or to a bare picture opens nothing that could confirm a logo."""
    path = link.partition("#")[0].partition("?")[0].lower()
    return path.endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")) or (
        link.partition("#")[0] == own.partition("#")[0]
    )


_EMBEDDED: Final = re.compile(r"https?://[^\s\"'`<>(){}$|\\]+")


def _effective_link(href: str, own_host: str, hosts: _Hosts) -> str:
    """The address that a click opens: templates, scripts and the shop's own redirect pages carry it inside."""
    if not href or (href.startswith(("http://", "https://")) and not _same_site(host_of(href), own_host)):
        return href
    inside = unquote(href)
    for match in _EMBEDDED.finditer(inside, 1):
        if hosts(host_of(match[0])) is not None:
            return match[0]
    return href if href.startswith(("http://", "https://")) else ""


_VETERINARY: Final = re.compile(r"//[^/]+/[^?]*(?:veterin|tierarznei|diergenees|dyrlaege)", re.IGNORECASE)


def _is_veterinary(link: str) -> bool:
    return bool(_VETERINARY.search(link))


def picture_candidates(pages: Sequence[PageEvidence]) -> tuple[tuple[PageEvidence, Image], ...]:
    """Pictures worth a look although neither name nor link says "logo": small ones that are badges by shape."""
    found: dict[str, tuple[PageEvidence, Image]] = {}
    for page in pages:
        for image in page.images:
            if not image.src.startswith(("http://", "https://")) or image.src in found:
                continue
            width, height = image.width, image.height
            if width is not None and not 60 <= width <= 400:
                continue
            if width and height and not 0.8 <= width / height <= 2.2:
                continue
            if _BADGE.search(picture_text(image)):
                found[image.src] = (page, image)
    return tuple(found.values())


_BADGE: Final = re.compile(
    r" (?:logo|seal|badge|cert|legal|verif|approv|regist|trust|secur|safe|eu\b|ue\b|pharma|apo|medic)"
)
