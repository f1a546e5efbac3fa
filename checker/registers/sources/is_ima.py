"""Iceland: net pharmacies from the list of the Icelandic Medicines Agency.

The form of the list was not seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("vefsíða", "veffang", "vefslóð", "vefur", "heimasíða", "netfang verslunar"),
    name=("heiti", "nafn", "apótek"),
)
read = table_reader(COLUMNS, fixed("prescription"))

SOURCE: Final = Source(
    id="is-ima",
    authority="is-ima",
    how="html-list",
    layout="unverified",
    proves="An Icelandic pharmacy is confirmed to sell on this site.",
    urls=("https://lyfjastofnun.is/eftirlit/apotek/listi-yfir-netapotek",),
    read=read,
    read_file=saved(read),
)
