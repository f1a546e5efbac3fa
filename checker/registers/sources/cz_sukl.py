"""Czech Republic: pharmacies with mail order, from SÚKL's open data.

Layout read in public code that uses both forms: ``lekarny_seznam.csv`` in the monthly ZIP (``;``, cp1250) and
the copy for the national catalogue (``,``, UTF-8 with byte order mark). Read by column name, never by place:
the fax column comes and goes. The pharmacist's name columns are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.registers.formats import csv_records, decode, unzip
from checker.registers.sources.base import Page, Row, Source

NEEDS: Final = ("NAZEV", "KOD_PRACOVISTE", "WWW", "ZASILKOVY_PRODEJ")
MAIL_ORDER: Final = "ANO"
"""2,689 pharmacies stood in the file of September 2026, 227 of them with this word."""
ENTRY: Final = "https://www.sukl.cz/modules/apotheke/verify.php?kod={}&verify_eu"


def read_csv(data: bytes) -> Iterator[Row]:
    """Pharmacies with mail order of one file, CSV or the ZIP that holds it."""
    if data.startswith(b"PK\x03\x04"):
        data = unzip(data, "lekarny_seznam.csv")
    for record in csv_records(decode(data, ("cp1250",)), NEEDS):
        if record["ZASILKOVY_PRODEJ"].upper() == MAIL_ORDER:
            code = record["KOD_PRACOVISTE"]
            yield Row(
                web=record["WWW"],
                name=record["NAZEV"],
                licence_number=code,
                scope="non_prescription",
                entry_url=ENTRY.format(code) if code.isdigit() else "",
            )


def _read(page: Page) -> Iterator[Row]:
    return read_csv(page.body)


SOURCE: Final = Source(
    id="cz-sukl",
    authority="cz-sukl",
    how="csv",
    layout="verified",
    proves="A Czech pharmacy with this website may send non-prescription medicines by post.",
    urls=("https://opendata.sukl.cz/soubory/NKOD/LEKARNY/nkod_lekarny_seznam.csv",),
    read=_read,
    read_file=read_csv,
    terms="Open data without copyright or database right (as CC0 in the national catalogue).",
)
