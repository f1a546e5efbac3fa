"""What one parsed page holds: text, links, pictures, forms, scripts and meta elements, gathered element by element.

Ordinary text and blocks cost no Python: the source was marked at its blocks (:mod:`checker.gather.html_tags`), so that
Lexbor's own text of the whole tree can be split into lines. Only the wanted elements are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.evidence import Form, Image, Link
from checker.gather import html_tags as tags
from checker.gather.html_forms import FormReader
from checker.gather.html_tags import BLOCK_MARK, KINDS
from checker.gather.html_text import (
    LINK_MARK,
    MAX_COLLECTED,
    MAX_VALUE,
    collapse,
    one_line,
    take_marks,
    text_lines,
)
from checker.gather.microdata import read_microdata
from checker.gather.page_address import AddressJoiner
from checker.gather.structured import Structured
from checker.gather.visibility import Special, click_target

MAX_LINKS: Final = 4_000
MAX_IMAGES: Final = 2_000
MAX_META: Final = 200
MAX_SCRIPTS: Final = 1_000
"""Bounds of what is kept: several times the largest honest page seen; more adds time, not knowledge."""
MAX_TITLE: Final = 1_000
MAX_LINK_LEVELS: Final = 12
"""Levels between a picture and the link around it: ``<a><picture><div><div><img>`` and more."""

MAX_ALTS: Final = 20
"""Pictures inside one link that lend it their words."""
MAX_ELEMENT_TEXT: Final = 2_000_000
"""Characters read for single elements in all."""
MAX_TEMPLATES: Final = 20

_PIXELS: Final = re.compile(r"\s{0,9}(\d{1,5})(?:\.\d{0,9})?\s{0,9}(?:px)?\s{0,9}\Z")
_LAZY_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image")
_SOURCE_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_MARK: Final = LINK_MARK.encode()
_BLOCK: Final = BLOCK_MARK.encode()
AMOUNT_CHARS: Final = 6
"""A number and its unit."""

Attributes = Mapping[str, str | None]


class PageContents:
    """Everything found; :meth:`read` takes each tree of a page in turn, the page itself first."""

    def __init__(self, joiner: AddressJoiner, page_address: str) -> None:
        self.text = ""
        """Visible text, blocks as lines."""
        self.hidden_text = ""
        self.title = ""
        self.lang = ""
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.forms: list[Form] = []
        self.meta: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.scripts: list[str] = []
        """Text of the other scripts, and the addresses of scripts and frames."""
        self.inner_pages: list[tuple[str, bool]] = []
        """(HTML, is visible) of ``srcdoc``, ``noscript`` and ``template``, to be read afterwards."""
        self.notes: set[str] = set()
        self.address = page_address
        self._joiner = joiner
        self._has_base = False

    def read(self, tree: LexborHTMLParser, found: Structured, *, is_visible: bool = True) -> None:
        """Add what ``tree`` holds, microdata to ``found``; the tree is changed here."""
        root = tree.root
        if root is None:
            return
        if not self.lang:
            attributes = root.attributes
            self.lang = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()[:40]
        special = Special(tree)
        if special.has_microdata:
            read_microdata(tree, found)
        reader = _TreeReader(self, self._joiner, special)
        reader.read(root, is_visible=is_visible)
        if reader.has_templates:
            for fragment in tree.template_fragments()[:MAX_TEMPLATES]:
                around = fragment.parent
                is_shadow = around is not None and "shadowrootmode" in around.attributes
                self.inner_pages.append((fragment.inner_html or "", is_shadow and is_visible))

    def add_text(self, lines: str, *, is_visible: bool) -> int:
        """Append text; returns the offset at which it starts."""
        if not lines:
            return len(self.text)
        if is_visible:
            start = len(self.text) + 1 if self.text else 0
            self.text = f"{self.text}\n{lines}" if self.text else lines
            return start
        self.hidden_text = f"{self.hidden_text}\n{lines}" if self.hidden_text else lines
        return -1

    def set_base(self, href: str | None) -> None:
        """The first ``<base href>`` counts."""
        if href and not self._has_base:
            self._has_base = True
            self._joiner.set_base(self._joiner.join(href))


class _TreeReader:
    """Reads one tree into :class:`PageContents`."""

    def __init__(self, page: PageContents, joiner: AddressJoiner, special: Special) -> None:
        self.page = page
        self.join = joiner.join
        self.special = special
        self.room = MAX_ELEMENT_TEXT
        self.links: list[tuple[str, str, str, bool]] = []
        """(address, text, rel, has a mark in the visible text)."""
        self.link_numbers: dict[int, int] = {}
        """Memory id of a link element -> its number in ``links``."""
        self.alts: dict[int, list[str]] = {}
        """Number of a link -> words of the pictures in it."""
        self.forms = FormReader(page, joiner.join)
        self.svg_titles: dict[int, str] = {}
        """Memory id of a drawing -> its title."""
        self.picture_source = ""
        self.has_templates = False

    def read(self, root: LexborNode, *, is_visible: bool) -> None:
        kind_of = KINDS.get
        targets = self.special.targets
        if targets:
            wanted = [
                (kind_of(tag, 0), node)
                for node in root.traverse()
                if (tag := node.tag_id) in KINDS or node.mem_id in targets
            ]
        else:
            wanted = [(kind, node) for node in root.traverse() if (kind := kind_of(node.tag_id))]
        self.forms.read_forms([node for kind, node in wanted if kind == tags.FORM])
        silent = self.read_silent([entry for entry in wanted if entry[0] in tags.SILENT_KINDS], is_visible=is_visible)
        hidden_roots = self.special.hidden + [node for kind, node in wanted if kind == tags.HIDDEN]
        hidden = _detach(hidden_roots, root) | silent

        # The loop below runs a thousand times for a large shop page: links, its bulk, are read in place.
        links, numbers, join, notes = self.links, self.link_numbers, self.join, self.page.notes
        link_room = MAX_LINKS - len(self.page.links)
        for kind, node in wanted:
            if kind == tags.LINK:
                attributes = node.attributes
                href = attributes.get("href")
                if not href or href[0] in "#jJ":
                    href = _other_target(attributes)
                if not href:
                    continue
                if len(links) >= link_room:
                    notes.add("links-cut")
                    continue
                words = node.text() if self.room > 0 else ""
                self.room -= len(words)
                if words:
                    words = " ".join(words.split()) if len(words) <= MAX_COLLECTED else one_line(words)
                identity = node.mem_id
                is_hidden = bool(hidden) and identity in hidden
                numbers[identity] = len(links)
                links.append((join(href), words, attributes.get("rel") or "", not is_hidden))
                if not is_hidden:
                    node.insert_before(_MARK)
                continue
            if kind == tags.IMAGE:
                self.read_image(node)
            elif kind == tags.FIELD:
                if self.forms.read_field(node) == "image":
                    self.read_image(node)
            elif kind == tags.LABEL:
                self.forms.read_label(node, self.take_text(node))
            elif kind == tags.META:
                if len(self.page.meta) < MAX_META:
                    self.read_meta(node.attributes)
            elif kind == tags.SVG:
                if label := self.svg_titles.get(node.mem_id) or node.attributes.get("aria-label"):
                    self.add_image(node, Image("", collapse(label)))
            elif kind == tags.SOURCE:
                self.picture_source = self.picture_source or _first_of_set(node.attributes)
            elif kind == tags.BREAK:
                node.insert_before(_BLOCK if _ends_with_amount(node.prev) else b" ")
            elif kind == tags.TEMPLATE:
                self.has_templates = True
            if targets and (target := targets.get(node.mem_id)) and len(links) < link_room:
                is_hidden = node.mem_id in hidden
                numbers[node.mem_id] = len(links)
                links.append((join(target), self.take_text(node), "", not is_hidden))
                if not is_hidden:
                    node.insert_before(_MARK)
        for address in self.special.backgrounds[: MAX_IMAGES - len(self.page.images)]:
            self.page.images.append(Image(self.join(address)[:MAX_VALUE]))

        self.forms.finish(self.take_text)
        self.finish_text(root, hidden_roots, is_visible=is_visible)

    def take_text(self, node: LexborNode) -> str:
        """Text inside an element on one line; bounded over all elements, as nested ones repeat their contents."""
        if self.room <= 0:
            self.page.notes.add("element-text-cut")
            return ""
        text = node.text()
        self.room -= len(text)
        return one_line(text)

    # -- links and pictures -----------------------------------------------------------------------------------

    def link_around(self, node: LexborNode) -> int:
        """Number of the link that a picture stands in; -1 for none."""
        numbers = self.link_numbers
        if not numbers:
            return -1
        around = node.parent
        for _ in range(MAX_LINK_LEVELS):
            if around is None:
                return -1
            number = numbers.get(around.mem_id)
            if number is not None:
                return number
            around = around.parent
        return -1

    def read_image(self, node: LexborNode) -> None:
        if len(self.page.images) >= MAX_IMAGES:
            self.page.notes.add("images-cut")
            return
        attributes = node.attributes
        value = attributes.get
        address = value("src") or ""
        for name in _LAZY_SOURCES:
            if attributes.get(name):
                address = attributes[name] or ""
                break
        else:
            if not address or address.startswith("data:"):
                address = _first_of_set(attributes) or self.picture_source or address
        self.picture_source = ""
        alt, title, width, height = value("alt"), value("title"), value("width"), value("height")
        self.add_image(
            node,
            Image(
                self.join(address)[:MAX_VALUE] if address else "",
                collapse(alt) if alt else "",
                collapse(title) if title else "",
                _pixels(width) if width else None,
                _pixels(height) if height else None,
                self.links[number][0] if (number := self.link_around(node)) >= 0 else "",
            ),
            number,
        )

    def add_image(self, node: LexborNode, image: Image, number: int | None = None) -> None:
        """Keep a picture, and lend its words to the link around it (of this number)."""
        if number is None:
            number = self.link_around(node)
            if number >= 0:
                image = replace(image, href=self.links[number][0])
        if number >= 0 and not self.links[number][1] and (words := image.alt or image.title):
            self.alts.setdefault(number, []).append(words)
        if len(self.page.images) < MAX_IMAGES:
            self.page.images.append(image)

    # -- head and scripts -------------------------------------------------------------------------------------

    def read_meta(self, attributes: Attributes) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv")
        content = attributes.get("content")
        if name and content:
            self.page.meta.append((name.strip().lower()[:100], collapse(content)))

    def read_silent(self, wanted: list[tuple[int, LexborNode]], *, is_visible: bool) -> set[int]:
        """Read and take out what is no text of the page; returns the memory ids of all elements inside.

        Comes before the links: their text must not hold scripts, and ``<base>`` says what they mean.
        """
        page = self.page
        inside: set[int] = set()
        for kind, node in wanted:
            if kind == tags.SCRIPT:
                self.read_script(node)
            elif kind == tags.TITLE:
                self.read_title(node)
            elif kind == tags.FRAME:
                attributes = node.attributes
                if address := attributes.get("src") or attributes.get("data-src"):
                    page.scripts.append(self.join(address))
                if inner := attributes.get("srcdoc"):
                    page.inner_pages.append((inner, is_visible))
            elif kind == tags.NOSCRIPT:
                page.inner_pages.append((node.text(), False))
            elif kind == tags.BASE:
                page.set_base(node.attributes.get("href"))
            # Only those in SVG have elements inside: there they are read as markup.
            inside.update([element.mem_id for element in node.traverse()])
        for _, node in wanted:
            node.decompose(recursive=False)
        return inside

    def read_script(self, node: LexborNode) -> None:
        page = self.page
        if len(page.scripts) + len(page.json_ld) >= MAX_SCRIPTS:
            page.notes.add("scripts-cut")
            return
        attributes = node.attributes
        if src := attributes.get("src"):
            page.scripts.append(self.join(src))
        elif "ld+json" in (attributes.get("type") or "").lower():
            page.json_ld.append(node.text())
        else:
            page.scripts.append(node.text())

    def read_title(self, node: LexborNode) -> None:
        """The page's title, or the name of a drawing."""
        around = node.parent
        for _ in range(MAX_LINK_LEVELS):
            if around is None:
                break
            if KINDS.get(around.tag_id) == tags.SVG:
                self.svg_titles.setdefault(around.mem_id, collapse(node.text()))
                return
            around = around.parent
        self.page.title = self.page.title or collapse(node.text())[:MAX_TITLE]

    # -- text -------------------------------------------------------------------------------------------------

    def finish_text(self, root: LexborNode, hidden_roots: list[LexborNode], *, is_visible: bool) -> None:
        text, offsets = take_marks(text_lines(root.text()))
        start = self.page.add_text(text, is_visible=is_visible)
        if hidden_roots:
            self.page.add_text(text_lines(BLOCK_MARK.join(node.text() for node in hidden_roots)), is_visible=False)
        marked = 0
        for number, (href, words, rel, is_marked) in enumerate(self.links):
            position = -1
            if is_marked:
                # A mark is missing only where the tree holds what the parser should not allow.
                if words and start >= 0 and marked < len(offsets):
                    position = start + offsets[marked]
                marked += 1
            if not words and number in self.alts:
                words = " ".join(self.alts[number][:MAX_ALTS])
            self.page.links.append(Link(href, words, rel, position))


