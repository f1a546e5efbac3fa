"""Where a link on a shop's page leads, as far as the common logo goes: to an entry, a list, a home page, elsewhere.

Pure: nothing is opened. What an authority's addresses look like is in its row of the table of authorities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from checker.address import registrable_domain
from checker.registers.authorities import Authority, load_authorities
from checker.registers.seals import host_of

Target = Literal["entry", "list", "other_page", "home", "index", "former", "unverified", "own", "foreign", "none"]
"""What the link leads to: ``entry`` and ``list`` have a form that the authority table knows, ``other_page`` is another
page of a register's site, ``index`` a page of a body that keeps no list behind the logo: EMA, Commission, abroad."""

INDEX_ID: Final = "eu-ema-index"
ENDED_IN_GB: Final = "xi-mhra"
"""Its logo ended in Great Britain on 2020-12-31; the state of the scheme in Northern Ireland is not established."""


class Hosts:
    """Host -> authority; the longest match decides, and of two bodies with one host the one with a common logo."""

    def __init__(self, table: Mapping[str, Authority]) -> None:
        self._by_host: dict[str, Authority] = {}
        for authority in table.values():
            for host in (*authority.hosts, *authority.former_hosts, *authority.unverified_hosts):
                if authority.has_common_logo or host not in self._by_host:
                    self._by_host[host] = authority

    def __call__(self, host: str) -> Authority | None:
        by_host = self._by_host
        while host:
            if host in by_host:
                return by_host[host]
            host = host.partition(".")[2]
        return None


@cache
def shipped_hosts() -> Hosts:
    return Hosts(load_authorities())


EXAMPLE_ENDINGS: Final = ("test", "example")
"""Of RFC 2606: no such name can be looked up."""


@cache
def _labels() -> frozenset[str]:
    tables = load_authorities().values()
    return frozenset(registrable_domain(host).partition(".")[0] for a in tables for host in a.hosts) - {""}


def is_stand_in(host: str) -> bool:
    """Whether the host is an authority's name under an ending that is kept for examples ("www.sukl.test").

    It can neither prove nor deceive, as nobody can ever reach it: saved and invented pages have such links.
    """
    if host.rpartition(".")[2] not in EXAMPLE_ENDINGS:
        return False
    return registrable_domain(host).partition(".")[0] in _labels()


def destination(href: str, own: str, hosts: Hosts) -> tuple[str, Target, Authority | None]:
    """(address that a click opens, what it is, whose it is)."""
    own_host = host_of(own)
    link = _effective_link(href, own_host, hosts)
    host = host_of(link)
    authority = hosts(host) if host else None
    return link, _target(link, host, authority, own_host, own, hosts), authority


def is_dedicated(host: str, authority: Authority | None) -> bool:
    """Whether the host serves the register alone: one of the table's own hosts below a registrable domain."""
    if authority is None or host not in authority.hosts or not authority.register_url:
        return False
    return host_of(authority.register_url) == host and host.count(".") >= 2 and not host.startswith("www.")


def _target(link: str, host: str, authority: Authority | None, own_host: str, own: str, hosts: Hosts) -> Target:
    if not link or not host:
        return "none"
    if authority is None:
        if _same_site(host, own_host):
            return "none" if _is_nothing(link, own) else "own"
        return "foreign"
    if not authority.has_common_logo:
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


def _effective_link(href: str, own_host: str, hosts: Hosts) -> str:
    """The address that a click opens: templates, scripts and the shop's own redirect pages carry it inside."""
    if not href or (href.startswith(("http://", "https://")) and not _same_site(host_of(href), own_host)):
        return href
    inside = unquote(href)
    for match in _EMBEDDED.finditer(inside, 1):
        if hosts(host_of(match[0])) is not None:
            return match[0]
    return href if href.startswith(("http://", "https://")) else ""
