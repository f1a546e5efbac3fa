"""The table of competent authorities as frozen records, read from the rule pack and validated.

Source: ``checker/rules/authorities.json``; each entry names its own sources and the date they were read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

import msgspec

from checker.errors import RulePackError
from checker.settings import Settings

AUTHORITIES_FILE: Final = Path(__file__).parent.parent / "rules" / "authorities.json"

Publication = Literal["entry_page", "list_page", "open_data", "operator_import", "index_only"]
HostState = Literal["current", "former", "unverified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One body that keeps a register (or a negative list) and what is known about it."""

    id: str
    country: str
    """ISO 3166-1 alpha-2; ``XI`` for Northern Ireland, ``EU`` for the index pages."""
    name: str
    name_en: str
    register_name: str
    """"" when it keeps no register that we know of."""
    publication: Publication
    """How the register is published; ``index_only`` proves nothing about a seller."""
    is_register: bool
    """False for negative lists, link collections and directories that say nothing about selling online."""
    kind: Literal["register", "accreditation", "warning_list"]
    polarity: Literal["positive", "negative"]
    hosts: tuple[str, ...]
    """Hosts that a genuine link may lead to today; a host covers what stands below it."""
    former_hosts: tuple[str, ...]
    """Hosts the register used to have: a link there is stale, not forged."""
    unverified_hosts: tuple[str, ...]
    """Believed to be the authority's, never seen: must not prove anything."""
    register_url: str
    """Page of the register; "" when not established."""
    entry_url_pattern: tuple[str, ...]
    """Beginnings of an entry's address; ``*`` stands for one run of letters, digits and ``-_.%``."""
    logo_target: Literal["entry", "list"] | None
    """Where a genuine common logo leads; None when not established."""
    success_text: tuple[str, ...]
    """Words without which an entry page proves nothing; empty when none are needed."""
    failure_text: tuple[str, ...]
    """Words with which the authority says that the seller is not listed."""
    has_common_logo: bool
    """True when the state's sellers show the EU common logo and this body keeps their list."""
    logo_text: Mapping[str, str]
    """Wording in the logo by language, where one was seen; the real logo may differ."""
    rx_online_allowed: bool | None
    """May prescription medicines be sold and sent on an online order; None: not established."""
    online_sale_banned: bool
    entry_names_site: bool | None
    """Does an entry show the seller's web address; None: not established."""
    licence_form: tuple[str, ...]
    """Form of a licence number: ``#`` is one digit, all else stands for itself."""
    cross_border: str
    note: str
    source: tuple[str, ...]
    checked_on: str
    """ISO date."""
    unverified: tuple[str, ...]
    """Names of fields that rest on recollection only."""

    def host_state(self, host: str) -> HostState | None:
        """What this host is to the authority; the longest match decides, None: not its host."""
        found: tuple[int, HostState] | None = None
        lists: tuple[tuple[HostState, tuple[str, ...]], ...] = (
            ("current", self.hosts),
            ("former", self.former_hosts),
            ("unverified", self.unverified_hosts),
        )
        for state, hosts in lists:
            for parent in hosts:
                is_within = host == parent or host.endswith("." + parent)
                if is_within and (found is None or len(parent) > found[0]):
                    found = (len(parent), state)
        return found[1] if found else None

    def is_entry_url(self, url: str) -> bool:
        """True when the address begins like an entry of this register and has a value for each ``*``."""
        return any(_begins_with(url, pattern) for pattern in self.entry_url_pattern)

    def is_licence_number(self, text: str) -> bool:
        """True when the text has the form of this authority's numbers (False when no form is known)."""
        return any(_has_form(text, form) for form in self.licence_form)


def _begins_with(url: str, pattern: str) -> bool:
    first, *rest = pattern.split("*")
    if not url.startswith(first):
        return False
    at = len(first)
    for part in rest:
        start = at
        while at < len(url) and (url[at].isalnum() or url[at] in "-_.%"):
            at += 1
        if at == start or not url.startswith(part, at):
            return False
        at += len(part)
    return True


def _has_form(text: str, form: str) -> bool:
    return len(text) == len(form) and all(
        (c.isascii() and c.isdigit()) if f == "#" else c == f for c, f in zip(text, form, strict=True)
    )


def read_authorities(path: Path) -> Mapping[str, Authority]:
    """Authorities by id from one file of the rule pack's form.

    Raises: RulePackError naming the file, the entry and what is wrong with it.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = data["authorities"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RulePackError(f"{path.name}: cannot be read as a table of authorities: {error!r}") from error
    table: dict[str, Authority] = {}
    for number, row in enumerate(rows):
        authority = _one(path.name, number, row)
        if authority.id in table:
            raise RulePackError(f"{path.name}: {authority.id}: the id occurs twice")
        table[authority.id] = authority
    if list(table) != sorted(table):
        raise RulePackError(f"{path.name}: entries must be sorted by id")
    return MappingProxyType(table)


@cache
def load_authorities() -> Mapping[str, Authority]:
    """The shipped authorities by id, validated; read once a process."""
    return read_authorities(AUTHORITIES_FILE)


def authorities_of(settings: Settings) -> Mapping[str, Authority]:
    """The authorities that these settings speak of: the shipped ones, but for tests."""
    return load_authorities() if settings.authorities is None else settings.authorities


def is_authority_host(host: str) -> bool:
    """True for a host of any authority, current or not: such a host is never a seller's."""
    names = _all_hosts()
    while host:
        if host in names:
            return True
        host = host.partition(".")[2]
    return False


@cache
def _all_hosts() -> frozenset[str]:
    table = load_authorities().values()
    return frozenset(host for a in table for host in (*a.hosts, *a.former_hosts, *a.unverified_hosts))


_NAMES: Final = frozenset(f.name for f in fields(Authority))


def _one(file: str, number: int, row: Any) -> Authority:
    where = f"{file}: {row['id']}" if isinstance(row, dict) and "id" in row else f"{file}: entry {number + 1}"
    if not isinstance(row, dict):
        raise RulePackError(f"{where}: must be an object")
    if wrong := set(row) ^ _NAMES:
        raise RulePackError(f"{where}: fields missing or unknown: {', '.join(sorted(wrong))}")
    try:
        authority = msgspec.convert(row, Authority)
    except msgspec.ValidationError as error:
        raise RulePackError(f"{where}: {error}") from error
    for problem in _problems(authority):
        raise RulePackError(f"{where}: {problem}")
    return authority


def _problems(a: Authority) -> list[str]:
    found = []
    if not (len(a.country) == 2 and a.country.isascii() and a.country.isupper()):
        found.append("country must be two capital letters")
    for host in (*a.hosts, *a.former_hosts, *a.unverified_hosts):
        if host != host.lower() or "/" in host or "." not in host.strip("."):
            found.append(f"{host!r} is no host name")
    if set(a.hosts) & {*a.former_hosts, *a.unverified_hosts}:
        found.append("a host is current and former or unverified at once")
    for url in (a.register_url, *a.entry_url_pattern):
        if url and not url.startswith("https://"):
            found.append(f"{url!r} must begin with https://")
    if a.hosts == () and a.entry_url_pattern:
        found.append("entry_url_pattern without a verified host")
    if wrong := set(a.unverified) - _NAMES:
        found.append(f"unverified names no field: {', '.join(sorted(wrong))}")
    if not a.source:
        found.append("source is empty")
    return found
