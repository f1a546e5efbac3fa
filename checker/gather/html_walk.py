"""One walk over the parsed tree: visible and hidden text, links, pictures, forms, scripts and meta elements.

The walk keeps its own stack (no recursion: nesting is the page's choice) and does as little as possible for an
ordinary element: most of a page is ``<div>``, ``<span>`` and text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.evidence import Form, FormField, Image, Link
from checker.gather import html_tags as tags
from checker.gather.html_text import BLOCK, TextBuilder
from checker.gather.page_address import AddressJoiner
from checker.gather.visibility import Special, click_target

MAX_LINKS: Final = 10_000
MAX_IMAGES: Final = 5_000
MAX_FORMS: Final = 200
MAX_FIELDS: Final = 500
MAX_META: Final = 200
MAX_JSON_LD: Final = 200
"""Bounds of what is kept: several times the largest honest page seen; more adds time, not knowledge."""
MAX_VALUE: Final = 2_000
"""Characters of an alt text, a label, a meta content or a picture's address."""
MAX_ALTS: Final = 20
"""Pictures inside one link that lend it their words."""

_PIXELS: Final = re.compile(r"\s{0,9}(\d{1,5})(?:\.\d{0,9})?\s{0,9}(?:px)?\s{0,9}\Z")
_LAZY_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image")
_SOURCE_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_BUTTON_INPUTS: Final = frozenset(("submit", "button", "reset"))

Attributes = Mapping[str, str | None]


@dataclass(slots=True)
class _Span:
    """An element whose text is wanted: where it starts and ends in which builder."""

    text: TextBuilder
    start: int
    end: int = 0


@dataclass(slots=True)
class _Link:
    href: str
    rel: str
    span: _Span
    alts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    name: str
    kind: str
    id: str
    hint: str
    """Placeholder or aria-label."""
    label: _Span | None
    """The label element around it."""


@dataclass(slots=True)
class _Form:
    action: str
    method: str
    span: _Span | None
    fields: list[_Field] = field(default_factory=list)


