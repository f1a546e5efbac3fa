"""A page of an authority as a reader sees it: its blocks of text, rows, headings and links. No opinion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urljoin

import ada_url
from lxml import etree

from checker.text import normalise

_DROPPED: Final = frozenset({
    "script", "style", "template", "noscript", "head", "svg", "iframe", "object", "select", "option", "textarea",
    "input", "button", "datalist", "label", "title",
})  # fmt: skip
"""Not shown, or form fields: what they hold may be what was asked."""
_HIDDEN_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_ROWS: Final = frozenset({"tr", "li", "dl"})
_AROUND: Final = frozenset({"footer", "header", "nav", "aside"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4"})


class Row:
    """A table row, list item or definition list: what stands in it is said of one seller."""

    __slots__ = ("blocks",)

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks if block.text)


class Block:
    """The own text of one block element, inline elements included."""

    __slots__ = ("heading", "is_around", "parts", "row", "text")

    def __init__(self, row: Row | None, heading: Block | None, *, is_around: bool) -> None:
        self.parts: list[str] = []
        self.text = ""
        self.row = row
        self.heading = heading
        """The nearest heading before it."""
        self.is_around = is_around
        """In the page's header, footer, menu or aside."""
        if row is not None:
            row.blocks.append(self)


@dataclass(slots=True)
class Link:
    target: str
    rel: str
    title: str
    block: Block
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())


class Layout:
    """Blocks, rows, headings and links of a page, as a reader sees them.

    lxml itself: a list of 20,000 sellers (2.8 MB) takes 0.5 s so, and took 9 s by way of BeautifulSoup.
    """

    def __init__(self, body: bytes, url: str) -> None:
        self.url = url
        self.title = ""
        self.links: list[Link] = []
        all_blocks = self._walk(body)
        for block in all_blocks:
            block.text = " ".join("".join(block.parts).split())
        self.blocks = [block for block in all_blocks if block.text]
        self.text = "\n".join(block.text for block in self.blocks)

    @cached_property
    def normal(self) -> str:
        return normalise(self.text)

    def _walk(self, body: bytes) -> list[Block]:
        """Every block, in order. One pass; libxml2 leaves out what is nested deeper than about 256."""
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
        try:
            root = etree.fromstring(body, parser)
        except (etree.XMLSyntaxError, ValueError):  # an empty document
            return []
        if root is None:
            return []
        title = root.find(".//title")
        self.title = " ".join((title.text or "").split())[:300] if title is not None else ""
        block = Block(None, None, is_around=False)
        blocks, stack = [block], [block]
        links: list[Link | None] = [None]
        heading: Block | None = None
        skipped = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                if not skipped and element.tail:
                    stack[-1].parts.append(element.tail)
                continue
            name = element.tag
            if event == "start":
                if skipped or name in _DROPPED or _is_hidden(element):
                    skipped += 1
                    continue
                block = stack[-1]
                if name in _BLOCKS:
                    row = Row() if name in _ROWS else block.row
                    block = Block(row, heading, is_around=block.is_around or name in _AROUND)
                    blocks.append(block)
                    heading = block if name in _HEADINGS else heading
                stack.append(block)
                link = links[-1]
                if name == "a" and (href := element.get("href")) is not None:
                    target = _resolved(self.url, href)
                    link = Link(target, element.get("rel") or "", element.get("title") or "", block)
                    self.links.append(link)
                links.append(link)
                _append(block, link, " " if name == "br" else element.text)
                continue
            if skipped:
                skipped -= 1
            else:
                stack.pop()
                links.pop()
            if not skipped:
                _append(stack[-1], links[-1], element.tail)
        return blocks


def _append(block: Block, link: Link | None, text: str | None) -> None:
    if text:
        block.parts.append(text)
        if link is not None:
            link.parts.append(text)


def _is_hidden(element: etree._Element) -> bool:
    if not len(element.attrib):
        return False
    style = element.get("style")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(style and _HIDDEN_STYLE.search(style))
    )


def _resolved(base: str, href: str) -> str:
    try:
        return ada_url.join_url(base, href.strip())
    except ValueError:  # not an address
        try:
            return urljoin(base, href)
        except ValueError:
            return ""
