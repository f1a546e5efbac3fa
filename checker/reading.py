"""What the pages say: phrases, medicine names, offers and whether medicines are sold here. Pure.

The step between evidence (what was seen) and signals (what is worth telling). It is done once for all signals, since
one pass of the matcher over a page is most of the cost of a check. Order: read each page, find what it offers
(``checker.offers``), then decide for the site whether medicines are *sold* (``checker.selling``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from checker.answers import is_label_of_no, is_of_validity, is_refused
from checker.evidence import Evidence, PageEvidence
from checker.host_name import HostName, read_host_name
from checker.prices import find_prices
from checker.text import Hit, NormalText, is_negated, is_quoted, normalise, sentence_span

if TYPE_CHECKING:
    from checker.offers import OfferSeen
    from checker.rules import Name, Phrase, Rules, Substance
    from checker.selling import Selling

PageKind = Literal["shop", "information", "news", "clinic", "forum", "unknown"]

COUNTRY_BY_LANGUAGE: Final = {"cs": "CZ", "da": "DK", "it": "IT", "pl": "PL", "sv": "SE"}
"""Languages of one EU state each: a Polish page sells what Polish law lets be sold. Others are spoken in many."""
MAX_HITS_PER_PHRASE: Final = 20
MAX_HITS_PER_NAME: Final = 40
"""Later hits of the same words on a page tell nothing new; a list of 10,000 cards must not cost more than 40."""
MAX_LINKS_READ: Final = 3_000
MAX_ALTS_READ: Final = 200
MIN_ALT_CHARS: Final = 6
MAX_ALT_CHARS: Final = 6_000
"""Words of pictures: names and prices drawn where filters do not read; "logo" and its like are left out."""
MIN_BUTTONS: Final = 2
"""The same word alone on a line; one such line is an entry of a menu."""
BEHIND_PRICE_CHARS: Final = 20
MAX_QUOTE_CHARS: Final = 300
_QUOTE_MARGIN_CHARS: Final = 120


PLAIN_TOPICS: Final = frozenset(
    "warning news information leaflet consult clinic licence imprint otc research-chemical pack shop-noun "
    "made-for medicine-class medicine-noun other-goods pharmacist trade-only".split()
)
"""Topics that a negation or quotation mark does not turn around: "warns of counterfeit medicines" is a warning."""
BEHIND_TOPICS: Final = frozenset(("prescription-waived", "order-words"))
UNTURNED_TOPICS: Final = frozenset(("customs-reship", "discreet"))
"""In "if it does not arrive, we send it again" and "will not appear on your statement" the negation is part of the
promise; quotation marks still count."""
NEGATED_BEHIND_WORDS: Final = 6
NEGATED_BEHIND_CHARS: Final = 24
"""In place of words where none stand apart: Chinese and Japanese."""
"""In "sprzedaż bez recepty jest zabroniona" or "reçetesiz almayın" the negation stands behind the words."""


class PhraseSeen:
    """One phrase on one page; whether the page says it in its own voice is worked out when asked."""

    __slots__ = ("_counts", "_voice", "end", "phrase", "start")

    def __init__(self, phrase: Phrase, start: int, end: int, voice: Voice) -> None:
        self.phrase = phrase
        self.start = start
        """In the page's normal text."""
        self.end = end
        self._voice = voice
        self._counts: bool | None = None

    @property
    def is_question(self) -> bool:
        """ "Can I buy it without a prescription?" asks, and claims nothing."""
        return self._voice.is_question(self.end)

    @property
    def is_label_of_no(self) -> bool:
        """ "Prescription required: no" """
        return is_label_of_no(self._voice.normal, self.end)

    @property
    def _is_refusal(self) -> bool:
        """ "Without a valid prescription", "no prescription, no medicine" """
        return is_of_validity(self._voice.normal, self.end) or is_refused(self._voice.normal, self.end)

    @property
    def counts(self) -> bool:
        """True when the page says it itself: neither negated nor quoted from others."""
        if self._counts is None:
            topic = self.phrase.topic
            self._counts = topic in PLAIN_TOPICS or (
                self._voice.is_own(
                    self.start,
                    self.end,
                    looks_before=topic not in UNTURNED_TOPICS,
                    looks_behind=topic in BEHIND_TOPICS,
                )
                and not (topic == "prescription-required" and (self.is_question or self.is_label_of_no))
                and not (topic == "prescription-waived" and self._is_refusal)
            )
        return self._counts


