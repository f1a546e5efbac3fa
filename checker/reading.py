"""What the pages say: phrases, medicine names, prices and whether medicines are sold here. Pure.

The step between evidence (what was seen) and signals (what is worth telling). It is done once for all signals,
since one pass of the matcher over a page is most of the cost of a check. Order: read each page, then decide
for the site whether medicines are *sold*; a mention is no sale.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from checker.evidence import Evidence, Offer, PageEvidence
from checker.host_name import ALARM_MIN_POINTS, HostName, read_host_name
from checker.prices import Price, find_prices, find_strength
from checker.text import NormalText, is_negated, is_quoted, normalise, sentence_span

if TYPE_CHECKING:
    from checker.rules import Name, Phrase, Rules, Substance

NEAR_PRICE_CHARS = 80
"""A price belongs to a medicine when it starts this close behind the name: name, strength and pack fit in between."""
NEAR_PRICE_BEFORE_CHARS = 40
"""Cards that show the price above the name."""
NEAR_CUE_CHARS = 60
"""How far a strength, price or other medicine may be from a name that needs such a cue."""
ORDER_WORDS_GAP_CHARS = 24
"""Between an order word and a medicine name: room for "generic", "cheap", a strength or an article."""

CATALOGUE_MIN_CONTROLS = 2
CATALOGUE_MIN_MEDICINES = 8
"""So many different medicines on a page with a cart are a product list."""

PageKind = Literal["shop", "information", "news", "clinic", "unknown"]


@dataclass(frozen=True, slots=True)
class PhraseSeen:
    phrase: Phrase
    start: int
    """In the page's normal text."""
    end: int
    is_negated: bool
    is_quoted: bool

    @property
    def counts(self) -> bool:
        """True when the page says it in its own voice."""
        return not self.is_negated and not self.is_quoted


@dataclass(frozen=True, slots=True)
class NameSeen:
    name: Name
    substance: Substance
    start: int
    end: int
    is_obfuscated: bool


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """A medicine together with what makes it an offer."""

    substance: Substance
    how: Literal["structured", "price", "order-words", "catalogue"]
    """``catalogue``: one of many medicine names on a page with a cart."""
    start: int
    """Normal text position; -1 for structured data."""
    end: int
    quote: str
    price: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """One page, read."""

    page: PageEvidence
    body: NormalText
    """Title, then the visible text."""
    title_end: int
    """Where the title ends in ``body.normal``."""
    phrases: Mapping[str, tuple[PhraseSeen, ...]]
    """By topic, in order of place."""
    names: tuple[NameSeen, ...]
    prices: tuple[Price, ...]
    offers: tuple[OfferSeen, ...]
    controls: tuple[str, ...]
    """Carts and checkouts by their links and forms, whatever the language."""
    kind: PageKind

    def said(self, topic: str) -> tuple[PhraseSeen, ...]:
        """Phrases of the topic that the page says in its own voice."""
        return tuple(p for p in self.phrases.get(topic, ()) if p.counts)

    def has(self, topic: str) -> bool:
        return any(p.counts for p in self.phrases.get(topic, ()))

    def place(self, start: int) -> str:
        """Where in the page, for a finding."""
        part = "title" if start < self.title_end else "text"
        return f"{part} of {self.page.final_url}"

    def sentence(self, start: int, end: int) -> str:
        """The words of the page around a span: its sentence, exactly as seen, at most 300 characters."""
        left, _ = sentence_span(self.body.normal, start)
        _, right = sentence_span(self.body.normal, max(start, end - 1))
        if right - left <= 300:
            return self.body.quote(left, right)
        return self.body.quote(max(left, start - 120), min(right, end + 120))


@dataclass(frozen=True, slots=True)
class Selling:
    """Whether medicines are sold on the site, and what says so."""

    state: Literal["yes", "unclear", "no"]
    points: float
    reasons: tuple[str, ...]
    """What counted, in words, strongest first."""
    offers: tuple[tuple[PageSeen, OfferSeen], ...] = ()


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
    def sells(self) -> bool:
        return self.selling.state == "yes"


