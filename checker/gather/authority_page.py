"""What a page of an authority says about one host: named as a seller, named otherwise, or not named.

Being on the page is not enough. A search page repeats the question, a press release names the sites it warns about,
a list keeps sellers that were struck off; comments, scripts and hidden parts say nothing to a reader. What remains is
a host that a reader sees as an entry: then, and only then, there is an expression and a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Final
from urllib.parse import unquote, urlsplit

import ada_url

from checker.address import Address, host_within
from checker.gather.authority_layout import Block, Layout
from checker.gather.authority_words import INACTIVE, NEXT, NOT_FOUND, STATUS, WARNING, find_stems
from checker.gather.charset import as_utf8
from checker.registers.authorities import Authority
from checker.registers.seals import host_of
from checker.registers.shared_hosts import host_use
from checker.text import normalise

MAX_QUOTE_CHARS: Final = 160
"""Enough to recognise the line; a whole row would hold names of persons."""
MAX_MENTIONS: Final = 100
"""Places that are judged; a page that names the host a hundred times without an entry has none."""
MAX_OTHER_HOSTS: Final = 5
MAX_LINE_CHARS: Final = 300
"""A longer block is running text, not a line of an entry."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page says about the host."""

    expression: str = ""
    """Host, or host and path, as the page names it; "" when it does not, or not as an entry."""
    quote: str = ""
    """The words around it, also when they prove nothing."""
    why_not: str = ""
    """One sentence: why the page proves nothing; "" with an expression."""
    other_hosts: tuple[str, ...] = ()
    """Other sellers' hosts that stand in the page's body."""
    next_pages: tuple[str, ...] = ()
    """Absolute addresses of the next page of a list."""


def read_authority_page(
    body: bytes,
    *,
    url: str,
    content_type: str,
    address: Address,
    authority: Authority,
    may_echo: bool,
    is_known_form: bool,
) -> Reading:
    """What the page at ``url`` says about the address's host.

    ``may_echo``: the request carried the host, so that the page may only repeat it. ``is_known_form``: the table of
    authorities knows this kind of address as the register's; else the page may be any page of the authority.
    """
    page = _Page(as_utf8(body, content_type)[0], url)
    quote, refusals = "", []
    for mention in islice(page.mentions(address), MAX_MENTIONS):
        why_not = _refusal(page, mention, authority, may_echo, is_known_form) or _path_refusal(mention, address)
        if not why_not:
            return Reading(mention.expression, mention.quote)
        quote = quote or mention.quote
        refusals.append(why_not)
    return Reading(
        quote=quote,
        why_not=refusals[0] if refusals else "",
        other_hosts=page.other_hosts(address, authority),
        next_pages=page.next_pages(),
    )


@dataclass(frozen=True, slots=True)
class _Mention:
    host: str
    path: str
    quote: str
    block: Block
    is_link: bool

    @property
    def expression(self) -> str:
        return self.host + ("" if _is_landing_path(self.path) else self.path)


_LANDING: Final = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default|start|shop|store|webshop|eshop|e-shop)(?:\.\w{2,5})?/?)?",
    re.IGNORECASE,
)


def _is_landing_path(path: str) -> bool:
    """Paths under which a whole site starts: an entry with one is about the host."""
    return bool(_LANDING.fullmatch(path.partition("?")[0].partition("#")[0]))


def _path_refusal(mention: _Mention, address: Address) -> str:
    """Several pharmacies share a portal's host: an entry with a path is about that path only."""
    use = host_use(mention.host)
    if use == "never" or (use == "page-only" and _is_landing_path(mention.path)):
        return f"{mention.host} belongs to many; an entry cannot stand for all of it."
    if _is_landing_path(mention.path):
        return ""
    wanted = mention.path.partition("?")[0].partition("#")[0].rstrip("/").lower()
    if (address.path.rstrip("/").lower() + "/").startswith(wanted + "/"):
        return ""
    return f"The entry is for {mention.host}{mention.path[:100]}, not for this address."


def _refusal(page: _Page, mention: _Mention, authority: Authority, may_echo: bool, is_known_form: bool) -> str:
    """Why this mention proves nothing; "" when it does."""
    if said := next((t for t in authority.failure_text if normalise(t) in page.normal), ""):
        return f"The authority’s page says: {said}."
    if authority.success_text and not any(normalise(t) in page.normal for t in authority.success_text):
        return "The words with which the authority confirms site and pharmacy are missing."
    row = mention.block.row
    line = (row.text if row else mention.block.text)[:2000]
    if found := find_stems(line, INACTIVE) or (authority.logo_target != "list" and page.inactive_status):
        return f"The entry is said to be no longer in force ({found})."
    headings = [mention.block.heading.text] if mention.block.heading else []
    if not is_known_form:
        headings += [page.title, _words_of(urlsplit(page.url).path), mention.quote]
        if len(mention.block.text) > MAX_LINE_CHARS:
            return "The page names the site in running text, not as an entry."
    if found := next(filter(None, (find_stems(h[:500], WARNING) for h in headings)), ""):
        return f"The page seems to warn about what it names ({found})."
    if may_echo:
        if found := find_stems(page.text[:200_000], NOT_FOUND):
            return f"The page repeats the question and says that nothing was found ({found})."
        is_filled_row = row is not None and len(line.split()) >= 3
        if not mention.is_link and not is_filled_row:
            return "The page only repeats the name that the link carries."
    return ""


