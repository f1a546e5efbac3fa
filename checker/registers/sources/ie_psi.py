"""Ireland: registered pharmacies from pages of the Pharmaceutical Society's register search.

Labels seen in public code that reads the page: a heading with the trading name, ``PSI Registration Number:``,
``Web:``. The page builds its results in the browser, so it is not downloaded: pages that an operator saved are
read. The two labels with pharmacists' names are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.registers.formats import MalformedList
from checker.registers.rows import Row
from checker.registers.sources.base import Page, Source
from checker.registers.sources.html_list import parse, saved

NUMBER: Final = re.compile(r"PSI Registration Number:\s*([0-9]{1,6})")
WEB: Final = re.compile(r"^Web:\s*(\S.*)$")


def read(page: Page) -> Iterator[Row]:
    """Pharmacies of the results on the page that name a website."""
    items = parse(page).select("ul.results-list > li")
    if not items:
        raise MalformedList("no results (ul.results-list) on the page")
    for item in items:
        lines = [" ".join(p.get_text(" ").split()) for p in item.find_all("p")]
        web = next((match[1] for line in lines if (match := WEB.match(line))), "")
        number = next((match[1] for line in lines if (match := NUMBER.search(line))), "")
        heading = item.find("h2")
        if web and number:
            name = " ".join(heading.get_text(" ").split()) if heading else ""
            yield Row(web=web, name=name, licence_number=number, scope="non_prescription")


SOURCE: Final = Source(
    id="ie-psi",
    authority="ie-psi",
    how="html-list",
    layout="verified",
    proves="A registered Irish pharmacy or seller names this site; non-prescription medicines only.",
    read_file=saved(read),
    note="Not downloaded; import saved result pages of the Internet Supply List.",
)