@dataclass(slots=True)
class _Collected:
    phrases: dict[str, list[PhraseSeen]] = field(default_factory=dict)
    names: list[NameSeen] = field(default_factory=list)


def read(evidence: Evidence, rules: Rules) -> Seen:
    """All pages of the evidence read, and the decision whether the site sells medicines."""
    pages = tuple(read_page(page, rules) for page in evidence.pages)
    host = read_host_name(evidence.address, rules)
    return Seen(evidence, pages, decide_selling(pages, host), host)


def read_page(page: PageEvidence, rules: Rules) -> PageSeen:
    """Phrases, names, prices and offers of one page."""
    body = NormalText(f"{page.title}\n{page.text}" if page.title else page.text)
    title_end = len(normalise(page.title)) if page.title else 0
    found = _collect(body.normal, rules)
    names = tuple(_with_cues(found.names, body.normal))
    prices = find_prices(body.normal) if names or page.offers or "sells" in found.phrases else ()
    offers = (
        *_structured_offers(page.offers, rules),
        *_price_offers(names, prices, body),
        *_order_word_offers(names, found.phrases.get("order-words", ()), body),
    )
    phrases = {topic: tuple(hits) for topic, hits in found.phrases.items()}
    if not any(o.how != "order-words" for o in offers):
        offers = (*offers, *_catalogue_offers(names, phrases, body))
    controls = find_order_controls(page)
    return PageSeen(page, body, title_end, phrases, names, prices, offers, controls, _kind(page, phrases))


def _collect(normal: str, rules: Rules) -> _Collected:
    found = _Collected()
    hits = rules.matcher.scan(normal)
    negations = [h for h in hits if rules.topic_of(h.pattern) == "negation"]
    last_name_end = -1
    for hit in hits:
        phrase = rules.phrase_at(hit.pattern)
        if phrase is None:
            name = rules.name_at(hit.pattern)
            if hit.end <= last_name_end:  # "kamagra" inside "kamagra oral jelly": the longer name stands
                continue
            last_name_end = hit.end
            found.names.append(NameSeen(name, rules.substances[name.substance], hit.start, hit.end, hit.is_obfuscated))
        elif phrase.topic != "negation":
            found.phrases.setdefault(phrase.topic, []).append(
                PhraseSeen(
                    phrase,
                    hit.start,
                    hit.end,
                    is_negated(normal, hit.start, hit.end, negations),
                    is_quoted(normal, hit.start, hit.end),
                )
            )
    return found


def _with_cues(names: Iterable[NameSeen], normal: str) -> Iterable[NameSeen]:
    """Names that stand for themselves, and the ambiguous ones that a strength or another medicine backs."""
    names = tuple(names)
    sure = [n.start for n in names if not n.name.needs_cue]
    for seen in names:
        if not seen.name.needs_cue:
            yield seen
            continue
        at = bisect_left(sure, seen.start - NEAR_CUE_CHARS)
        if (at < len(sure) and sure[at] <= seen.end + NEAR_CUE_CHARS) or find_strength(
            normal, seen.end, seen.end + 20
        ) is not None:
            yield seen


def _structured_offers(offers: tuple[Offer, ...], rules: Rules) -> Iterable[OfferSeen]:
    for offer in offers[:200]:
        found = _collect(normalise(offer.name), rules)
        for seen in found.names:
            if not seen.name.needs_cue or offer.price:
                quote = " ".join(filter(None, (offer.name[:200], offer.price, offer.currency)))
                yield OfferSeen(seen.substance, "structured", -1, -1, quote, offer.price, offer.currency)
                break


def _price_offers(names: tuple[NameSeen, ...], prices: tuple[Price, ...], body: NormalText) -> Iterable[OfferSeen]:
    starts = [p.start for p in prices]
    for index, seen in enumerate(names):
        next_start = names[index + 1].start if index + 1 < len(names) else len(body.normal)
        at = bisect_left(starts, seen.end)
        price = prices[at] if at < len(prices) else None
        if price is None or price.start > min(seen.end + NEAR_PRICE_CHARS, max(next_start, seen.end + 30)):
            price = prices[at - 1] if at > 0 else None
            if price is None or price.end < seen.start - NEAR_PRICE_BEFORE_CHARS:
                continue
        start, end = min(seen.start, price.start), max(seen.end, price.end)
        yield OfferSeen(seen.substance, "price", start, end, body.quote(start, end), price.amount, price.currency)


