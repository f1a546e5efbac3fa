"""What the pages say: phrases, medicine names, offers and whether medicines are sold here. Pure.

The step between evidence (what was seen) and signals (what is worth telling). It is done once for all signals, since
one pass of the matcher over a page is most of the cost of a check. Order: read each page, find what it offers
(``checker.offers``), then decide for the site whether medicines are *sold* (``checker.selling``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from checker.channels import find_listed_prices
from checker.evidence import Evidence, PageEvidence
from checker.host_name import HostName, read_host_name
from checker.name_cues import with_cues
from checker.offers import find_offers
from checker.order_controls import find_order_addresses, find_order_controls
from checker.other_goods import of_medicines
from checker.page_kind import PageKind, find_kind
from checker.prices import find_prices
from checker.seen import NameSeen, OfferSeen
from checker.selling import Selling, decide_selling
from checker.text import NormalText, normalise, sentence_span
from checker.text_reading import TextSeen, read_text
from checker.voice import PhraseSeen

if TYPE_CHECKING:
    from checker.rules import Rules

COUNTRY_BY_LANGUAGE: Final = {"cs": "CZ", "da": "DK", "it": "IT", "pl": "PL", "sv": "SE"}
"""Languages of one EU state each: a Polish page sells what Polish law lets be sold. Others are spoken in many."""
MAX_ALTS_READ: Final = 200
MIN_ALT_CHARS: Final = 6
MAX_ALT_CHARS: Final = 6_000
"""Words of pictures: names and prices drawn where filters do not read; "logo" and its like are left out."""
MIN_BUTTONS: Final = 2
"""The same word alone on a line; one such line is an entry of a menu."""
BEHIND_PRICE_CHARS: Final = 20
MAX_QUOTE_CHARS: Final = 300
_QUOTE_MARGIN_CHARS: Final = 120


@dataclass(frozen=True)
class PageSeen:
    """One page, read."""

    page: PageEvidence
    body: NormalText
    """Title, then the visible text, then what stands behind it."""
    title_end: int
    """Where the title ends in ``body.normal``."""
    text_end: int
    """Where the visible text ends; behind it stand the pictures' words and the data of a page built by script."""
    phrases: Mapping[str, tuple[PhraseSeen, ...]]
    names: tuple[NameSeen, ...]
    """Those that need a cue only where they have one."""
    offers: tuple[OfferSeen, ...]
    controls: tuple[str, ...]
    """Carts and checkouts by their links and forms, whatever the language."""
    order_addresses: frozenset[str]
    """Where those links and forms lead."""

    def said(self, topic: str) -> tuple[PhraseSeen, ...]:
        """Phrases of the topic that the page says in its own voice."""
        return tuple(p for p in self.phrases.get(topic, ()) if p.counts)

    def has(self, topic: str) -> bool:
        return any(p.counts for p in self.phrases.get(topic, ()))

    def count_said(self, topic: str) -> int:
        """How many different phrases of the topic the page says; related languages share some."""
        return len({p.phrase.text for p in self.phrases.get(topic, ()) if p.counts})

    def place(self, start: int) -> str:
        """Where in the page, for a finding; -1 stands for structured data."""
        part = "structured data" if start < 0 else "title" if start < self.title_end else "text"
        if start >= self.text_end:
            part = "pictures and data"
        return f"{part} of {self.page.final_url}"

    def sentence(self, start: int, end: int) -> str:
        """The words of the page around a span: its sentence, exactly as seen, at most 300 characters."""
        left, _ = sentence_span(self.body.normal, start)
        _, right = sentence_span(self.body.normal, max(start, end - 1))
        if right - left <= MAX_QUOTE_CHARS:
            return self.body.quote(left, right)
        return self.body.quote(max(left, start - _QUOTE_MARGIN_CHARS), min(right, end + _QUOTE_MARGIN_CHARS))

    @cached_property
    def kind(self) -> PageKind:
        """What the page is, by its structured data and wording."""
        return find_kind(self)

    @cached_property
    def listed_prices(self) -> tuple[OfferSeen, ...]:
        """Offers with a price in a list, card or classified; asked for some twenty times a check."""
        return find_listed_prices(self)


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything a signal may look at."""

    evidence: Evidence
    pages: tuple[PageSeen, ...]
    selling: Selling
    host: HostName

    def said(self, topic: str) -> tuple[tuple[PageSeen, PhraseSeen], ...]:
        return tuple((page, hit) for page in self.pages for hit in page.said(topic))

    def has(self, topic: str) -> bool:
        return any(page.has(topic) for page in self.pages)

    @property
    def buyer_country(self) -> str | None:
        """The country asked for; else the one state of the page's language, where medicines law is one state's."""
        if self.evidence.country or not self.pages:
            return self.evidence.country
        return COUNTRY_BY_LANGUAGE.get(self.pages[0].page.lang.partition("-")[0].lower())

    @property
    def sells(self) -> bool:
        return self.selling.state == "yes"


def read(evidence: Evidence, rules: Rules) -> Seen:
    """All pages of the evidence read, and the decision whether the site sells medicines."""
    pages = tuple(read_page(page, rules) for page in evidence.pages)
    host = read_host_name(evidence.address, rules)
    return Seen(evidence, pages, decide_selling(pages, host), host)


def read_page(page: PageEvidence, rules: Rules) -> PageSeen:
    """Phrases, names and offers of one page."""
    behind = text_behind(page)
    body = NormalText("\n".join(filter(None, (page.title, page.text, behind))))
    title_end = len(normalise(page.title)) if page.title else 0
    text_end = len(body.normal) - (len(normalise(behind)) if behind else 0)
    found = _with_buttons(read_text(body.normal, rules), body.normal)
    names = of_medicines(with_cues(found.names, found.phrases, body.normal), found.phrases, body.normal)
    offers = find_offers(page, names, found.phrases, body, rules, text_end, title_end)
    orders = find_order_addresses(page)
    controls = find_order_controls(page, orders)
    return PageSeen(page, body, title_end, text_end, found.phrases, names, offers, controls, orders)


def text_behind(page: PageEvidence) -> str:
    """What the page says besides its text: the words of its pictures, each once, and of the data it is built from."""
    words = dict.fromkeys(i.alt for i in page.images[:MAX_ALTS_READ] if len(i.alt) >= MIN_ALT_CHARS)
    return "\n".join(filter(None, ("\n".join(words)[:MAX_ALT_CHARS], page.script_text)))


def _with_buttons(found: TextSeen, normal: str) -> TextSeen:
    """With the order words that are buttons: alone on a line, or there behind a price, and more than once."""
    alone = [hit for hit in found.phrases.get("order-words", ()) if _is_alone(normal, hit.start, hit.end)]
    counts = Counter(hit.phrase.id for hit in alone)
    buttons = [hit for hit in alone if counts[hit.phrase.id] >= MIN_BUTTONS]
    if not buttons:
        return found
    sells = sorted((*found.phrases.get("sells", ()), *buttons), key=lambda hit: hit.start)
    return TextSeen({**found.phrases, "sells": tuple(sells)}, found.names)


def _is_alone(normal: str, start: int, end: int) -> bool:
    if end < len(normal) and normal[end] != "\n":
        return False
    line = normal.rfind("\n", 0, start) + 1
    if line == start:
        return True
    prices = find_prices(normal, max(line, start - BEHIND_PRICE_CHARS), start)
    return bool(prices) and start - prices[-1].end <= 1
