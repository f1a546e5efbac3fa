"""Which pages of a site are read besides the one asked for, and reading them.

robots.txt is not consulted: a person asks about one site and five of its pages are read once, as a browser would.
Bulk checks of many sites keep their own politeness.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from urllib.parse import unquote

from checker.address import Address, registrable_domain, split_url
from checker.errors import PageUnavailable
from checker.evidence import Link, Missing, PageEvidence, PageRole
from checker.gather.client import Client
from checker.gather.page import parse_page
from checker.gather.site_words import AVOIDED, LANGUAGES, WORDS, Role
from checker.settings import DEFAULT, MAX_PAGES, Settings
from checker.text import normalise

MAX_THREADS: Final = 4
MAX_CANDIDATES: Final = 2_000
"""Links that are looked at; the pages wanted are in the first and last menus of honest sites, far fewer."""
MAX_LABEL_WORDS: Final = 8
"""A longer link text is a headline or a card, not a name of a page."""
MAX_STEP_WORDS: Final = 4
"""A longer step of a path is the title of an article."""
MIN_PAGE_DEADLINE_S: Final = 0.5
"""With less time left a page is not asked for."""

_ROLES: Final[tuple[Role, ...]] = ("contact", "prescription", "shipping", "product")
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_FILE: Final = re.compile(r"\.([a-z0-9]{1,5})\Z")
_PAGE_ENDINGS: Final = frozenset(("html", "htm", "php", "asp", "aspx", "jsp", "jsf", "cfm", "shtml", "xhtml", "do"))
_LANGUAGE: Final = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?\Z")
_SLUG: Final = re.compile(r"/[a-z0-9%]+(?:-[a-z0-9%]+){2,}[^/]*/?\Z", re.IGNORECASE)
_SPACED: Final = re.compile(r"[a-zа-яα-ω]")


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(_NOT_WORDS.split(normalise(phrase))).strip() for phrase in text.split(","))


_GROUPS: Final = {
    role: {phrase: group for group, text in reversed([*enumerate(texts)]) for phrase in _phrases(text) if phrase}
    for role, texts in WORDS.items()
}
"""Role -> phrase -> group; a smaller group is better."""
_UNSPACED: Final = {
    role: tuple(phrase for phrase in phrases if not _SPACED.search(phrase)) for role, phrases in _GROUPS.items()
}
"""Phrases of scripts that put no space between words (Arabic joins articles to them)."""
_AVOIDED: Final = frozenset(_phrases(AVOIDED))
_LONGEST: Final = max(phrase.count(" ") + 1 for phrases in _GROUPS.values() for phrase in phrases)

_Rank = tuple[bool, int, int, int]


def choose_pages(start: PageEvidence, address: Address, *, limit: int = MAX_PAGES) -> tuple[tuple[PageRole, str], ...]:
    """(role, address) of the pages to read after ``start``, at most ``limit`` - 1, one a role, each page once.

    Links inside the same registrable domain only; the same start page gives the same choice.
    """
    best: dict[Role, list[tuple[_Rank, str]]] = {role: [] for role in _ROLES}
    own_language = _language_of(start.final_url) or start.lang[:2].lower()
    pictured = {image.href for image in start.images if image.href}
    for order, (link, url, path) in enumerate(_candidates(start, address)):
        label = _words(link.text) if len(link.text) < 200 else []
        steps = [_words(unquote(step)) for step in path.split("/") if step]
        if _is_avoided(label, steps):
            continue
        language = _language_of(url)
        is_other = bool(language and own_language and language != own_language)
        for role in _ROLES:
            found = _match(role, label, steps)
            if found is None and role == "product" and url in pictured and _SLUG.search(path):
                found = (5, 3)
            if found is not None:
                best[role].append(((is_other, *found, order), url))

    chosen: list[tuple[PageRole, str]] = []
    taken: set[str] = set()
    for role in _ROLES:
        if len(chosen) >= limit - 1:
            break
        for _, url in sorted(best[role]):
            if url not in taken:
                taken.add(url)
                chosen.append((role, url))
                break
    return tuple(chosen)


def gather_pages(
    address: Address, client: Client, settings: Settings = DEFAULT, *, deadline_s: float | None = None
) -> tuple[tuple[PageEvidence, ...], tuple[Missing, ...]]:
    """The page of the address, then up to ``settings.max_pages`` - 1 others of its site, and what could not be read.

    No pages when the first one cannot be read. ``deadline_s`` is for all of them together, the site's by default.
    """
    end = time.monotonic() + (settings.site_deadline_s if deadline_s is None else deadline_s)

    def read(role: PageRole, url: str) -> PageEvidence | Missing:
        left = min(end - time.monotonic(), settings.page_deadline_s)
        where = url.split("?", 1)[0]
        if left < MIN_PAGE_DEADLINE_S:
            return Missing("page", "timeout", "The time for this site was used up before this page.", where)
        try:
            response = client.fetch(url, deadline_s=left)
        except PageUnavailable as error:
            return Missing("page", error.code, error.message, where)
        page = parse_page(
            response.body,
            url=response.url,
            final_url=response.final_url,
            content_type=response.content_type,
            status=response.status,
            role=role,
            gathered_at=response.gathered_at,
            redirects=response.redirects,
            notes=(response.cut_code + "-cut",) if response.is_cut else (),
        )
        return page

    start = read("start", address.url)
    if isinstance(start, Missing):
        return (), (start,)
    wanted = choose_pages(start, address, limit=settings.max_pages)
    if not wanted:
        return (start,), ()
    with ThreadPoolExecutor(max_workers=min(MAX_THREADS, len(wanted))) as pool:
        results = [start, *pool.map(lambda entry: read(*entry), wanted)]
    pages: list[PageEvidence] = []
    missing: list[Missing] = []
    seen: set[str] = set()
    for result in results:
        if isinstance(result, Missing):
            missing.append(result)
        elif result.final_url not in seen:
            # Shops answer unknown paths with their start page: it is evidence once.
            seen.add(result.final_url)
            pages.append(result)
    return tuple(pages), tuple(missing)


def _candidates(start: PageEvidence, address: Address) -> Iterator[tuple[Link, str, str]]:
    """(link, address without fragment, path) of links inside the site that could be pages, each address once a text."""
    domains = {address.registrable_domain, registrable_domain(split_url(start.final_url)[1])} - {""}
    own = {_without_fragment(start.url), _without_fragment(start.final_url), address.url}
    seen: set[tuple[str, str]] = set()
    is_inside: dict[str, bool] = {}
    for link in start.links[:MAX_CANDIDATES]:
        url = _without_fragment(link.href)
        if url in own or (url, link.text) in seen:
            continue
        seen.add((url, link.text))
        scheme, host, path = split_url(url)
        if not scheme:
            continue
        if host not in is_inside:
            is_inside[host] = registrable_domain(host) in domains
        ending = _FILE.search(path.lower())
        if is_inside[host] and (ending is None or ending.group(1) in _PAGE_ENDINGS):
            yield link, url, path


def _without_fragment(url: str) -> str:
    return url.split("#", 1)[0]


def _words(text: str) -> list[str]:
    return [word for word in _NOT_WORDS.split(normalise(text)) if word]


def _is_avoided(label: list[str], steps: list[list[str]]) -> bool:
    """True when the whole label, or a whole step of the path, names something that is left alone."""
    if len(label) <= MAX_LABEL_WORDS and " ".join(label) in _AVOIDED:
        return True
    return any(" ".join(step) in _AVOIDED for step in steps)


def _match(role: Role, label: list[str], steps: list[list[str]]) -> tuple[int, int] | None:
    """(group, kind) of the best match: the whole label, a part of it, a step of the path; None for none."""
    groups = _GROUPS[role]
    found: list[tuple[int, int]] = []
    if role != "product" and 0 < len(label) <= MAX_LABEL_WORDS:
        whole = " ".join(label)
        if whole in groups:
            found.append((groups[whole], 0))
        found += [(groups[part], 1) for part in _parts(label) if part in groups]
        if not whole.isascii():
            found += [(groups[phrase], 1) for phrase in _UNSPACED[role] if phrase in whole]
    for number, step in enumerate(steps):
        if role == "product":
            # /product/name, /p/name: the word is a step of its own and a name follows.
            if number + 1 < len(steps) and " ".join(step) in groups:
                found.append((groups[" ".join(step)], 2))
            continue
        if len(step) > MAX_STEP_WORDS:
            continue
        found += [(groups[part], 2) for part in _parts(step) if part in groups]
        whole = " ".join(step)
        if not whole.isascii():
            found += [(groups[phrase], 2) for phrase in _UNSPACED[role] if phrase in whole]
    return min(found, default=None)


def _parts(words: list[str]) -> Iterator[str]:
    """All runs of words that could be a phrase."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _LONGEST) + 1):
            yield " ".join(words[start:end])


def _language_of(url: str) -> str:
    """Two-letter language that the first path part or the host's first label names; "" for none."""
    _, host, path = split_url(url)
    for text in (path.lstrip("/").split("/", 1)[0].lower(), host.split(".", 1)[0]):
        if (hit := _LANGUAGE.match(text)) and hit.group(1) in LANGUAGES:
            return hit.group(1)
    return ""