def _order_word_offers(
    names: tuple[NameSeen, ...], words: Iterable[PhraseSeen], body: NormalText
) -> Iterable[OfferSeen]:
    """ "Buy tramadol", "tramadol kaufen": an order word right beside the name, in one block, not negated."""
    starts = [n.start for n in names]
    ends = [n.end for n in names]
    for word in words:
        if not word.counts:
            continue
        after = bisect_left(starts, word.end)
        if after < len(names) and _close(body.normal, word.end, names[after].start):
            seen = names[after]
        else:
            before = bisect_left(ends, word.start + 1) - 1
            if before < 0 or not _close(body.normal, names[before].end, word.start):
                continue
            seen = names[before]
        start, end = min(seen.start, word.start), max(seen.end, word.end)
        yield OfferSeen(seen.substance, "order-words", start, end, body.quote(start, end))


def _catalogue_offers(
    names: tuple[NameSeen, ...], phrases: Mapping[str, tuple[PhraseSeen, ...]], body: NormalText
) -> Iterable[OfferSeen]:
    """Many medicines beside cart controls, their prices a click away: the front page of most pill shops."""
    controls = {p.phrase.id for p in phrases.get("sells", ()) if p.counts}
    first: dict[str, NameSeen] = {}
    for seen in names:
        first.setdefault(seen.substance.id, seen)
    if len(controls) < CATALOGUE_MIN_CONTROLS or len(first) < CATALOGUE_MIN_MEDICINES:
        return
    for seen in first.values():
        yield OfferSeen(seen.substance, "catalogue", seen.start, seen.end, body.quote(seen.start, seen.end))


def _close(normal: str, left: int, right: int) -> bool:
    return 0 <= right - left <= ORDER_WORDS_GAP_CHARS and not any(c in ".!?\n;:" for c in normal[left:right])


ORDER_WORDS_IN_LINKS = (
    "cart", "checkout", "basket", "add-to-cart", "add_to_cart", "addtocart", "warenkorb", "kasse", "panier",
    "commander", "carrito", "carrello", "winkelwagen", "winkelmand", "koszyk", "kosik", "carrinho", "varukorg",
    "kundvagn", "kurv", "korzina", "sepet",
)  # fmt: skip
"""Path parts and query keys of carts in shop software and in the languages of the pack."""
_ORDER_LINK = re.compile(r"[/?&=](" + "|".join(ORDER_WORDS_IN_LINKS) + r")(?:[/?&=.]|$)")
MAX_LINKS_READ = 3_000


def find_order_controls(page: PageEvidence) -> tuple[str, ...]:
    """Kinds of order controls that links and forms show: ``cart link``, ``cart form``; each once."""
    found = set()
    for link in page.links[:MAX_LINKS_READ]:
        if link.href.startswith("http") and _ORDER_LINK.search(link.href.lower()):
            found.add("cart link")
            break
    for form in page.forms[:200]:
        names = [field.name.lower() for field in form.fields]
        if _ORDER_LINK.search(form.action.lower()) or any(n in ("add-to-cart", "quantity", "qty") for n in names):
            found.add("cart form")
            break
    return tuple(sorted(found))


_NEWS_TYPES = frozenset(("NewsArticle", "ReportageNewsArticle", "LiveBlogPosting", "NewsMediaOrganization"))
_ARTICLE_TYPES = frozenset(
    (
        "Article",
        "BlogPosting",
        "MedicalWebPage",
        "ScholarlyArticle",
        "FAQPage",
        "QAPage",
        "DiscussionForumPosting",
    )
)


