"""Belgium: notified online pharmacies from the page of FAMHP.

The form of the list was not seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("website", "webadres", "web adres", "url", "site internet", "site web"),
    name=("naam", "nom", "apotheek", "pharmacie"),
    licence=("nummer", "numéro", "vergunning", "autorisation"),
)
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="be-famhp",
    authority="be-famhp",
    how="html-list",
    layout="unverified",
    proves="A licensed Belgian pharmacy has notified this site; prescription medicines may only be reserved on it.",
    urls=(
        "https://www.fagg-afmps.be/nl/MENSELIJK_gebruik/geneesmiddelen/geneesmiddelen/distributie_aflevering/officina/website_apotheek",
    ),
    read=read,
    read_file=saved(read),
)
