"""Whether a site sells medicines: offers with a price or an order control, not mentions. Pure.

Points per kind of sign, each counted once for the site: two different signs are needed, since a price list of a clinic,
a news text with "buy X online" or a web shop's cart with no medicine each show only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from checker.channels import (
    INFORMATION_PAGE,
    WARNING_PAGE,
    calls_itself_pharmacy,
    has_channel,
    is_paid_to_advertise,
    takes_private_orders,
    waivers,
)
from checker.host_name import ALARM_MIN_POINTS, HostName
from checker.offers import named_offers
from checker.prices import find_prices

if TYPE_CHECKING:
    from checker.reading import PageSeen
    from checker.seen import OfferSeen
    from checker.voice import PhraseSeen


@dataclass(frozen=True, slots=True)
class Selling:
    """Whether medicines are sold on the site, and what says so."""

    state: Literal["yes", "unclear", "no"]
    points: float
    reasons: tuple[str, ...]
    """What counted, in words, strongest first."""
    offers: tuple[tuple[PageSeen, OfferSeen], ...] = ()


SELLS_YES_POINTS: Final = 3.0
SELLS_UNCLEAR_POINTS: Final = 2.0
STRUCTURED_POINTS: Final = (3.0,)
PRICED_POINTS: Final = (1.5, 2.5, 2.5, 3.0)
"""By number of different medicines; the last stands for all above."""
PROSE_POINTS: Final = (1.0,)
BUTTON_POINTS: Final = (1.0, 2.0)
ORDERED_POINTS: Final = (1.0, 1.5, 1.5, 2.0, 2.0, 2.5)
CONTROL_POINTS: Final = (1.0, 1.5, 2.0)
TRADE_POINTS: Final = (0.5, 1.0, 1.5, 2.0)
SELLERS_POINTS: Final = (0.0, 0.0, 1.0)
"""For wording that only those use who post medicines; three kinds of it and a medicine are no reporter's."""
SUPPLEMENT: Final = "supplement"
"""Class of what shops for sports and health foods sell too (vitamins, melatonin): alone no sign of medicines."""
CLASS_POINTS: Final = (1.0, 1.5)
"""By number of classes ("potency pills") with an order word beside them or the words that no prescription is needed."""
NEAR_CLASS_CHARS: Final = 80
CLASS_GAP_CHARS: Final = 24
REPEAT_POINTS: Final = 0.5
MAX_REPEATS: Final = 3
CATALOGUE_POINTS: Final = 2.0
MANY_NAMES: Final = 8
MANY_CLASSES: Final = 3
SMALL_POINTS: Final = 0.5
TITLE_POINTS: Final = 1.0
PHARMACY_POINTS: Final = 1.0
MIN_PHARMACY_CONTROLS: Final = 2
"""Different controls and their repetitions together must be more: one cart link in a menu is no shop."""
PAID_POINTS: Final = 2.0
"""An article paid for the buyers whom it sends to a seller."""
MESSENGER_POINTS: Final = 1.5
"""Orders by messenger beside medicines with a price or an invitation: a private seller has no cart."""
HOST_POINTS: Final = 1.0
HOST_OFFER_POINTS: Final = 1.0
"""More, when the page of such a name invites to buy, or calls itself a pharmacy: together they are a shop's sign."""
KIND_POINTS: Final = {"news": -2.0, "information": -1.0, "clinic": -0.5}
"""Taken away where no page is a shop."""
CLINIC_WORDS_POINTS: Final = -1.0
"""Taken from a clinic that shows no price: "get tramadol" stands in its texts too."""
MIN_CLASSES_WITHOUT_NAME: Final = 2
"""Without any medicine's name: "antibiotics, potency pills" in a menu are a pharmacy's, one word may be anything."""
MIN_TRADE_WITHOUT_OFFER: Final = 2
"""So many kinds of trade wording, with order controls, show a seller's help page that names no price."""
MIN_TRADE_WITHOUT_CONTROL: Final = 3
"""The same without order controls."""

