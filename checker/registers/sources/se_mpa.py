"""Sweden: pharmacies and retailers that have notified sale on the web, from the Medical Products Agency.

The form of the list was not seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("webbadress", "webbplats", "webbsida", "hemsida", "url"),
    name=("namn", "apotek", "företag"),
)
read = table_reader(COLUMNS, fixed("unknown"))

SOURCE: Final = Source(
    id="se-mpa",
    authority="se-mpa",
    how="html-list",
    layout="unverified",
    proves="A Swedish pharmacy or retailer has notified sale on this site.",
    urls=(
        "https://lakemedelsverket.se/malgrupp/Apotek--handel/Apotek/Distanshandel/EU-symbol-for-sakrare-webbhandel-med-lakemedel/",
    ),
    read=read,
    read_file=saved(read),
)