def _kind(page: PageEvidence, phrases: Mapping[str, tuple[PhraseSeen, ...]]) -> PageKind:
    def said(topic: str) -> int:
        return len({p.phrase.id for p in phrases.get(topic, ()) if p.counts})

    types = set(page.structured_types)
    og_type = dict(page.meta).get("og:type", "")
    if said("sells") >= 2 or "Product" in types or page.offers:
        return "shop"
    if types & _NEWS_TYPES or said("news") >= 2:
        return "news"
    if types & _ARTICLE_TYPES or og_type == "article" or said("information") >= 2 or said("warning") >= 2:
        return "information"
    if said("clinic") >= 2:
        return "clinic"
    return "unknown"


SELLS_YES_POINTS = 3.0
SELLS_UNCLEAR_POINTS = 2.0


def decide_selling(pages: tuple[PageSeen, ...], host: HostName) -> Selling:
    """Whether the site sells medicines: offers with a price or an order control, not mentions.

    Points per kind of sign, each counted once for the site: two different signs are needed, since a price list
    of a clinic, a news text with "buy X online" or a web shop's cart with no medicine each show only one.
    """
    offers = tuple((page, offer) for page in pages for offer in page.offers)
    signs: list[tuple[float, str]] = []

    def sign(points: float, words: str) -> None:
        if points > 0:
            signs.append((points, words))

    structured = {o.substance.id for _, o in offers if o.how == "structured"}
    priced = {o.substance.id for _, o in offers if o.how == "price"}
    ordered = {o.substance.id for _, o in offers if o.how == "order-words"}
    sign(_step(len(structured), (3.0,)), f"structured offers of {_count(structured, 'medicine')}")
    sign(_step(len(priced), (1.5, 2.5, 2.5, 3.0)), f"{_count(priced, 'medicine')} with a price")
    sign(
        _step(len(ordered), (1.0, 1.5, 1.5, 2.0, 2.0, 2.5)),
        f"order words beside {_count(ordered, 'medicine')}",
    )
    controls = {hit.phrase.text for page in pages for hit in page.said("sells")}
    controls |= {control for page in pages for control in page.controls}
    sign(_step(len(controls), (1.0, 1.5, 2.0)), "order controls: " + ", ".join(sorted(controls)[:4]))
    named = {n.substance.id for page in pages for n in page.names}
    if not named:
        return Selling("no", 0.0, ())
    sign(0.5 if len(named) >= 8 else 0.0, f"{len(named)} medicines named")
    sign(1.0 if host.points >= ALARM_MIN_POINTS else 0.0, "the host name offers medicines")
    if any(page.has("shop-noun") or page.has("canadian-pharmacy") for page in pages):
        sign(0.5, "calls itself a pharmacy or shop")
    trade = [t for t in _TRADE_TOPICS if any(page.has(t) for page in pages)]
    sign(_step(len(trade), (0.5, 1.0, 1.5, 2.0)), "trade wording: " + ", ".join(trade))
    if any(o.start < page.title_end for page, o in offers if o.how == "order-words"):
        sign(1.0, "order words beside a medicine in the title")
    points = sum(p for p, _ in signs)
    kinds = {page.kind for page in pages}
    if "shop" not in kinds:
        points -= 2.0 * ("news" in kinds) + 1.0 * ("information" in kinds) + 0.5 * ("clinic" in kinds)
    if not offers:
        points = min(points, SELLS_UNCLEAR_POINTS)
    state: Literal["yes", "unclear", "no"] = "no"
    if points >= SELLS_YES_POINTS:
        state = "yes"
    elif points >= SELLS_UNCLEAR_POINTS:
        state = "unclear"
    reasons = tuple(words for _, words in sorted(signs, key=lambda s: -s[0]))
    return Selling(state, points, reasons, offers)


_TRADE_TOPICS = (
    "prescription-waived",
    "customs-reship",
    "worldwide",
    "bonus-pills",
    "discreet",
    "messenger-order",
    "pay-crypto",
    "pay-ordinary",
    "discount",
    "bulk-controlled",
)


def _step(count: int, steps: tuple[float, ...]) -> float:
    return steps[min(count, len(steps)) - 1] if count else 0.0


def _count(things: set[str], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
