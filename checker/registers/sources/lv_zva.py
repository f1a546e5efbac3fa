"""Latvia: internet pharmacies from the page of the State Agency of Medicines.

The form of the list was not seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("tīmekļa vietne", "tīmekļvietne", "mājas lapa", "mājaslapa", "interneta adrese"),
    name=("nosaukums", "aptieka"),
    licence=("licence", "numurs"),
)
read = table_reader(COLUMNS, fixed("non_prescription"))

SOURCE: Final = Source(
    id="lv-zva",
    authority="lv-zva",
    how="html-list",
    layout="unverified",
    proves="A Latvian pharmacy may sell non-prescription medicines on this site.",
    urls=("https://www.zva.gov.lv/lv/industrijai/aptiekas/aptiekas-darbiba",),
    read=read,
    read_file=saved(read),
)
