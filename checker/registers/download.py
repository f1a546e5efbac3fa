"""One source's list as its authority serves it now, or the word that it has not changed.

Conditional where the last copy has an ETag or a date, within robots.txt, one request after another with a
pause between them, and all of it or nothing: an answer that was cut is an error.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from checker.errors import GatherError, PageUnavailable, RegisterUnavailable
from checker.gather.client import Client, HttpStatus, Response
from checker.registers.authorities import authorities_of
from checker.registers.formats import MAX_ROWS, MalformedList
from checker.registers.rows import Row
from checker.registers.sources.base import LIST_DEADLINE_S, MAX_PAGES, Page, Source
from checker.registers.store import CopyInfo
from checker.settings import Settings

ROBOTS_MAX_BYTES: Final = 512 * 1024
"""RFC 9309 section 2.5 asks for at least 500 KiB."""
MAX_DELAY_S: Final = 60.0
"""A longer crawl delay than this is kept to by reading one page only."""
SOURCE_DEADLINE_S: Final = 900.0
"""For all answers of one source, pauses included; Poland's 24 pages need two minutes."""
PRODUCT: Final = "Pharmaproof"
"""The name that robots.txt may address; first word of the User-Agent."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A whole list."""

    rows: tuple[Row, ...]
    read_at: datetime
    sha256: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class NotModified:
    """The list is the one that is held already."""

    read_at: datetime


def download(
    source: Source, client: Client, last: CopyInfo | None, *, deadline_s: float | None = None
) -> Downloaded | NotModified:
    """The source's rows now. **Raises** ``RegisterUnavailable`` with what went wrong, in words."""
    try:
        return _download(source, client, last, deadline_s or LIST_DEADLINE_S)
    except RegisterUnavailable:
        raise
    except GatherError as error:
        raise RegisterUnavailable(error.message, code="source-down") from error


def _download(source: Source, client: Client, last: CopyInfo | None, deadline_s: float) -> Downloaded | NotModified:
    if source.read is None:
        raise RegisterUnavailable(f"{source.id} has no list to download", code="source-down")
    robots: dict[str, RobotFileParser] = {}
    rows: list[Row] = []
    digest = sha256()
    first: Response | None = None
    waiting = list(reversed(source.urls))
    number = 0
    end = time.monotonic() + SOURCE_DEADLINE_S
    while waiting:
        url = waiting.pop()
        delay_s = _allowed_delay(url, client, robots, source.delay_s, deadline_s)
        if number:
            time.sleep(delay_s)
        # Only a list of one answer can be asked for conditionally: a page unchanged says nothing of the next.
        is_single = len(source.urls) == 1 and source.next_url is None
        response = _fetch(url, client, source, last if is_single else None, deadline_s)
        if response.status == 304 and last is not None:
            return NotModified(response.gathered_at)
        if response.status != 200:
            raise RegisterUnavailable(f"{_host(url)} answered with status {response.status}", code="source-down")
        page = Page(response.final_url, response.body, response.content_type, number)
        digest.update(response.body)
        rows += source.read(page)
        first = first or response
        number += 1
        if source.next_url is not None and (following := source.next_url(page)):
            if _host(following) != _host(url):
                _check_place(source, client.settings, url, following)
            waiting.append(following)
        if number > MAX_PAGES or len(rows) > MAX_ROWS:
            raise MalformedList(f"more than {MAX_PAGES} pages or {MAX_ROWS} rows")
        if time.monotonic() > end:
            raise RegisterUnavailable(f"{_host(url)} took more than {SOURCE_DEADLINE_S:.0f} s", code="source-down")
    if first is None:
        raise RegisterUnavailable(f"{source.id} has no list to download", code="source-down")
    return Downloaded(
        tuple(rows), datetime.now(UTC), digest.hexdigest(),
        first.headers.get("etag", ""), first.headers.get("last-modified", ""),
    )  # fmt: skip


def _fetch(url: str, client: Client, source: Source, last: CopyInfo | None, deadline_s: float) -> Response:
    headers = {"User-Agent": client.settings.user_agent}
    if last is not None and last.etag:
        headers["If-None-Match"] = last.etag
    if last is not None and last.last_modified:
        headers["If-Modified-Since"] = last.last_modified
    response = client.fetch(url, deadline_s=deadline_s, headers=headers, max_bytes=source.max_bytes, accept=None)
    if response.is_cut:
        raise MalformedList(f"{_host(url)} sent only the beginning of the list")
    _check_place(source, client.settings, url, response.final_url)
    return response


def _check_place(source: Source, settings: Settings, asked: str, came_from: str) -> None:
    """Raise when redirects led off the authority's hosts: lapsed names of authorities get new owners."""
    host = _host(came_from)
    is_its_host = authorities_of(settings)[source.authority].host_state(host) == "current" or host == _host(asked)
    if not is_its_host or (asked.startswith("https://") and not came_from.startswith("https://")):
        raise RegisterUnavailable(f"the list of {source.id} has moved to {host}, which nobody has checked")


def _allowed_delay(
    url: str, client: Client, robots: dict[str, RobotFileParser], delay_s: float, deadline_s: float
) -> float:
    """Seconds to leave before a request; raises when robots.txt forbids it."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in robots:
        robots[origin] = _robots(origin, client, deadline_s)
    if not robots[origin].can_fetch(PRODUCT, url):
        raise PageUnavailable(f"{parts.hostname} does not allow programs to read this list", code="robots-refused")
    asked = robots[origin].crawl_delay(PRODUCT)
    return min(max(delay_s, float(asked or 0)), MAX_DELAY_S)


def _robots(origin: str, client: Client, deadline_s: float) -> RobotFileParser:
    """The host's rules (RFC 9309): none when it has none; all forbidden while it cannot say."""
    rules = RobotFileParser()
    try:
        response = client.fetch(f"{origin}/robots.txt", deadline_s=deadline_s, max_bytes=ROBOTS_MAX_BYTES, accept=None)
    except HttpStatus as error:
        if error.status >= 500 or error.status == 429:
            raise PageUnavailable(f"{_host(origin)} cannot say now what may be read", code="robots-refused") from error
        rules.parse([])
        return rules
    rules.parse(response.body.decode("utf-8", errors="replace").splitlines())
    return rules


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