MARKET_POINTS: Final = 2.0
MIN_MARKET_WORDS: Final = 2
_DARKNET: Final = re.compile(r"даркнет|darknet|dark web|\.onion|onion-|tor browser|tor браузер|hydra")
REMEDY_POINTS: Final = 2.0
MIN_REMEDY_CLAIMS: Final = 2
_REMEDY_FORM: Final = re.compile(
    r"(?<![a-zа-я])(?:gel|geel|cream|creme|crema|krem|capsul|kapsul|kapsuł|kapsel|gelul|drops|tropfen|gouttes|gotas|gocce"
    r"|krople|kapky|sprey|spray|pill|prask|tablet|serum|капсул|крем|гель|капли|спреи|таблет)"
    r"|胶囊|膠囊|凝胶|药丸|藥丸|乳膏|カプセル|ジェル|クリーム|サプリ|كبسول|جل|كريم|takviye"
)
"""What is swallowed or rubbed in, in the languages of the pack; the beginning of the word is enough."""
_CLAUSE_END: Final = re.compile(r" ?(?:[.;,:!?)\n。、，；：！–—-]|$)")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def decide_selling(pages: tuple[PageSeen, ...], host: HostName) -> Selling:
    """The decision for all pages read."""
    named = {n.substance.id for page in pages for n in page.names if n.substance.drug_class != SUPPLEMENT}
    classes = {hit.phrase.text for page in pages for hit in page.said("medicine-class")}
    controls = {hit.phrase.text for page in pages for hit in page.said("sells") if not hit.is_question}
    controls |= {control for page in pages for control in page.controls}
    buttons = sum(len(page.said("sells")) for page in pages)
    is_pharmacy = (
        bool(controls) and len(controls) + buttons > MIN_PHARMACY_CONTROLS and any(map(calls_itself_pharmacy, pages))
    )
    trade = [topic for topic in TRADE_TOPICS if any(page.has(topic) for page in pages)]
    own = [page for page in pages if _is_own_text(page)]
    of_sellers = [t for t in trade if t not in ORDINARY_TRADE and any(page.has(t) for page in own)]
    offered_classes = {text for page in own for text in _offered_classes(page)}
    is_help = len(of_sellers) >= MIN_TRADE_WITHOUT_OFFER and any(
        page.has("medicine-noun") or page.has("shop-noun") for page in own
    )
    is_market = any(leads_to_market(page) for page in own)
    is_remedy = any(sells_remedy(page) for page in own)
    if denies := _sells_no_medicines(pages):
        is_pharmacy = False
    is_named = bool(named) or len(classes) >= MIN_CLASSES_WITHOUT_NAME or bool(offered_classes)
    if not (is_named or is_pharmacy or is_help or is_market or is_remedy):
        return Selling("no", 0.0, ())
    if _is_trade_only(pages):
        return Selling("no", 0.0, ("supplies pharmacies, clinics or laboratories only",))
    offers = tuple(
        (page, offer)
        for page in pages
        for offer in page.offers
        if offer.how == "structured" or page.kind != "forum"  # what users write is not what the site offers
    )
    if all(offer.substance.drug_class == SUPPLEMENT for _, offer in offers):
        offers = ()
    signs = [*_offer_signs(offers), *_other_signs(pages, host, named, classes, controls, trade)]
    signs.append((_step(len(of_sellers), SELLERS_POINTS), "the wording of those who post medicines"))
    signs.append((_step(len(offered_classes), CLASS_POINTS), f"offers {', '.join(sorted(offered_classes)[:2])}"))
    if host.points >= ALARM_MIN_POINTS and _invites(own, offers):
        signs.append((HOST_OFFER_POINTS, "its page offers them too"))
    if is_pharmacy:
        signs.append((PHARMACY_POINTS, "a pharmacy with order controls and words on prescriptions"))
    if is_market:
        signs.append((MARKET_POINTS, "leads to a darknet market"))
    if is_remedy:
        signs.append((REMEDY_POINTS, "sells a product by what it is said to cure"))
    if any(map(is_paid_to_advertise, pages)):
        signs.append((PAID_POINTS, "is paid to send buyers to a seller"))
    if any(takes_private_orders(page) for page in own):
        signs.append((MESSENGER_POINTS, "orders by messenger or a private sale"))
    signs = [(points, words) for points, words in signs if points > 0]
    points = sum(p for p, _ in signs)
    kinds = {page.kind for page in pages}
    is_study = any(page.count_said("information") > INFORMATION_PAGE for page in pages)
    is_waiving_seller = "news" not in kinds and not is_study and controls and "prescription-waived" in trade
    if "shop" not in kinds and not is_waiving_seller:
        points += sum(minus for kind, minus in KIND_POINTS.items() if kind in kinds)
        if "clinic" in kinds and not any(offer.how in PRICED_WAYS for _, offer in offers):
            points += CLINIC_WORDS_POINTS
    is_help = len(of_sellers) >= (MIN_TRADE_WITHOUT_OFFER if controls else MIN_TRADE_WITHOUT_CONTROL)
    is_told = is_pharmacy or is_help or is_market or is_remedy or host.points >= ALARM_MIN_POINTS
    if not (offers or offered_classes or is_told):
        least = (
            SELLS_UNCLEAR_POINTS if len(of_sellers) >= MIN_TRADE_WITHOUT_OFFER else SELLS_UNCLEAR_POINTS - SMALL_POINTS
        )
        points = min(points, least)
    if not (is_market or is_remedy or has_channel(pages, offers, controls, host)):
        told = len(of_sellers) >= MIN_TRADE_WITHOUT_OFFER or any(offer.how == "order-words" for _, offer in offers)
        told = told or any(page.has(topic) for page in pages for topic in REMOTE_SUPPLY)
        points = min(points, (SELLS_YES_POINTS if told else SELLS_UNCLEAR_POINTS) - SMALL_POINTS)
    if denies:
        points = min(points, SELLS_YES_POINTS - SMALL_POINTS)
    state: Literal["yes", "unclear", "no"] = "no"
    if points >= SELLS_YES_POINTS:
        state = "yes"
    elif points >= SELLS_UNCLEAR_POINTS:
        state = "unclear"
    if state == "yes" and not offers and not is_remedy:  # such pages name medicines to compare themselves with
        offers = tuple((page, offer) for page in pages for offer in named_offers(page))
    reasons = tuple(words for _, words in sorted(signs, key=lambda s: -s[0]))
    return Selling(state, points, reasons, offers)


