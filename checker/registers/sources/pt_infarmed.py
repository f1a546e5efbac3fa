"""Portugal: pharmacies and other sellers with delivery ordered on the internet, from INFARMED.

The search page answers within a session and shows a few rows at a time, so it is not downloaded: a page that
an operator saved is read. Its markup was not seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("site", "sítio", "página", "website", "url", "endereço eletrónico", "internet"),
    name=("nome", "farmácia", "designação", "local"),
    licence=("alvará", "licença", "número"),
)
read = table_reader(COLUMNS, fixed("prescription"))

SOURCE: Final = Source(
    id="pt-infarmed",
    authority="pt-infarmed",
    how="html-list",
    layout="unverified",
    proves="A Portuguese pharmacy or seller is registered for orders on this site.",
    read_file=saved(read),
    note="Not downloaded; import pages saved from the authority's site.",
)