class PageWalk:
    """What one page holds; :meth:`walk` takes each tree of it, then :meth:`finish`."""

    def __init__(self, joiner: AddressJoiner, page_address: str) -> None:
        self.visible = TextBuilder()
        self.hidden = TextBuilder()
        self.title = ""
        self.lang = ""
        self.images: list[Image] = []
        self.meta: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.scripts: list[str] = []
        """Text of the other scripts, and the addresses of scripts and frames."""
        self.inner_pages: list[tuple[str, bool]] = []
        """(HTML, is visible) of ``srcdoc`` and ``noscript``, to be walked afterwards."""
        self.notes: set[str] = set()
        self._page_address = page_address
        self._joiner = joiner
        self._has_base = False
        self._links: list[_Link] = []
        self._open_links: list[_Link] = []
        self._forms: list[_Form] = []
        self._open_forms: list[_Form] = []
        self._orphans = _Form(page_address, "", None)
        self._labels: dict[str, _Span] = {}
        self._open_labels: list[_Span] = []
        self._picture_source = ""
        self._svg_depth = 0

    def walk(self, tree: LexborHTMLParser, source: bytes, *, is_visible: bool = True) -> None:
        """Collect from ``tree``, which was parsed from ``source``."""
        root = tree.root
        if root is None:
            return
        if not self.lang:
            attributes = root.attributes
            self.lang = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()[:40]
        special = Special(tree, source)
        for address in special.backgrounds:
            self._add_image(Image(self._joiner.join(address)[:MAX_VALUE]))
        templates = _templates(tree) if b"<template" in source.lower() else {}

        hidden_ids, targets = special.hidden, special.targets
        builder = self.visible if is_visible else self.hidden
        pieces = builder.pieces
        kinds, text_node, block, inline, link = tags.KINDS, tags.TEXT_NODE, tags.BLOCK, tags.INLINE, tags.LINK
        # (sibling to go on with once the element ends, kind of the element, builder to return to)
        stack: list[tuple[LexborNode | None, int, TextBuilder]] = []
        node: LexborNode | None = root
        while True:
            if node is None:
                if not stack:
                    break
                node, kind, before = stack.pop()
                if kind == block:
                    pieces.append(BLOCK)
                elif kind != inline:
                    self._leave(kind, builder)
                    builder = before
                    pieces = builder.pieces
                continue
            tag = node.tag_id
            if tag == text_node:
                pieces.append(node.text_content or "")
                node = node.next
                continue
            kind = kinds.get(tag, inline)
            following = node.next
            # Frames that wrap the same element (hidden, clickable) take over its following sibling.
            if hidden_ids and builder is not self.hidden and node.mem_id in hidden_ids:
                stack.append((following, tags.HIDDEN, builder))
                following = None
                builder = self.hidden
                pieces = builder.pieces
                pieces.append(BLOCK)
            if targets and kind != link and node.mem_id in targets:
                stack.append((following, link, builder))
                following = None
                self._open_link(targets[node.mem_id], "", builder)
            if kind == block:
                pieces.append(BLOCK)
                child = node.first_child
            elif kind == inline:
                child = node.first_child
            elif kind == tags.TEMPLATE:
                fragment = templates.get(node.mem_id)
                child = None if fragment is None else fragment.first_child
                if fragment is not None:
                    templates.update(_templates(fragment))
                    stack.append((following, tags.HIDDEN, builder))
                    following = None
                    pieces.append(BLOCK)
                    if "shadowrootmode" not in node.attributes:
                        builder = self.hidden
                        pieces = builder.pieces
                        pieces.append(BLOCK)
            else:
                child = node.first_child if self._enter(kind, node, builder) else None
            if child is None:
                if kind == block:
                    pieces.append(BLOCK)
                elif kind != inline:
                    self._leave(kind, builder)
                node = following
            else:
                stack.append((following, kind, builder))
                node = child

    # -- elements ---------------------------------------------------------------------------------------------

    def _enter(self, kind: int, node: LexborNode, builder: TextBuilder) -> bool:
        """Note what the element is; True when its children are to be walked."""
        if kind == tags.BREAK:
            builder.pieces.append(" ")
            return False
        if kind == tags.LABEL:
            span = _Span(builder, builder.mark())
            if target := node.attributes.get("for"):
                self._labels.setdefault(target, span)
            self._open_labels.append(span)
            return True
        if kind == tags.HIDDEN:
            builder.pieces.append(BLOCK)
            return True
        if kind == tags.TITLE:
            title = _collapse(node.text())
            if self._svg_depth:
                self._add_image(Image("", alt=title))
            elif not self.title:
                self.title = title[:1000]
            return False
        if kind == tags.NOSCRIPT:
            self.inner_pages.append((node.text(), False))
            return False
        if kind == tags.SKIP:
            return False

        attributes = node.attributes
        if kind == tags.LINK:
            target = attributes.get("href") or attributes.get("xlink:href") or ""
            if (not target or target.startswith(("#", "javascript:"))) and (handler := attributes.get("onclick")):
                target = click_target(handler) or target
            self._open_link(target, attributes.get("rel") or "", builder)
            return True
        if kind == tags.IMAGE:
            self._read_image(attributes)
        elif kind == tags.FIELD:
            builder.pieces.append(BLOCK)
            self._read_field(node.tag or "", attributes, builder)
            return True
        elif kind == tags.FORM:
            builder.pieces.append(BLOCK)
            action = attributes.get("action")
            method = (attributes.get("method") or "get").strip().lower()[:20]
            address = self._joiner.join(action) if action else self._page_address
            self._open_forms.append(_Form(address, method, _Span(builder, builder.mark())))
            return True
        elif kind == tags.SVG:
            self._svg_depth += 1
            if label := attributes.get("aria-label"):
                self._add_image(Image("", alt=_collapse(label)))
            return True
        elif kind == tags.META:
            self._read_meta(attributes)
        elif kind == tags.SCRIPT:
            self._read_script(node, attributes)
        elif kind == tags.FRAME:
            if address := attributes.get("src") or attributes.get("data-src"):
                self.scripts.append(self._joiner.join(address))
            if inner := attributes.get("srcdoc"):
                self.inner_pages.append((inner, builder is self.visible))
        elif kind == tags.BASE:
            href = attributes.get("href")
            if href and not self._has_base:
                self._has_base = True
                self._joiner.set_base(self._joiner.join(href))
        elif kind == tags.SOURCE:
            self._picture_source = self._picture_source or _first_of_set(attributes)
        return False

    def _leave(self, kind: int, builder: TextBuilder) -> None:
        if kind == tags.LINK:
            link = self._open_links.pop()
            link.span.end = builder.mark()
            if not link.href:
                return
            if len(self._links) < MAX_LINKS:
                self._links.append(link)
            else:
                self.notes.add("links-cut")
        elif kind in (tags.FIELD, tags.HIDDEN):
            builder.pieces.append(BLOCK)
        elif kind == tags.LABEL:
            self._open_labels.pop().end = builder.mark()
        elif kind == tags.FORM:
            builder.pieces.append(BLOCK)
            form = self._open_forms.pop()
            if form.span is not None:
                form.span.end = builder.mark()
            if len(self._forms) < MAX_FORMS:
                self._forms.append(form)
            else:
                self.notes.add("forms-cut")
        elif kind == tags.SVG:
            self._svg_depth -= 1

    def _open_link(self, target: str, rel: str, builder: TextBuilder) -> None:
        href = self._joiner.join(target) if target else ""
        self._open_links.append(_Link(href, rel, _Span(builder, builder.mark())))

    def _read_image(self, attributes: Attributes) -> None:
        src = attributes.get("src") or ""
        lazy = ""
        for name in _LAZY_SOURCES:
            if lazy := attributes.get(name) or "":
                break
        if not lazy and (not src or src.startswith("data:")):
            lazy = _first_of_set(attributes) or self._picture_source
        self._picture_source = ""
        address = lazy or src
        self._add_image(
            Image(
                self._joiner.join(address)[:MAX_VALUE] if address else "",
                _collapse(attributes.get("alt") or ""),
                _collapse(attributes.get("title") or ""),
                _pixels(attributes.get("width")),
                _pixels(attributes.get("height")),
                self._open_links[-1].href if self._open_links else "",
            )
        )

    def _add_image(self, image: Image) -> None:
        if len(self.images) >= MAX_IMAGES:
            self.notes.add("images-cut")
            return
        if self._open_links:
            link = self._open_links[-1]
            if link.href and not image.href:
                image = Image(image.src, image.alt, image.title, image.width, image.height, link.href)
            if (words := image.alt or image.title) and len(link.alts) < MAX_ALTS:
                link.alts.append(words)
        self.images.append(image)

    def _read_field(self, tag: str, attributes: Attributes, builder: TextBuilder) -> None:
        kind = (attributes.get("type") or "").strip().lower()[:40]
        if tag == "input":
            kind = kind or "text"
            if kind == "image":
                self._read_image(attributes)
            elif kind in _BUTTON_INPUTS and (value := attributes.get("value")):
                builder.pieces.append(value)
        elif tag == "button":
            kind = kind or "submit"
        else:
            kind = tag
        form = self._open_forms[-1] if self._open_forms else self._orphans
        if len(form.fields) >= MAX_FIELDS:
            self.notes.add("fields-cut")
            return
        hint = attributes.get("placeholder") or attributes.get("aria-label") or ""
        around = self._open_labels[-1] if self._open_labels else None
        name = (attributes.get("name") or "")[:MAX_VALUE]
        form.fields.append(_Field(name, kind, attributes.get("id") or "", _collapse(hint), around))

    def _read_meta(self, attributes: Attributes) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv")
        content = attributes.get("content")
        if name and content and len(self.meta) < MAX_META:
            self.meta.append((name.strip().lower()[:100], _collapse(content)))

    def _read_script(self, node: LexborNode, attributes: Attributes) -> None:
        if src := attributes.get("src"):
            self.scripts.append(self._joiner.join(src))
        elif "ld+json" in (attributes.get("type") or "").lower():
            if len(self.json_ld) < MAX_JSON_LD:
                self.json_ld.append(node.text())
            else:
                self.notes.add("structured-data-cut")
        else:
            self.scripts.append(node.text())

    # -- results ----------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Place all texts; :meth:`links` and :meth:`forms` may be called afterwards."""
        self.visible.finish()
        self.hidden.finish()

    def links(self) -> tuple[Link, ...]:
        found = []
        for link in self._links:
            span = link.span
            position, text = span.text.span(span.start, span.end)
            if not text and link.alts:
                text = " ".join(link.alts)
            found.append(Link(link.href, text, link.rel, position if span.text is self.visible else -1))
        return tuple(found)

    def forms(self) -> tuple[Form, ...]:
        """All forms; fields outside any form make a last one, without method and text."""
        found = [*self._forms, self._orphans] if self._orphans.fields else self._forms
        return tuple(
            Form(form.action, form.method, tuple(map(self._form_field, form.fields)), _text_of(form.span))
            for form in found
        )

    def _form_field(self, entry: _Field) -> FormField:
        named = self._labels.get(entry.id) if entry.id else None
        return FormField(entry.name, entry.kind, _text_of(named) or _text_of(entry.label) or entry.hint)


def _templates(tree: LexborHTMLParser | LexborNode) -> dict[int, LexborNode]:
    """Id of each ``<template>`` -> its content, which is no part of the tree itself."""
    return {
        parent.mem_id: fragment for fragment in tree.template_fragments() if (parent := fragment.parent) is not None
    }


def _text_of(span: _Span | None) -> str:
    return "" if span is None else span.text.span(span.start, span.end)[1]


def _collapse(text: str) -> str:
    return " ".join(text[:MAX_VALUE].split()) if text else ""


def _pixels(value: str | None) -> int | None:
    """Whole pixels of a width or height attribute; None for percentages and nonsense."""
    hit = _PIXELS.match(value) if value else None
    return int(hit.group(1)) if hit else None


def _first_of_set(attributes: Attributes) -> str:
    """First address of a ``srcset``."""
    for name in _SOURCE_SETS:
        if value := attributes.get(name):
            return value[:MAX_VALUE].strip().split(" ", 1)[0].rstrip(",")
    return ""
