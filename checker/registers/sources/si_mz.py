"""Slovenia: pharmacies and shops that may dispense medicines over the internet, from the Ministry of Health.

The address of the ministry's list was not established, so it is not downloaded: a page that an operator
saved is read. Its markup was not seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("spletn", "url", "www"),
    name=("lekarna", "naziv", "ime", "prodajalna"),
    licence=("številka", "dovoljenj"),
)
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="si-mz",
    authority="si-mz",
    how="html-list",
    layout="unverified",
    proves="A Slovenian pharmacy or specialised shop may dispense non-prescription medicines on this site.",
    read_file=saved(read),
    note="Not downloaded; import pages saved from the authority's site.",
)
