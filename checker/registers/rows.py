"""Rows of a published list become expressions of the index, and what cannot is counted with its reason.

Website columns are typed by hand: no scheme, several addresses in one cell, a mail address, "none", a social
page. One bad cell must not lose the list, and one careless cell must not list a host that many share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from checker.address import Address, parse_address
from checker.errors import InputError
from checker.registers.authorities import is_authority_host
from checker.registers.shared_hosts import host_use

Status = Literal["active", "suspended", "removed"]
Scope = Literal["prescription", "non_prescription", "veterinary", "unknown"]

MAX_CELL_CHARS: Final = 2_000
"""A website cell longer than this is prose or a shifted column."""
MAX_ADDRESSES: Final = 20
"""In one cell; real ones name up to six."""
MAX_NAME_CHARS: Final = 200
"""The longest name of a firm seen has 120."""
MAX_OTHER_WORDS: Final = 4
"""Words that are no addresses: "E-shop: www.a.cz" has one; with more, and more than addresses, it is prose
such as "See www.regulator.example for the grounds", which lists nobody."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a source read it; persons' names are not in it."""

    web: str
    """The website cell as published."""
    name: str = ""
    licence_number: str = ""
    status: Status = "active"
    scope: Scope = "unknown"
    entry_url: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One expression with the row it comes from."""

    expression: str
    row: Row


@dataclass(slots=True)
class Accepted:
    """What a list gave: entries in the list's order without repetition, and the rejected by reason."""

    listed: tuple[Listed, ...] = ()
    row_count: int = 0
    """Rows that the source recognised, with or without a usable address."""
    rejected: Counter[str] = field(default_factory=Counter)
    """Rows without any usable address, by reason; the first reason of a row counts."""


def accept_rows(rows: Iterable[Row], *, allow_reserved: bool = False) -> Accepted:
    """All usable entries of the rows.

    A site that stands in the list twice, struck off once and entered again, is entered.
    """
    found: dict[tuple[str, str, str], Listed] = {}
    result = Accepted()
    for row in rows:
        result.row_count += 1
        expressions, reasons = expressions_in(row.web, allow_reserved=allow_reserved)
        if not expressions:
            result.rejected[reasons[0]] += 1
        row = replace(row, name=firm_name(row.name))
        for expression in expressions:
            key = (expression, row.licence_number, row.name)
            if key not in found or _RANK[row.status] < _RANK[found[key].row.status]:
                found[key] = Listed(expression, row)
    result.listed = tuple(found.values())
    return result


_RANK: Final[dict[Status, int]] = {"active": 0, "suspended": 1, "removed": 2}
_PERSON: Final = re.compile(
    r"(?:^|\s)(?:mgr|mag|dr|mudr|rndr|pharmdr|phmr|ing|ph\.?d|m\.?sc|prof|herr|frau|mr|mrs|ms|pan|pani|fie)(?:\.|\s)",
    re.IGNORECASE,
)
_FIRM: Final = re.compile(
    r"apot|apte|lek[aá]r|l[eé]k[aá]re?n|farma|pharm(?!dr)|droger|drugstore|chemist|sklep|shop|store|group|centr"
    r"|s\.?\s?r\.?\s?o|a\.\s?s\.|sp\.|z o\.?o|gmbh|\b(?:kg|ag|oü|as|ab|oy|aps|inc)\b|b\.?v\.|ltd|limited|llc|plc"
    r"|s\.?l\.|s\.?a\.|s\.?p\.?a|d\.o\.o",
    re.IGNORECASE,
)


def firm_name(name: str) -> str:
    """The name of a pharmacy or firm; "" when only a person with a title is named.

    >>> firm_name("Lékárna U lva, Mgr. Jana Vymyšlená"), firm_name("Mgr. Jana Vymyšlená")
    ('Lékárna U lva, Mgr. Jana Vymyšlená', '')
    """
    return "" if _PERSON.search(name) and not _FIRM.search(name) else name[:MAX_NAME_CHARS]


_SEPARATORS: Final = re.compile(r"[\s;,|]+")
_BRACKETS: Final = "()[]<>{}\"'„“”«»"
_MISTYPED_SCHEME: Final = re.compile(r"^(?:h?t{1,3}ps?[:;.]?[/\\]+)+(?=[^/\\])", re.IGNORECASE)
_EMPTY: Final = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        ".",
        "x",
        "n/a",
        "na",
        "none",
        "null",
        "nemá",
        "nema",
        "není",
        "neni",
        "brak",
        "nie",
        "keine",
    }
)


def expressions_in(cell: str, *, allow_reserved: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(expressions named in a website cell, reasons why other words of it were left out).

    Reasons: ``no-address``, ``mail-address``, ``shared-host``, ``authority-host``, ``prose``, ``too-long``, or
    the code of an address error.

    >>> expressions_in(" http:/www.Shop.de/ ; info@shop.de")
    (('shop.de',), ('mail-address',))
    >>> expressions_in("https://papin.pl/apteka-lew, www.facebook.com/lew")
    (('papin.pl/apteka-lew/',), ('shared-host',))
    """
    if cell.strip().lower() in _EMPTY:
        return (), ("no-address",)
    if len(cell) > MAX_CELL_CHARS:
        return (), ("too-long",)
    found: dict[str, None] = {}
    reasons: list[str] = []
    words = _SEPARATORS.split(cell)
    with_dot = sum("." in word.strip(".:") for word in words)
    if len(words) - with_dot > max(MAX_OTHER_WORDS, with_dot):
        return (), ("prose",)
    for word in words[: 4 * MAX_ADDRESSES]:
        word = word.strip(_BRACKETS).rstrip(".:")
        if "." not in word or word.lower() in _EMPTY:
            continue
        if "@" in word and "//" not in word:
            reasons.append("mail-address")
            continue
        try:
            address = parse_address(_MISTYPED_SCHEME.sub("https://", word), allow_reserved=allow_reserved)
        except InputError as error:
            reasons.append(error.code)
            continue
        if is_authority_host(address.host):
            reasons.append("authority-host")
        elif expression := expression_of(address):
            found[expression] = None
        else:
            reasons.append("shared-host")
    return tuple(found)[:MAX_ADDRESSES], tuple(reasons) or (() if found else ("no-address",))


_START_PAGE: Final = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
_TRACKING: Final = re.compile(r"\?(?:(?:utm_\w+|gclid|fbclid)=[^&]*&?)*")


def expression_of(address: Address) -> str | None:
    """What a list entry with this address covers; None when the host is shared and no page is named.

    **Shape**: ``shop.example`` for a start page (``www.`` left out: both names are one site),
    ``shop.example/town/`` for a folder, ``shop.example/town.html`` or ``…?id=7`` for one page.
    """
    host = address.host
    if host.startswith("www.") and (rest := host[4:]).endswith(address.registrable_domain):
        host = rest
    tail = address.canonical.split("://", 1)[1]
    path, mark, query = tail[tail.index("/") :].partition("?")
    if mark and _TRACKING.fullmatch(mark + query):
        mark = query = ""
    if not query and _START_PAGE.fullmatch(path):
        path = "/"
    use = host_use(host) if host != address.suffix else "page-only"  # wixsite.com, blogspot.com
    if use == "never" or (use == "page-only" and path == "/" and not query) or host == "www." + address.suffix:
        return None
    if path == "/" and not query:
        return host
    if query:
        return f"{host}{path}?{query}"
    is_folder = not path.endswith("/") and "." not in path.rsplit("/", 1)[1]
    return f"{host}{path}/" if is_folder else f"{host}{path}"