def leads_to_market(page: PageSeen) -> bool:
    """Shows the way to a darknet market: addresses, mirrors and links of it in different words."""
    return page.count_said("darknet-market") >= MIN_MARKET_WORDS and _DARKNET.search(page.body.normal) is not None


def sells_remedy(page: PageSeen) -> bool:
    """Offers a capsule, gel or drops without a medicine's name by what it is said to do to the body.

    Such a product is a medicine by presentation (Directive 2001/83/EC, Article 1(2)(a)). A surgeon's page has no such
    product, a magazine's text nothing to order.
    """
    if page.count_said("remedy-claim") < MIN_REMEDY_CLAIMS or _REMEDY_FORM.search(page.body.normal) is None:
        return False
    if page.controls or any(page.has(topic) for topic in ("sells", "urgency", "discount")):
        return True
    return page.has("order-words") or bool(find_prices(page.body.normal, most=1))


def _sells_no_medicines(pages: tuple[PageSeen, ...]) -> bool:
    """Says that it sells none, and none that could alarm has a price, a button or an invitation: a pharmacy's shop of
    cosmetics, or a comparison of prices."""
    if not any(_is_whole(page.body.normal, hit) for page in pages for hit in page.said("no-medicines")):
        return False
    return all(offer.substance.group == "over_the_counter" for page in pages for offer in page.offers)


def _is_whole(normal: str, hit: PhraseSeen) -> bool:
    """Whether the clause ends with the words: "we sell no medicines that need a prescription" denies less."""
    is_part = hit.start > 0 and _HAN.match(normal, hit.start - 1) is not None
    return not is_part and _CLAUSE_END.match(normal, hit.end) is not None


def _is_trade_only(pages: tuple[PageSeen, ...]) -> bool:
    """Says that it supplies pharmacies, clinics or laboratories only, and trades by none of the ways of rogue shops."""
    said = {hit.phrase.text for page in pages for hit in page.said("trade-only")}
    if not said or any(page.has(topic) for page in pages for topic in PRIVATE_TRADE):
        return False
    return len(said) >= MIN_TRADE_ONLY


def _is_own_text(page: PageSeen) -> bool:
    """Nobody's report or warning of others."""
    return page.kind in ("shop", "unknown") and page.count_said("warning") < WARNING_PAGE


def _offered_classes(page: PageSeen) -> Iterator[str]:
    """Classes of medicines offered without a name: "buy sleeping pills", "antibiotics, no prescription"."""
    waived = waivers(page) if page.kind == "shop" else []
    words = [hit for hit in page.said("order-words") if not hit.is_question]
    for a_class in page.said("medicine-class"):
        if any(abs(hit.start - a_class.start) <= NEAR_CLASS_CHARS for hit in waived) or any(
            _is_beside(page.body.normal, hit, a_class) for hit in words
        ):
            yield a_class.phrase.text


def _is_beside(normal: str, word: PhraseSeen, a_class: PhraseSeen) -> bool:
    left, right = min(word.end, a_class.end), max(word.start, a_class.start)
    return 0 <= right - left <= CLASS_GAP_CHARS and not any(c in ".!?\n;:" for c in normal[left:right])


