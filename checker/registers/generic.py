"""Rows of a file that an operator made: columns by their usual names in several languages.

For lists that only an authority can export (the US accredited list is a spreadsheet), and for negative lists,
whose real files hold rows of prose between the addresses: those are counted as rejected, not lost silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, TypeVar

from checker.registers.formats import MalformedList, Record
from checker.registers.rows import Row, Scope, Status

WEB: Final = (
    "url", "web", "website", "websites", "web site", "web address", "website address", "website url", "siteurl",
    "site", "domain", "domain name", "domain names", "domains", "host", "hostname", "expression", "www", "homepage",
    "home page", "internet", "hjemmeside", "webová adresa", "webové stránky", "webadresse", "internetadresse",
    "webshop", "site internet", "adresse internet", "sito", "sito web", "sitio web", "página web",
    "strona internetowa", "adres strony", "webbplats", "webbadress", "nettside", "nettadresse", "verkkosivu",
    "verkko-osoite", "veebiaadress", "spletna stran", "サイトアドレス", "url address", "internet address",
)  # fmt: skip
NAME: Final = ("name", "pharmacy", "pharmacy name", "trading name", "trade name", "company", "firm", "entity", "nazev",
               "název", "nazwa", "nazwa apteki", "navn", "namn", "nimi", "naziv", "nom", "nombre", "nome")  # fmt: skip
LICENCE: Final = ("licence_number", "licence number", "licence", "license", "license number", "licence no",
                  "registration number", "number", "id", "kod", "kod_pracoviste", "numer", "nr")  # fmt: skip
STATUS: Final = ("status", "state")
SCOPE: Final = ("scope",)
ENTRY: Final = ("entry_url", "entry url", "entry")
REASON: Final = ("reason", "grounds", "violation", "note", "subject")

_STATUS: Final[dict[str, Status]] = {
    "": "active", "active": "active", "accredited": "active", "valid": "active", "aktywna": "active",
    "suspended": "suspended", "removed": "removed", "revoked": "removed", "expired": "removed",
    "withdrawn": "removed", "inactive": "removed", "nieaktywna": "removed",
}  # fmt: skip
_SCOPE: Final[dict[str, Scope]] = {
    "": "unknown", "unknown": "unknown", "prescription": "prescription", "rx": "prescription",
    "non_prescription": "non_prescription", "non-prescription": "non_prescription", "otc": "non_prescription",
    "veterinary": "veterinary",
}  # fmt: skip

T = TypeVar("T", Status, Scope)


def generic_rows(records: Iterable[Record]) -> Iterator[Row]:
    """Rows of records whose columns have usual names; an unknown status or scope is an error, not a guess."""
    stream = iter(records)
    first = next(stream, None)
    if first is None:
        raise MalformedList("no records in the file")
    for number, record in enumerate(chain([first], stream), 2):
        cells = {name.strip().lower(): value for name, value in record.items()}
        if number == 2 and not any(name in cells for name in WEB):
            raise MalformedList(
                f"no field with web addresses; call it 'url'. The file names: {', '.join(record)[:400]}"
            )
        yield Row(
            web=_first(cells, WEB),
            name=_first(cells, NAME),
            licence_number=_first(cells, LICENCE),
            status=_of(_STATUS, _first(cells, STATUS), "status", number),
            scope=_of(_SCOPE, _first(cells, SCOPE), "scope", number),
            entry_url=_https(_first(cells, ENTRY)),
            reason=_first(cells, REASON)[:200],
        )


def _first(cells: dict[str, str], names: Sequence[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _of(table: dict[str, T], text: str, column: str, number: int) -> T:
    try:
        return table[text.strip().lower()]
    except KeyError:
        known = ", ".join(sorted(name for name in table if name))
        raise MalformedList(f"row {number}: {column} {text[:40]!r} is unknown; one of: {known}") from None


def _https(url: str) -> str:
    return url if url.startswith("https://") else ""
