"""Poland, Podkarpackie: pharmacies with mail order from the regional inspectorate's table.

Layout seen: ``Nazwa apteki | Adres | Telefon | Strona internetowa``. Addresses stand there without a scheme, some as
a page of a portal that many pharmacies share: those are bound to their path.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(web=("strona internetowa",), name=("nazwa apteki",))
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="pl-cez-podkarpackie",
    authority="pl-cez",
    how="html-list",
    layout="verified",
    proves="A Polish pharmacy has told the inspectorate that it sends non-prescription medicines from this site.",
    urls=("https://bip.rzeszow.wif.gov.pl/sprzedaz-wysylkowa-produktow-leczniczych/",),
    read=read,
    read_file=saved(read),
    terms="Public information bulletin of the inspectorate.",
)