@dataclass(frozen=True, slots=True)
class Voice:
    """A text and its negation words: tells what it says in its own voice."""

    normal: str
    negations: tuple[Hit, ...]

    def is_own(self, start: int, end: int, *, looks_before: bool, looks_behind: bool) -> bool:
        if looks_before and is_negated(self.normal, start, end, self.negations):
            return False
        if is_quoted(self.normal, start, end):
            return False
        return not (looks_behind and self._is_negated_behind(end))

    def _is_negated_behind(self, end: int) -> bool:
        """A negation word at most six words behind, in the same sentence."""
        at = bisect_left(self.negations, end, key=lambda n: n.start)
        if at == len(self.negations):
            return False
        start = self.negations[at].start
        spaces = self.normal.count(" ", end, start)
        return start < sentence_span(self.normal, end - 1)[1] and (
            spaces <= NEGATED_BEHIND_WORDS if spaces else start - end <= NEGATED_BEHIND_CHARS
        )

    def is_question(self, end: int) -> bool:
        """Whether the sentence of the words ends in a question mark."""
        stop = sentence_span(self.normal, end - 1)[1]
        return self.normal[max(stop - 1, 0) : stop + 1].strip()[-1:] in ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class NameSeen:
    name: Name
    substance: Substance
    start: int
    end: int
    is_obfuscated: bool


@dataclass(frozen=True, slots=True)
class TextSeen:
    """Phrases and names of one text."""

    phrases: Mapping[str, tuple[PhraseSeen, ...]]
    """By topic, in order of place."""
    names: tuple[NameSeen, ...]
    """In order of place, those that need a cue included; of names inside one another the longest."""


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
        types = set(self.page.structured_types)
        meta = dict(self.page.meta)
        if not self.page.offers and "Product" not in types and is_forum(self.page):
            return "forum"
        if self.count_said("sells") >= 2 or "Product" in types or self.page.offers or len(self.controls) >= 2:
            return "shop"
        if types & _NEWS_TYPES or self.count_said("news") >= 2:
            return "news"
        # Plugins call every page of a site an article, also a seller's landing page; a post has a date or author.
        is_post = meta.get("og:type") == "article" and any(name in meta for name in _POST_META)
        if types & _ARTICLE_TYPES or is_post or is_wiki(self.page):
            return "information"
        if meta.get("og:type") == "article" and (self.has("information") or self.has("news")):
            return "information"
        if self.count_said("information") >= 2 or self.count_said("warning") >= 2:
            return "information"
        return "clinic" if self.count_said("clinic") >= 2 else "unknown"


_FORUM_TYPES: Final = frozenset(("DiscussionForumPosting", "QAPage"))
_FORUM_SOFTWARE: Final = ("discourse", "vbulletin", "xenforo", "phpbb", "mybb", "smf", "flarum", "nodebb", "invision")
_FORUM_LINK: Final = re.compile(
    r"/(?:viewtopic|memberlist|showthread|member|newreply)\.php\?|/threads/[^/?]+\.[0-9]+/|index\.php\?(?:topic|action=profile)",
    re.IGNORECASE,
)
_FORUM_PARTS: Final = (".php?", "/threads/")
"""One of them is in each such link: most pages have none, and are done."""
FORUM_MIN_LINKS: Final = 3
"""Topics and members linked from one page; a shop's link to its forum is one."""


WIKI_SOFTWARE: Final = ("mediawiki", "dokuwiki", "xwiki", "tiki wiki")


def is_wiki(page: PageEvidence) -> bool:
    """Whether the page was made by software for encyclopedias and handbooks."""
    generator = dict(page.meta).get("generator", "").lower()
    return any(name in generator for name in WIKI_SOFTWARE)


