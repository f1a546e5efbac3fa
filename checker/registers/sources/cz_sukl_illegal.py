"""Czech Republic, negative: sites with an illegal offer of medicines, from SÚKL's open data.

Layout seen in public code that reads it: CSV with a header, three quoted columns in this order: address, day of
entry, day of deletion (empty while it is listed). The column names were not seen, so the second column must hold
dates, else the file is refused. SÚKL enters only sites that are illegal as a whole, so providers can block the host.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.registers.formats import MalformedList, csv_records, decode
from checker.registers.rows import Row
from checker.registers.sources.base import Page, Source

DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}.*|\d{8}")


def read_csv(data: bytes) -> Iterator[Row]:
    """Sites on the list, and those that were taken off it."""
    for number, record in enumerate(csv_records(decode(data, ("cp1250",))), 2):
        cells = list(record.values())
        if len(cells) < 3:
            raise MalformedList(f"three columns are needed: address, entered, deleted; the file has {len(cells)}")
        address, entered, deleted = cells[:3]
        if not DATE.fullmatch(entered) or (deleted and not DATE.fullmatch(deleted)):
            raise MalformedList(f"row {number}: no date where the day of entry or deletion should be")
        yield Row(
            web=address.replace(" ", ""),
            status="removed" if deleted else "active",
            reason=f"illegal offer of medicines, entered {entered}",
        )


def _read(page: Page) -> Iterator[Row]:
    return read_csv(page.body)


SOURCE: Final = Source(
    id="cz-sukl-illegal",
    authority="cz-sukl-illegal",
    how="csv",
    layout="verified",
    proves="The Czech authority has found the offer of medicines on this site illegal and ordered it blocked.",
    urls=("https://opendata.sukl.cz/soubory/NELEGALNI_STRANKY/Nelegalni_stranky_LP.csv",),
    read=_read,
    read_file=read_csv,
    terms="Open data.",
)
