"""Finland: online pharmacies from Fimea's list.

The guidance page was seen, with the link to the list; the list was not: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, linked, saved, table_reader

LINK_WORDS: Final = ("list of legal finnish online pharmacies", "luettelo laillisista")
COLUMNS: Final = Columns(
    web=("verkko-osoite", "verkkosivu", "verkkopalvelu", "verkkoapteekki", "www", "url"),
    name=("apteekki", "nimi"),
)
read_list = table_reader(COLUMNS, fixed("prescription"))
read, next_url = linked(LINK_WORDS, read_list)

SOURCE: Final = Source(
    id="fi-fimea",
    authority="fi-fimea",
    how="html-list",
    layout="unverified",
    proves="A Finnish pharmacy has notified this site; prescription medicines need an electronic prescription.",
    urls=("https://fimea.fi/en/for_public/internet-trade-in-medicines",),
    read=read,
    next_url=next_url,
    read_file=saved(read_list),
    terms="May be copied and translated with its source; not sold or used commercially.",
)
