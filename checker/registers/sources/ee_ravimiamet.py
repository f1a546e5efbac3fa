"""Estonia: internet pharmacies from the numbered list of the State Agency of Medicines.

Layout seen: under "Internetiapteegid Eestis" blocks of three lines, ``Tegevusloa omaja: <firm>, tegevusluba nr
<number>``, ``Internetiapteegi aadress: <site>``, ``Telefon: <number>``.
"""

from __future__ import annotations

import re
from typing import Final

from checker.registers.sources.base import Source
from checker.registers.sources.html_list import labelled_reader, saved

LICENCE: Final = re.compile(r"tegevusluba\s+nr\.?\s*(\d{1,5})", re.IGNORECASE)
read = labelled_reader(("internetiapteegi aadress",), ("tegevusloa omaja",), LICENCE, "prescription")

SOURCE: Final = Source(
    id="ee-ravimiamet",
    authority="ee-ravimiamet",
    how="html-list",
    layout="verified",
    proves="An Estonian pharmacy with this activity licence may sell on this site, prescription medicines included.",
    urls=("https://www.ravimiamet.ee/ravimite-kaitlemine/ravimi-kaitlemine/internetiapteek",),
    read=read,
    read_file=saved(read),
)
