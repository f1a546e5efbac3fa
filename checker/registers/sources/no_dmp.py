"""Norway: net pharmacies and other sellers from the overview of the Medical Products Agency.

The guidance page was seen, with the link to the overview; the overview was not: a table with a website column is
expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, linked, saved, table_reader

LINK_WORDS: Final = ("se oversikt",)
COLUMNS: Final = Columns(
    web=("nettadresse", "internettadresse", "nettside", "nettsted", "url"),
    name=("navn", "nettapotek", "utsalgssted"),
)
read_list = table_reader(COLUMNS, fixed("unknown"))
read, next_url = linked(LINK_WORDS, read_list)

SOURCE: Final = Source(
    id="no-dmp",
    authority="no-dmp",
    how="html-list",
    layout="unverified",
    proves="A Norwegian pharmacy or seller outside pharmacies (over-the-counter only) is registered with this site.",
    urls=(
        "https://www.dmp.no/tilvirkning-import-og-salg/apotekdrift/registreringsordning-for-netthandel-med-legemidler",
    ),
    read=read,
    next_url=next_url,
    read_file=saved(read_list),
)
