"""Malta: internet pharmacies from the page of the Medicines Authority.

The page was seen, its list was not and may be empty: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("website", "web address", "url", "internet address"),
    name=("name", "pharmacy"),
    licence=("licence", "license"),
)
read = table_reader(COLUMNS, fixed("unknown"))

SOURCE: Final = Source(
    id="mt-mma",
    authority="mt-mma",
    how="html-list",
    layout="unverified",
    proves="The Malta Medicines Authority lists this site as an internet pharmacy.",
    urls=("https://medicinesauthority.gov.mt/internetpharmacies",),
    read=read,
    read_file=saved(read),
)
