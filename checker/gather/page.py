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

from checker.evidence import Image, Link, PageEvidence, PageRole
from checker.gather.charset import decode_page
from checker.gather.html_bounds import bound_html
from checker.gather.html_walk import PageWalk
from checker.gather.identifiers import find_identifiers
from checker.gather.page_address import AddressJoiner
from checker.gather.structured import read_json_ld, read_microdata
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
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    digest = hashlib.sha256(data).hexdigest()
    size = len(data)
    if size > MAX_PAGE_BYTES:
        data = data[:MAX_PAGE_BYTES]
        notes.add("too-large-cut")
    if isinstance(body, str):
        html, charset = body[:MAX_PAGE_BYTES].encode("utf-8", "replace").decode("utf-8"), "utf-8"
    else:
        html, charset, charset_notes = decode_page(data, content_type)
        notes.update(charset_notes)

    walk = PageWalk(AddressJoiner(address), address)
    tree = _walk_html(walk, html, notes, is_visible=True)
    read, room = 0, MAX_INNER_CHARACTERS
    while read < min(len(walk.inner_pages), MAX_INNER_PAGES):
        inner, is_visible = walk.inner_pages[read]
        read += 1
        if inner.strip() and room > 0:
            _walk_html(walk, inner[:room], notes, is_visible=is_visible)
            room -= len(inner)

    text = walk.visible.text()
    offers, types, structured_notes = read_json_ld(walk.json_ld)
    if tree is not None and ("itemprop" in html or "itemtype" in html):
        more_offers, more_types = read_microdata(tree)
        offers += more_offers
        types |= more_types
    links = tuple(_placed(link, text) for link in walk.links)
    images = tuple(walk.images)
    notes |= walk.notes | structured_notes
    hrefs = tuple(link.href for link in links)
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
        hidden_text=walk.hidden.text(),
        meta_text=_meta_text(walk.title, walk.meta, images),
        links=links,
        images=images,
        forms=walk.forms(),
        offers=tuple(offers),
        structured_types=tuple(sorted(types)),
        meta=tuple(walk.meta),
        identifiers=find_identifiers(html, text, hrefs),
        notes=tuple(sorted(notes)),
        redirects=tuple(redirects),
        gathered_at=gathered_at,
    )


def _walk_html(walk: PageWalk, html: str, notes: set[str], *, is_visible: bool) -> LexborHTMLParser | None:
    bounded, cuts = bound_html(html)
    notes.update(cuts)
    try:
        tree = LexborHTMLParser(bounded, options=WITHOUT_EVENTS, scripting=True)
    except (SelectolaxError, RuntimeError, MemoryError):
        # Lexbor gave up (out of memory): the page is evidence without content, and says so.
        notes.add("not-parsed")
        return None
    walk.walk(tree, bounded, is_visible=is_visible)
    return tree


def _placed(link: Link, text: str) -> Link:
    """The link with its offset moved over the white space that the link itself began with."""
    at = link.position
    if at < 0 or at >= len(text) or text[at] not in " \n":
        return link
    return Link(link.href, link.text, link.rel, at + 1)


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