def _detach(hidden_roots: list[LexborNode], root: LexborNode) -> set[int]:
    """Take hidden elements out of the tree; returns the memory ids of all elements inside, nested roots dropped."""
    inside: set[int] = set()
    outermost = []
    for node in hidden_roots:
        if node.mem_id not in inside and node.mem_id != root.mem_id:
            outermost.append(node)
            inside.update([inner.mem_id for inner in node.traverse()])
    for node in outermost:
        node.decompose(recursive=False)
    hidden_roots[:] = outermost
    return inside


def _other_target(attributes: Attributes) -> str:
    """Where an ``<a>`` without an address leads: the target of its handler, a drawing's link, its fragment."""
    href = attributes.get("href") or attributes.get("xlink:href") or ""
    if handler := attributes.get("onclick"):
        return click_target(handler) or href
    return href


def _pixels(value: str) -> int | None:
    """Whole pixels of a width or height attribute; None for percentages and nonsense."""
    if value.isdecimal() and value.isascii() and len(value) < 6:
        return int(value)
    hit = _PIXELS.match(value)
    return int(hit.group(1)) if hit else None


def _ends_with_amount(node: LexborNode | None) -> bool:
    """Whether what stands before a line break ends with an amount: a list's line, and no sentence wrapped by hand."""
    if node is None:
        return False
    return any(char.isdecimal() for char in node.text().rstrip()[-AMOUNT_CHARS:])


def _first_of_set(attributes: Attributes) -> str:
    """First address of a ``srcset``."""
    for name in _SOURCE_SETS:
        if value := attributes.get(name):
            return value[:MAX_VALUE].strip().split(" ", 1)[0].rstrip(",")
    return ""
