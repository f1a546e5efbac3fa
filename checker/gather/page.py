"""Bytes of a fetched page as :class:`~checker.evidence.PageEvidence`: never raises, never takes long.

The bytes are bounded (:mod:`checker.gather.html_bounds`), parsed once by Lexbor and walked once
(:mod:`checker.gather.html_walk`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from checker.evidence import Image, PageEvidence, PageRole
from checker.gather.charset import as_utf8
from checker.gather.html_bounds import bound_html
from checker.gather.html_walk import PageWalk
from checker.gather.identifiers import find_identifiers
from checker.gather.page_address import AddressJoiner
from checker.gather.structured import read_structured
from checker.settings import MAX_PAGE_BYTES

WITHOUT_EVENTS: Final = 1
"""``LexborDocumentOptions.WO_EVENTS``: no script runs here, nobody listens."""

MAX_INNER_PAGES: Final = 20
MAX_INNER_CHARACTERS: Final = 200_000
"""``srcdoc`` frames and ``noscript`` parts that are read, and their size together."""

_SUMMARY_META: Final = frozenset(("description", "keywords", "og:title", "og:description", "twitter:title"))


def parse_page(
    body: bytes | str,
    *,
    url: str,
    final_url: str | None = None,
    content_type: str = "",
    status: int = 200,
    role: PageRole = "start",
    gathered_at: datetime | None = None,
    redirects: Sequence[str] = (),
) -> PageEvidence:
    """What the page shows, links to and offers; never raises, whatever the input is."""
    address = final_url or url
    notes: set[str] = set()
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    if size > MAX_PAGE_BYTES:
        data = data[:MAX_PAGE_BYTES]
        notes.add("too-large-cut")
    charset = "utf-8"
    if not isinstance(body, str):
        data, charset, charset_notes = as_utf8(data, content_type)
        notes.update(charset_notes)

    walk = PageWalk(AddressJoiner(address), address)
    tree = _walk_html(walk, data, notes, is_visible=True)
    _walk_inner_pages(walk, notes)
    walk.finish()
    text, links, images = walk.visible.text, walk.links(), tuple(walk.images)
    offers, types, structured_notes = read_structured(walk.json_ld, tree, data)
    notes |= walk.notes | structured_notes
    return PageEvidence(
        url=url,
        final_url=address,
        role=role,
        status=status,
        content_type=content_type,
        charset=charset,
        byte_count=size,
        sha256=digest,
        lang=walk.lang or _declared_language(walk.meta),
        title=walk.title,
        text=text,
        hidden_text=walk.hidden.text,
        meta_text=_meta_text(walk.title, walk.meta, images),
        links=links,
        images=images,
        forms=walk.forms(),
        offers=offers,
        structured_types=types,
        meta=tuple(walk.meta),
        identifiers=find_identifiers(text, walk.scripts, (link.href for link in links)),
        notes=tuple(sorted(notes)),
        redirects=tuple(redirects),
        gathered_at=gathered_at,
    )


def _walk_html(walk: PageWalk, html: bytes, notes: set[str], *, is_visible: bool) -> LexborHTMLParser | None:
    """The parsed tree; None when the parser gave up, which only a lack of memory makes it do."""
    bounded, cuts = bound_html(html)
    notes.update(cuts)
    try:
        tree = LexborHTMLParser(bounded, options=WITHOUT_EVENTS, scripting=True)
    except (SelectolaxError, RuntimeError, MemoryError):
        notes.add("not-parsed")
        return None
    walk.walk(tree, bounded, is_visible=is_visible)
    return tree


def _walk_inner_pages(walk: PageWalk, notes: set[str]) -> None:
    """Read ``srcdoc`` and ``noscript`` parts, also those inside one another, up to a size together."""
    at, room = 0, MAX_INNER_CHARACTERS
    while at < len(walk.inner_pages):
        if at >= MAX_INNER_PAGES or room <= 0:
            notes.add("inner-pages-cut")
            return
        inner, is_visible = walk.inner_pages[at]
        at += 1
        if inner.strip():
            _walk_html(walk, inner[:room].encode("utf-8", "replace"), notes, is_visible=is_visible)
            room -= len(inner)


def _declared_language(meta: list[tuple[str, str]]) -> str:
    names = ("content-language", "language", "dc.language", "og:locale")
    found = next((content for name, content in meta if name in names), "")
    return found.split(",", 1)[0].strip().replace("_", "-")[:40]


def _meta_text(title: str, meta: list[tuple[str, str]], images: tuple[Image, ...]) -> str:
    lines = [title, *(content for name, content in meta if name in _SUMMARY_META)]
    for image in images:
        lines.append(image.alt)
        lines.append(image.title)
    return "\n".join(dict.fromkeys(filter(None, lines)))
