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
from checker.gather.html_tags import mark_blocks
from checker.gather.html_walk import PageContents
from checker.gather.identifiers import find_identifiers
from checker.gather.page_address import AddressJoiner
from checker.gather.script_text import find_script_text
from checker.gather.structured import Structured, read_json_ld
from checker.settings import MAX_PAGE_BYTES

WITHOUT_EVENTS: Final = 1
"""``LexborDocumentOptions.WO_EVENTS``: no script runs here, nobody listens."""

MAX_INNER_PAGES: Final = 20
MAX_INNER_CHARACTERS: Final = 100_000
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
    notes: Sequence[str] = (),
) -> PageEvidence:
    """What the page shows, links to and offers; never raises, whatever the input is.

    ``notes`` are those of whoever fetched it; the ones found here are added.
    """
    address = final_url or url
    all_notes = set(notes)
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    if size > MAX_PAGE_BYTES:
        data = data[:MAX_PAGE_BYTES]
        all_notes.add("too-large-cut")
    charset = "utf-8"
    if not isinstance(body, str):
        data, charset, charset_notes = as_utf8(data, content_type)
        all_notes.update(charset_notes)

    page, found = PageContents(AddressJoiner(address), address), Structured()
    _read_html(page, data, found, is_visible=True)
    _read_inner_pages(page, found)
    read_json_ld(page.json_ld, found)
    all_notes |= page.notes | found.notes
    images = tuple(page.images)
    return PageEvidence(
        url=url,
        final_url=address,
        role=role,
        status=status,
        content_type=content_type,
        charset=charset,
        byte_count=size,
        sha256=digest,
        lang=page.lang or _declared_language(page.meta),
        title=page.title,
        text=page.text,
        hidden_text=page.hidden_text,
        meta_text=_meta_text(page.title, page.meta, images),
        script_text=find_script_text(page.scripts, page.text),
        links=tuple(page.links),
        images=images,
        forms=tuple(page.forms),
        offers=tuple(found.offers),
        structured_types=tuple(sorted(found.types)),
        meta=tuple(page.meta),
        identifiers=find_identifiers(page.text, page.scripts, (link.href for link in page.links)),
        notes=tuple(sorted(all_notes)),
        redirects=tuple(redirects),
        gathered_at=gathered_at,
    )


def _read_html(page: PageContents, html: bytes, found: Structured, *, is_visible: bool) -> None:
    """Bound, parse and read one piece of HTML into ``page`` and ``found``."""
    bounded, cuts, has_capitals = bound_html(html)
    page.notes.update(cuts)
    try:
        tree = LexborHTMLParser(mark_blocks(bounded, has_capitals=has_capitals), options=WITHOUT_EVENTS, scripting=True)
    except (SelectolaxError, RuntimeError, MemoryError):
        # Only a lack of memory makes the parser give up; then the page stays empty and says so.
        page.notes.add("not-parsed")
        return
    page.read(tree, found, is_visible=is_visible)


def _read_inner_pages(page: PageContents, found: Structured) -> None:
    """Read ``srcdoc``, ``noscript`` and ``template`` parts, also those inside one another, up to a size together."""
    at, room = 0, MAX_INNER_CHARACTERS
    while at < len(page.inner_pages):
        if at >= MAX_INNER_PAGES or room <= 0:
            page.notes.add("inner-pages-cut")
            return
        inner, is_visible = page.inner_pages[at]
        at += 1
        if inner.strip():
            _read_html(page, inner[:room].encode("utf-8", "replace"), found, is_visible=is_visible)
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
