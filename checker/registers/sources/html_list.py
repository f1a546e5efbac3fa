"""Tables and labelled entries of an authority's page become rows; anything else on the page is left alone.

Never "all links of the page": a page of an authority also links to ministries, newspapers and social networks,
and one such link taken for a shop would turn it green. So a list is a table whose header names a website
column, or a run of entries with known labels; a page without either is an error that says what was missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from checker.registers.formats import MalformedList
from checker.registers.rows import Row, Scope, expressions_in
from checker.registers.sources.base import Page

MAX_HTML_BYTES: Final = 20 * 1024 * 1024
"""BeautifulSoup needs about 30 times this in memory; the largest list page known has 0.3 MB."""
MAX_CAPTION_CHARS: Final = 400
"""Text before a table that may say for whom its sellers are."""

INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters that editors leave in addresses: zero width, soft hyphen."""
MAX_SPAN: Final = 100
"""Lines or columns that one cell may cover; real ones cover the pharmacies of one firm."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Words by which the columns of a table are known; lower case, a header cell need only contain one."""

    web: tuple[str, ...]
    name: tuple[str, ...] = ()
    licence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table with a website column."""

    caption: str
    """Its caption, or the last text before it, in lower case."""
    rows: tuple[Row, ...]


ScopeOf = Callable[[str], Scope]
"""The scope of a table's sellers from its caption."""


def fixed(scope: Scope) -> ScopeOf:
    """The same scope for every table."""
    return lambda caption: scope


def parse(page: Page) -> BeautifulSoup:
    """The page's tree; refuses what is no HTML."""
    media_type = page.content_type.partition(";")[0].strip().lower()
    if media_type and media_type not in ("text/html", "application/xhtml+xml"):
        raise MalformedList(f"{media_type[:60]} came instead of a web page")
    if len(page.body) > MAX_HTML_BYTES:
        raise MalformedList(f"the page has more than {MAX_HTML_BYTES} bytes")
    if not page.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise MalformedList("no web page came")
    markup = page.body.lower()
    if b"<html" in markup and b"</html" not in markup:
        raise MalformedList("the page breaks off before its end")
    charset = re.search(r"charset=[\"']?([\w.:-]+)", page.content_type, re.IGNORECASE)
    tree = BeautifulSoup(page.body, "lxml", from_encoding=charset[1] if charset else None)
    for hidden in tree(["script", "style", "template", "noscript"]):
        hidden.decompose()
    return tree


def table_reader(columns: Columns, scope_of: ScopeOf) -> Callable[[Page], Iterator[Row]]:
    """Reads the rows of every table that has a website column; no such table or no row is an error."""

    def read(page: Page) -> Iterator[Row]:
        rows = [row for table in tables(parse(page), page.url, columns, scope_of) for row in table.rows]
        if not rows:
            raise MalformedList(f"no table with a column {' or '.join(columns.web)} and rows on the page")
        return iter(rows)

    return read


def tables(tree: BeautifulSoup, url: str, columns: Columns, scope_of: ScopeOf) -> Iterator[Table]:
    """Every table of the page that has a website column, in order."""
    for element in tree.find_all("table"):
        lines = _grid([line for line in element.find_all("tr") if line.find_parent("table") is element])
        for number, line in enumerate(lines[:5]):
            header = [_text(cell).lower() for cell in line]
            web = _column(header, columns.web)
            if web is not None:
                caption = _caption(element)
                scope = scope_of(caption)
                name, licence = _column(header, columns.name), _column(header, columns.licence)
                rows = [_row(cells, web, name, licence, scope, url) for cells in lines[number + 1 :]]
                yield Table(caption, tuple(row for row in rows if row))
                break


def labelled_reader(
    web: Sequence[str], name: Sequence[str], licence: re.Pattern[str] | None, scope: Scope
) -> Callable[[Page], Iterator[Row]]:
    """Reads entries written as lines ``label: value``; each website label makes one row.

    ``name`` labels and the ``licence`` pattern (group 1) are taken from the lines since the row before.
    """

    def read(page: Page) -> Iterator[Row]:
        rows = []
        seller = number = ""
        for line in _lines(parse(page)):
            if value := _value(line, name):
                seller, number = _without_number(value, licence), ""
            if licence and (match := licence.search(line)):
                number = match[1]
            if (address := _value(line, web)) and expressions_in(address, allow_reserved=True)[0]:
                rows.append(Row(web=address, name=seller, licence_number=number, scope=scope))
                seller = number = ""
        if not rows:
            raise MalformedList(f"no entry with the label {' or '.join(web)} on the page")
        return iter(rows)

    return read


