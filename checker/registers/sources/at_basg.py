"""Austria: mail-order pharmacies from the list of BASG.

Name, address and a link to the shop are known to stand in the list; its markup was not seen.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("webshop", "webseite", "website", "internet", "homepage", "url"),
    name=("name", "apotheke", "betreiber"),
)
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="at-basg",
    authority="at-basg",
    how="html-list",
    layout="unverified",
    proves="An Austrian public pharmacy may send non-prescription medicines from this site.",
    urls=("https://versandapotheken.basg.gv.at/versandapotheken",),
    read=read,
    read_file=saved(read),
)