def is_forum(page: PageEvidence) -> bool:
    """Whether users write here, by structured data, generator or the links of forum software."""
    generator = dict(page.meta).get("generator", "").lower()
    if _FORUM_TYPES & set(page.structured_types) or any(name in generator for name in _FORUM_SOFTWARE):
        return True
    links = {link.href for link in page.links[:MAX_LINKS_READ]}
    joined = "\n".join(links).lower()
    if not any(part in joined for part in _FORUM_PARTS):
        return False
    return sum(1 for link in links if _FORUM_LINK.search(link)) >= FORUM_MIN_LINKS


_NEWS_TYPES: Final = frozenset(
    "NewsArticle ReportageNewsArticle LiveBlogPosting NewsMediaOrganization AnalysisNewsArticle ScholarlyArticle "
    "MedicalScholarlyArticle".split()
)
_POST_META: Final = ("article:published_time", "article:author", "author", "date", "article:section", "article:tag")
_ARTICLE_TYPES: Final = frozenset(
    ("Article", "BlogPosting", "MedicalWebPage", "QAPage", "DiscussionForumPosting", "Drug")
)


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
    from checker.selling import decide_selling  # selling reads what is defined here

    pages = tuple(read_page(page, rules) for page in evidence.pages)
    host = read_host_name(evidence.address, rules)
    return Seen(evidence, pages, decide_selling(pages, host), host)


def read_page(page: PageEvidence, rules: Rules) -> PageSeen:
    """Phrases, names and offers of one page."""
    from checker.offers import find_offers, find_order_addresses, find_order_controls, with_cues  # they read these
    from checker.other_goods import of_medicines

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


def _not_turned_around(wanted: list[tuple[Phrase, Hit]]) -> list[tuple[Phrase, Hit]]:
    """Without the demand inside the waiver or the free sale: "prescription required" in "no prescription required"."""
    waived = [hit for phrase, hit in wanted if phrase.topic in ("prescription-waived", "otc")]
    if not waived:
        return wanted
    demands = [hit for phrase, hit in wanted if phrase.topic == "prescription-required"]
    return [
        (phrase, hit)
        for phrase, hit in wanted
        if not (phrase.topic == "prescription-waived" and any(_is_inside(hit, demand) for demand in demands))
        and (
            phrase.topic not in ("prescription-required", "prescription-step")
            or not any(w.start < hit.end and hit.start < w.end and not _is_inside(w, hit) for w in waived)
        )
    ]


def _is_inside(hit: Hit, other: Hit) -> bool:
    """ "Dispensa receita" within "não dispensa receita" """
    return other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start


def read_text(normal: str, rules: Rules) -> TextSeen:
    """Phrases and names of a text in normal form."""
    ordered = rules.ordered_phrases
    names_from = len(ordered)
    phrases: dict[str, list[PhraseSeen]] = {}
    names: list[NameSeen] = []
    negations: list[Hit] = []
    counts: Counter[int] = Counter()
    last_name_end = -1
    wanted: list[tuple[Phrase, Hit]] = []
    for hit in rules.matcher.scan(normal):
        number = hit[0]
        if number < names_from:
            phrase = ordered[number]
            if phrase.topic == "negation":
                negations.append(hit)
            elif counts[number] < MAX_HITS_PER_PHRASE:
                counts[number] += 1
                wanted.append((phrase, hit))
        elif hit[2] > last_name_end:  # "kamagra" inside "kamagra oral jelly": the longer name stands
            last_name_end = hit[2]
            if counts[number] < MAX_HITS_PER_NAME:
                counts[number] += 1
                name = rules.ordered_names[number - names_from]
                names.append(NameSeen(name, rules.substances[name.substance], hit[1], hit[2], hit[3]))
    voice = Voice(normal, tuple(negations))
    for phrase, hit in _not_turned_around(wanted):
        phrases.setdefault(phrase.topic, []).append(PhraseSeen(phrase, hit[1], hit[2], voice))
    return TextSeen({topic: tuple(hits) for topic, hits in phrases.items()}, tuple(names))
