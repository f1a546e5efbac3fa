"""Cyprus: approved online pharmacies from the page of the Pharmaceutical Services.

Neither the list nor any entry of it was seen: a table with a website column is expected.
"""

from __future__ import annotations

from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, fixed, saved, table_reader

COLUMNS: Final = Columns(
    web=("ιστοσελίδα", "ιστότοπος", "ηλεκτρονική διεύθυνση", "website", "url"),
    name=("όνομα", "φαρμακείο", "name", "pharmacy"),
)
read = table_reader(COLUMNS, fixed("unknown"))

SOURCE: Final = Source(
    id="cy-phs",
    authority="cy-phs",
    how="html-list",
    layout="unverified",
    proves="The Pharmaceutical Services have approved this site.",
    urls=("https://www.moh.gov.cy/moh/phs/phs.nsf/all/23DFAFA481BB9FEAC225857D0030E9B2?opendocument",),
    read=read,
    read_file=saved(read),
)
