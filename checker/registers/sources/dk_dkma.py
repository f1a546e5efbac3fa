"""Denmark: pharmacies and retailers from the tables of the Danish Medicines Agency.

Layout seen: tables ``Navn | Adresse | Hjemmeside | App``, each after a sentence that says whose list it is; the
website cell shows a name that links to the shop. One page holds human and veterinary sellers, so the scope
comes from that sentence. What an app is called proves nothing about a site and is not read.
"""

from __future__ import annotations

from typing import Final

from checker.registers.rows import Scope
from checker.registers.sources.base import Source
from checker.registers.sources.html_list import Columns, saved, table_reader

COLUMNS: Final = Columns(web=("hjemmeside", "website"), name=("navn", "name"))


def scope_of(caption: str) -> Scope:
    """Veterinary only when the sentence names animals and not people; retailers sell no prescription medicines."""
    if any(word in caption for word in ("veterin", "til dyr")) and "human" not in caption:
        return "veterinary"
    return "non_prescription" if any(word in caption for word in ("retailer", "detailforhandler")) else "prescription"


read = table_reader(COLUMNS, scope_of)

SOURCE: Final = Source(
    id="dk-dkma",
    authority="dk-dkma",
    how="html-list",
    layout="verified",
    proves="A Danish pharmacy or approved retailer has told the agency that it sells on this site.",
    urls=(
        "https://laegemiddelstyrelsen.dk/en/pharmacies/buying-and-selling-medicines-online/"
        "pharmacies-selling-medicines-legally-online/",
    ),
    read=read,
    read_file=saved(read),
)