def _invites(own: list[PageSeen], offers: tuple[tuple[PageSeen, OfferSeen], ...]) -> bool:
    """Whether the site's own texts offer by words, or call themselves a pharmacy."""
    if not own:
        return False
    return bool(offers) or any(page.has("shop-noun") or page.has("canadian-pharmacy") for page in own)


def _offer_signs(offers: tuple[tuple[PageSeen, OfferSeen], ...]) -> Iterator[tuple[float, str]]:
    by_kind: dict[str, set[str]] = {}
    shown = {id(offer) for page in {id(page): page for page, _ in offers}.values() for offer in page.listed_prices}
    for _, offer in offers:
        by_kind.setdefault(offer.how, set()).add(offer.substance.id)
    structured = by_kind.get("structured", set())
    yield _step(len(structured), STRUCTURED_POINTS), f"structured offers of {_count(structured, 'medicine')}"
    priced = by_kind.get("price", set())
    listed = {offer.substance.id for _, offer in offers if id(offer) in shown}
    yield _step(len(listed), PRICED_POINTS), f"{_count(listed, 'medicine')} with a price"
    if not listed:
        yield _step(len(priced), PROSE_POINTS), f"{_count(priced, 'medicine')} with a price in running text"
    with_button = by_kind.get("control", set()) - priced
    yield _step(len(with_button), BUTTON_POINTS), f"{_count(with_button, 'medicine')} with an order button"
    ordered = by_kind.get("order-words", set())
    yield _step(len(ordered), ORDERED_POINTS), f"order words beside {_count(ordered, 'medicine')}"
    in_words = [(page, offer) for page, offer in offers if offer.how == "order-words"]
    yield REPEAT_POINTS * min(len(in_words) - len(ordered), MAX_REPEATS), "such order words again and again"
    if any(offer.start < page.title_end for page, offer in in_words):
        yield TITLE_POINTS, "order words beside a medicine in the title"
    if catalogue := by_kind.get("catalogue"):
        yield CATALOGUE_POINTS, f"a catalogue of {_count(catalogue, 'medicine')} beside order controls"


def _other_signs(
    pages: tuple[PageSeen, ...],
    host: HostName,
    named: set[str],
    classes: set[str],
    controls: set[str],
    trade: list[str],
) -> Iterator[tuple[float, str]]:
    yield _step(len(controls), CONTROL_POINTS), "order controls: " + _told(controls)
    yield _step(len(trade), TRADE_POINTS), "trade wording: " + ", ".join(trade)
    if host.points >= ALARM_MIN_POINTS:
        yield HOST_POINTS, "the host name offers medicines"
    if len(named) >= MANY_NAMES:
        yield SMALL_POINTS, f"{len(named)} medicines named"
    if len(classes) >= MANY_CLASSES:
        yield SMALL_POINTS, f"{len(classes)} classes of medicines named"
    if any(page.has("shop-noun") or page.has("canadian-pharmacy") for page in pages):
        yield SMALL_POINTS, "calls itself a pharmacy or shop"


MIN_TRADE_ONLY: Final = 2
"""Different phrases; one may be a licence that shops hold too."""
PRIVATE_TRADE: Final = (
    "prescription-waived",
    "pay-crypto",
    "pay-irreversible",
    "messenger-order",
    "discreet",
    "bonus-pills",
    "customs-reship",
    "slang-deal",
)
REMOTE_SUPPLY: Final = ("questionnaire", "pharmacist")
"""With a way to order that is not known here, prices beside these are a remote prescriber's or a pharmacy's."""
PRICED_WAYS: Final = ("structured", "price", "control")
ORDINARY_TRADE: Final = ("pay-ordinary", "discount")
"""Any shop takes cards; a bookshop does beside its titles on medicines."""
TRADE_TOPICS: Final = (
    "prescription-waived",
    "customs-reship",
    "worldwide",
    "bonus-pills",
    "discreet",
    "messenger-order",
    "pay-crypto",
    "pay-irreversible",
    "pay-ordinary",
    "discount",
    "bulk-controlled",
    "slang-deal",
)


MAX_CONTROLS_TOLD: Final = 4


def _told(controls: set[str]) -> str:
    """The first few as people read them: a gap in a pattern as an ellipsis."""
    return ", ".join(sorted(controls)[:MAX_CONTROLS_TOLD]).replace(" ~ ", " … ")


def _step(count: int, steps: tuple[float, ...]) -> float:
    return steps[min(count, len(steps)) - 1] if count else 0.0


def _count(things: set[str], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
