"""Slovakia: holders of permits for internet dispensing from the list of ŠÚKL.

The list names permit holders with the address of their website (law 362/2011); its markup was not seen.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("webov", "internetová adresa", "internetová stránka", "www", "url"),
    name=("názov", "lekáreň", "držiteľ"),
)
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="sk-sukl",
    authority="sk-sukl",
    how="html-list",
    layout="unverified",
    proves="A Slovak pharmacy or seller of medical devices may sell non-prescription products on this site.",
    urls=(
        "https://www.sukl.sk/hlavna-stranka/slovenska-verzia/inspekcia/lekarenstvo/internetovy-vydaj-liekov-a-zdravotnickych-pomocok",
    ),
    read=read,
    read_file=saved(read),
)