def link_by_text(page: Page, words: Sequence[str]) -> str | None:
    """Address of the first link whose text contains one of the words; None when there is none."""
    for link in parse(page).find_all("a", href=True):
        if any(word in _text(link).lower() for word in words):
            return urljoin(page.url, str(link["href"]))
    return None


Reader = Callable[[Page], Iterable[Row]]


def linked(words: Sequence[str], read_list: Reader) -> tuple[Reader, Callable[[Page], str | None]]:
    """(reader, next address) for a guidance page that links to the list: the list is the second page read."""

    def read(page: Page) -> Iterable[Row]:
        return () if page.number == 0 else read_list(page)

    def next_url(page: Page) -> str | None:
        if page.number:
            return None
        if found := link_by_text(page, words):
            return found
        raise MalformedList(f"the page has no link {' or '.join(words)!r} to the list")

    return read, next_url


def saved(read: Callable[[Page], Iterable[Row]]) -> Callable[[bytes], Iterable[Row]]:
    """The same reader for a page that an operator saved."""
    return lambda data: read(Page("https://saved.invalid/", data, "", 0))


def _grid(lines: Sequence[Tag]) -> list[list[Tag]]:
    """Cells by line and column; a cell that spans several stands in each of them."""
    grid: list[list[Tag]] = []
    hanging: dict[int, tuple[Tag, int]] = {}
    """Column -> (cell from a line above, lines that it still covers)."""
    for line in lines:
        row: list[Tag] = []
        cells = [cell for cell in line.find_all(["td", "th"]) if cell.find_parent("tr") is line]
        while cells or len(row) in hanging:
            if len(row) in hanging:
                cell, left = hanging.pop(len(row))
                if left > 1:
                    hanging[len(row)] = (cell, left - 1)
                row.append(cell)
                continue
            cell = cells.pop(0)
            for _ in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan")) > 1:
                    hanging[len(row)] = (cell, down - 1)
                row.append(cell)
        grid.append(row)
    return grid


def _span(cell: Tag, name: str) -> int:
    text = str(cell.get(name) or "1")
    return min(max(int(text), 1), MAX_SPAN) if text.isdecimal() else 1


def _column(header: Sequence[str], words: Sequence[str]) -> int | None:
    return next((index for index, text in enumerate(header) if any(word in text for word in words)), None)


def _row(cells: Sequence[Tag], web: int, name: int | None, licence: int | None, scope: Scope, url: str) -> Row | None:
    """The row of a table line; None for empty lines and headings between rows."""
    is_heading = len(cells) > 1 and all(cell is cells[0] for cell in cells)
    if len(cells) <= web or is_heading or not any(_text(cell) for cell in cells):
        return None

    def text(index: int | None) -> str:
        return _text(cells[index]) if index is not None and index < len(cells) else ""

    return Row(web=_web(cells[web], url), name=text(name), licence_number=text(licence), scope=scope)


def _web(cell: Tag, url: str) -> str:
    """What the cell shows when that is an address, else where its links lead."""
    shown = _text(cell)
    if expressions_in(shown, allow_reserved=True)[0]:
        return shown
    links = [urljoin(url, str(link["href"])) for link in cell.find_all("a", href=True)]
    return " ".join(link for link in links if link.startswith(("http://", "https://"))) or shown


def _caption(table: Tag) -> str:
    if table.caption and (text := _text(table.caption)):
        return text.lower()[:MAX_CAPTION_CHARS]
    for before in table.find_all_previous(["p", "h1", "h2", "h3", "h4", "h5", "table"], limit=10):
        if not isinstance(before, Tag) or before.name == "table":
            break
        if text := _text(before):
            return text.lower()[:MAX_CAPTION_CHARS]
    return ""


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").translate(INVISIBLE).split())


def _lines(tree: BeautifulSoup) -> list[str]:
    """Visible lines: blocks and ``<br>`` end one, inline elements don't."""
    for mark in tree.find_all("br"):
        mark.replace_with("\n")
    for block in tree.find_all(["p", "li", "div", "tr", "dd", "dt", "h1", "h2", "h3", "h4", "ul", "ol", "section"]):
        block.insert_before("\n")
        block.append("\n")
    text = tree.get_text().translate(INVISIBLE)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _value(line: str, labels: Sequence[str]) -> str:
    """What follows one of the labels and a colon at the beginning of the line; "" when it has none."""
    for label in labels:
        if line.lower().startswith(label):
            rest = line[len(label) :].lstrip()
            if rest.startswith(":"):
                return rest[1:].strip()
    return ""


def _without_number(value: str, licence: re.Pattern[str] | None) -> str:
    if licence and (match := licence.search(value)):
        value = value[: match.start()]
    return value.strip(" ,;")