def _words_of(path: str) -> str:
    return re.sub(r"[\W_]+", " ", unquote(path))


class _Page(Layout):
    """The page, and where it names hosts."""

    def mentions(self, address: Address) -> Iterator[_Mention]:
        """Every place where the page names the host or a parent of it up to the registrable domain."""
        names = _names(address)
        for link in self.links:
            host = host_of(link.target).removeprefix("www.")
            if host in names:
                quote = link.text or link.target
                yield _Mention(host, _path_of(link.target), quote[:MAX_QUOTE_CHARS], link.block, is_link=True)
        for name, shown in ((n, s) for n in names for s in {n, _unicode(n)}):
            if shown not in self.text.lower():
                continue
            pattern = _pattern(shown)
            for block in self.blocks:
                lowered = block.text.lower()
                if shown in lowered:
                    for match in pattern.finditer(lowered):
                        yield _Mention(name, match[1] or "", _around(block.text, *match.span()), block, is_link=False)

    def other_hosts(self, address: Address, authority: Authority) -> tuple[str, ...]:
        """Hosts in lines of the body that are neither this site nor the authority's, nor of the web at large."""
        own = _names(address)
        found: dict[str, None] = {}
        for block in self.blocks:
            if block.is_around or len(block.text) > MAX_LINE_CHARS or "." not in block.text:
                continue
            for match in _ANY_HOST.finditer(block.text.lower()):
                host = match[1].removeprefix("www.")
                if host in own or host in found or _is_public_service(host, authority):
                    continue
                if len(found) == MAX_OTHER_HOSTS:
                    return tuple(found)
                found[host] = None
        return tuple(found)

    def next_pages(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for link in self.links:
            words = link.text or link.title
            if "next" in link.rel or (len(words) <= 40 and normalise(words) in NEXT):
                found[link.target.partition("#")[0]] = None
        found.pop(self.url, None)
        return tuple(target for target in found if host_of(target))

    @cached_property
    def inactive_status(self) -> str:
        """Stem that says, beside a label "status", that the entry is out of force; "" when none does."""
        rows = {id(block.row): block.row for block in self.blocks if block.row is not None}
        lines = [block.text for block in self.blocks]
        lines += [f"{one} {two}" for one, two in pairwise(lines)]  # a label and its value in two blocks
        lines += [row.text for row in rows.values()]
        for line in lines:
            is_status = len(line) <= 100 and _STATUS_HINT.search(line) and find_stems(line[:30], STATUS)
            if is_status and (found := find_stems(line, INACTIVE)):
                return found
        return ""


_STATUS_HINT: Final = re.compile(r"(?i)sta|stá|zust|állap|състоян|κατάστ|tila|būsen|busen")
"""A quick look before the slow one: a list has thousands of lines."""


def _path_of(link: str) -> str:
    _, _, rest = link.partition("://")
    at = rest.find("/")
    return re.split(r"[?#]", rest[at:], maxsplit=1)[0] if at >= 0 else ""


def _names(address: Address) -> tuple[str, ...]:
    """The host and its parents down to the registrable domain, without "www."."""
    labels = address.host.removeprefix("www.").split(".")
    names = (".".join(labels[at:]) for at in range(len(labels)))
    return tuple(n for n in names if host_within(n, address.registrable_domain))


def _unicode(host: str) -> str:
    return ada_url.idna_to_unicode(host) if "xn--" in host else host


def _pattern(name: str) -> re.Pattern[str]:
    """The name as a whole host, "www." before it allowed, and the path after it.

    Not part of another host, of an e-mail address, of a query (``?q=shop.test``) or of a path.
    """
    return re.compile(
        rf"(?<![\w.@=%&-])(?<![^/]/)(?<!^/)(?:www\.)?{re.escape(name)}(?![\w-])(?!\.[\w-])(/[^\s\"'<>,;)\]]*)?"
    )


_ANY_HOST: Final = re.compile(r"(?<![\w.@=%&/-])(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?![\w@-])(?!\.\w)")
_NO_SELLERS: Final = frozenset({
    "adobe.com", "apple.com", "bsky.app", "europa.eu", "facebook.com", "github.com", "google.com",
    "googletagmanager.com", "instagram.com", "linkedin.com", "microsoft.com", "mozilla.org", "twitter.com", "w3.org",
    "x.com", "youtu.be", "youtube.com",
})  # fmt: skip
_FILE_ENDINGS: Final = frozenset({
    "aspx", "csv", "doc", "docx", "htm", "html", "jpg", "jsp", "pdf", "php", "png", "txt", "xls", "xlsx", "xml", "zip",
})  # fmt: skip


def _is_public_service(host: str, authority: Authority) -> bool:
    if host.rpartition(".")[2] in _FILE_ENDINGS:
        return True
    if any(host_within(host, name) for name in _NO_SELLERS) or {"gov", "gob", "gouv", "gv"} & set(host.split(".")):
        return True
    known = (*authority.hosts, *authority.former_hosts, *authority.unverified_hosts)
    return any(host_within(host, k) or host_within(k, host) for k in known)


def _around(text: str, start: int, end: int) -> str:
    """The match with what stands beside it, at most :data:`MAX_QUOTE_CHARS`."""
    room = max(0, MAX_QUOTE_CHARS - (end - start)) // 2
    return text[max(0, start - room) : end + room].strip()[:MAX_QUOTE_CHARS]
