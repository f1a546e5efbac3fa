"""Japan: shops that sell over-the-counter medicines on the net, from the Ministry of Health.

The list names shop, place and site address, by prefecture; its address and markup were not established: pages
that an operator saved are read, a table with a site address column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("サイトアドレス", "サイト", "url", "ホームページ"),
    name=("店舗", "名称", "薬局"),
    licence=("許可番号",),
)
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="jp-mhlw",
    authority="jp-mhlw",
    how="html-list",
    layout="unverified",
    proves="A licensed Japanese pharmacy or store sells over-the-counter medicines on this site.",
    read_file=saved(read),
    note="Not downloaded; import pages saved from the authority's site.",
)
