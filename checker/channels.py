"""Ways to order, without which prices and order words are a text about medicines: a cart, an address form, orders by
messenger, a private sale, a price list, a telling name. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from checker.host_name import ALARM_MIN_POINTS, HostName
from checker.text import sentence_span

if TYPE_CHECKING:
    from checker.reading import PageSeen
    from checker.seen import OfferSeen
    from checker.voice import PhraseSeen

MAX_LISTED_LINE_CHARS: Final = 120
MIN_IN_LONG_LINE: Final = 3
MIN_LISTED: Final = 2
MIN_INVITATIONS: Final = 2
OTC_CHARS: Final = 60
"""As in ``checker.signals.prescription_waived``: beside such wording the words speak of what needs none."""
REPORTING_KINDS: Final = ("information", "news")
"""There "orders by Telegram" are told of others, unless the page itself says that no prescription is needed."""
CHANNEL_TOPICS: Final = ("customs-reship", "bonus-pills", "worldwide", "discreet")
"""Wording of those who deliver, beside an offer; in an article or a thesis it is told of others."""
MIN_OFFERS_ALONE: Final = 4
"""Fewer prices or order words without any way to order are a text about costs, or about those who buy."""
NEAR_LIST_CHARS: Final = 400
_MESSENGER_LINK: Final = re.compile(
    r"https?://(?:wa\.me|(?:api|chat|web)\.whatsapp\.com|t\.me|telegram\.me|line\.me|lin\.ee|signal\.me)/"
    r"|(?:tg|whatsapp|skype|viber):",
    re.IGNORECASE,
)
MAX_LINKS_READ: Final = 500
"""Of a page without a cart; a messenger's link is among the first."""
MIN_PROMISES: Final = 2
PERSONS: Final = (
    "we", "our", "us", "you", "your", "wir", "unser", "unsere", "unserer", "unserem", "uns", "sie", "ihre",
    "ihrer", "ihr", "ihrem", "ihren", "nous", "notre", "nos", "vous", "votre", "vos", "usted", "ustedes",
    "nuestro", "nuestra", "nuestros", "nuestras", "su", "enviamos", "garantizamos", "aceptamos", "nostro",
    "nostra", "nostri", "nostre", "vostro", "vostra", "spediamo", "garantiamo", "accettiamo", "inviamo",
    "voce", "nosso", "nossa", "seu", "sua", "aceitamos", "wij", "onze", "ons", "uw", "jouw", "je", "nasz",
    "nasza", "nasze", "wysyłamy", "gwarantujemy", "twoja", "twoje", "twoj", "panstwa", "vi", "var", "vara",
    "din", "ditt", "dina", "vores", "dit", "dine", "nas", "nase", "vas", "vase", "zasilame", "мы", "наш",
    "наша", "наши", "вам", "вас", "ваш", "ваша", "вы", "отправляем", "принимаем", "biz", "bizim", "siz",
    "sizin", "نحن", "لك", "طلبك", "نرسل", "نشحن",
)  # fmt: skip
"""Words of the first and second person, in the normal form; "su" and "seu" may be a third one's."""
PERSONS_UNSPACED: Final = ("我们", "我們", "您", "你", "本店", "当店", "弊社", "お客様", "いたします")
_PERSON: Final = re.compile(r"(?<![^\W_])(?:" + "|".join(PERSONS) + r")(?![^\W_])|" + "|".join(PERSONS_UNSPACED))
MIN_PRICED_BESIDE_HANDLE: Final = 2
MIN_PRIVATE: Final = 2
"""Wordings of a private sale that show, with orders by messenger, an advertisement on a page of texts."""
_HANDLE: Final = re.compile(r"(?<![a-z0-9._%+@/-])@[a-z][a-z0-9_]{4,31}(?![a-z0-9_.@])")
_MESSENGER_CONTACT: Final = re.compile(
    r"(?<![a-z])(?:whats ?app|telegram|wickr|threema|signal|viber|wechat|line|snap(?:chat)?|ватсап|вотсап|телеграм"
    r"|вайбер|微信|飞机|賴|赖|テレグラム|ライン|واتساب|واتس|تليجرام|تلغرام|تيليجرام)"
    r"(?: id| nr| no)? ?(?:[:：=.-] ?@?[a-z0-9_.]{4,}|@[a-z0-9_.]{4,}|\+?[0-9][0-9 ()-]{6,})"
)
"""A messenger's name with a name or number behind it."""
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|copyright) ?[^\n]{0,40}")
MIN_TITLED: Final = 3
WARNING_PAGE: Final = 2
"""As in ``checker.signals.medicines``: so many different warning phrases make a page that warns."""
DEMANDS: Final = ("prescription-required", "prescription-step")
INFORMATION_PAGE: Final = 2
PHARMACY_TOPICS: Final = ("otc", "prescription-required", "prescription-step", "medicine-class")
CHANNEL_TRADE: Final = (
    "customs-reship",
    "worldwide",
    "bonus-pills",
    "discreet",
    "messenger-order",
    "pay-crypto",
    "pay-irreversible",
    "bulk-controlled",
    "slang-deal",
)
"""Wording that opens a list of prices; "without prescription", "per tablet" and cards stand in official tables too."""


def has_channel(
    pages: tuple[PageSeen, ...], offers: tuple[tuple[PageSeen, OfferSeen], ...], controls: set[str], host: HostName
) -> bool:
    """Whether there is a way to order: a control, structured offers, orders by messenger, a price list, a telling name.

    Clinics for addiction, forums and studies speak of prices, pills and prescriptions as sellers do; they have none.
    """
    if controls or host.points >= ALARM_MIN_POINTS or any(offer.how == "structured" for _, offer in offers):
        return True
    if any(
        (page.has("messenger-order") and (page.kind not in REPORTING_KINDS or page.has("prescription-waived")))
        or takes_private_orders(page)
        for page in pages
    ):
        return True
    if any(map(is_paid_to_advertise, pages)):
        return True
    if any(
        offer.how == "price" and page.kind != "information" and calls_itself_pharmacy(page) for page, offer in offers
    ):
        return True
    unknown = [page for page in pages if page.kind == "unknown"]
    is_offered = any(offer.how == "order-words" for _, offer in offers) or any(page.listed_prices for page in pages)
    if is_offered and any(page.has(topic) for page in unknown for topic in CHANNEL_TOPICS):
        return True
    if any(_is_price_list(page) for page in pages if page.kind in ("unknown", "clinic", "information")):
        return True
    if any(_speaks_to_buyers(page) or _is_titled_offer(page) for page in unknown):
        return True
    if any(_praises_a_seller(page) for page in pages if page.kind in ("unknown", "information")):
        return True
    invited = {offer.substance.id for _, offer in offers if offer.how == "order-words"}
    if len(invited) >= MIN_OFFERS_ALONE:
        return True
    listed = len({offer.substance.id for page in pages for offer in page.listed_prices})
    if listed >= MIN_LISTED and any(page.has(topic) for page in unknown for topic in CHANNEL_TRADE):
        return True
    return listed >= MIN_OFFERS_ALONE and any(_invites_without_prescription(page) for page in unknown)


def _speaks_to_buyers(page: PageSeen) -> bool:
    """Makes a seller's promises in the first or second person: "we resend your parcel", "you get it as a gift".

    A thesis or report says that such promises are made.
    """
    if page.count_said("warning") >= WARNING_PAGE or page.count_said("information") >= INFORMATION_PAGE:
        return False
    normal = page.body.normal
    topics = 0
    for topic in CHANNEL_TRADE:
        spans = (sentence_span(normal, hit.start) for hit in page.said(topic) if not hit.is_question)
        topics += any(_PERSON.search(normal, start, end) for start, end in spans)
    return topics >= MIN_PROMISES


def _is_titled_offer(page: PageSeen) -> bool:
    """A title that invites to buy a medicine, above a list of prices of several that nobody may sell freely.

    A classified ad, or a shop whose cart is not known here; insurers' and authorities' tables invite to nothing.
    """
    if any(page.has(topic) for topic in (*DEMANDS, "warning", "news")) or page.count_said("information") > 1:
        return False
    if not any(offer.how == "order-words" and offer.start < page.title_end for offer in page.offers):
        return False
    listed = {o.substance.id for o in page.listed_prices if o.substance.group != "over_the_counter"}
    return len(listed) >= MIN_TITLED


def _praises_a_seller(page: PageSeen) -> bool:
    """An article with prices, invitations to buy, and "buy X without prescription" in its own voice: its links sell."""
    if page.count_said("information") >= INFORMATION_PAGE or any(page.has(topic) for topic in DEMANDS):
        return False
    priced = {offer.substance.id for offer in page.offers if offer.how == "price"}
    invitations = sum(offer.how == "order-words" for offer in page.offers)
    return len(priced) >= MIN_LISTED and invitations >= MIN_INVITATIONS and _invites_without_prescription(page)


def _invites_without_prescription(page: PageSeen) -> bool:
    """ "Buy online without prescription" in one sentence, said by the page itself."""
    words = [hit.start for hit in page.said("order-words") if not hit.is_question]
    for hit in page.said("prescription-waived"):
        left, right = sentence_span(page.body.normal, hit.start)
        if not hit.is_question and any(left <= start < right for start in words):
            return True
    return False


def find_listed_prices(page: PageSeen) -> tuple[OfferSeen, ...]:
    """Medicines with a price in a short line, or several in one: what a list, card or classified shows.

    An article says in the middle of a long paragraph what a pen costs, and a page further that fakes are sold.
    """
    normal = page.body.normal
    priced = [offer for offer in page.offers if offer.how == "price"]
    lines = [normal.rfind("\n", 0, offer.end) for offer in priced]
    amounts = Counter(line for line, _ in {(line, offer.price) for offer, line in zip(priced, lines, strict=True)})
    return tuple(
        offer
        for offer, line in zip(priced, lines, strict=True)
        if amounts[line] >= MIN_IN_LONG_LINE or _line_end(normal, offer.end) - line <= MAX_LISTED_LINE_CHARS
    )


def _line_end(normal: str, at: int) -> int:
    end = normal.find("\n", at)
    return end if end >= 0 else len(normal)


def takes_private_orders(page: PageSeen) -> bool:
    """Orders by messenger, or a private sale, on a page without a cart, beside medicines with a price or an invitation.

    A bare handle (``@name``) is enough beside a list of prices that names no control.
    """
    if page.kind == "information" and page.has("messenger-order") and page.count_said("private-sale") >= MIN_PRIVATE:
        return any(offer.how in ("price", "order-words") for offer in page.offers)
    if page.kind != "unknown" or page.controls:
        return False
    if page.has("messenger-order"):
        return bool(page.listed_prices) or any(offer.how == "order-words" for offer in page.offers)
    if page.has("private-sale") and not page.has("news"):
        return any(o.how in ("price", "order-words") and o.substance.group != "over_the_counter" for o in page.offers)
    if _MESSENGER_CONTACT.search(page.body.normal) is not None and page.listed_prices:
        return True
    if any(_MESSENGER_LINK.match(link.href) for link in page.page.links[:MAX_LINKS_READ]):
        return bool(page.listed_prices)
    priced = {offer.substance.id for offer in page.listed_prices}
    return len(priced) >= MIN_PRICED_BESIDE_HANDLE and _HANDLE.search(page.body.normal) is not None


def is_paid_to_advertise(page: PageSeen) -> bool:
    """An article that praises medicines without prescription and is paid for the buyers whom its links send.

    Such links say so by law and by the rules of search engines: ``rel="sponsored"``. Magazines that are paid by remote
    prescribers speak of the doctor's questions.
    """
    if page.kind not in ("unknown", "information") or page.count_said("warning") >= WARNING_PAGE:
        return False
    if page.has("questionnaire") or page.has("prescription-step") or not waivers(page):
        return False
    if not any(o.how in ("price", "order-words") and o.substance.group != "over_the_counter" for o in page.offers):
        return False
    return any("sponsored" in link.rel.lower() for link in page.page.links[:MAX_LINKS_READ])


def calls_itself_pharmacy(page: PageSeen) -> bool:
    """Calls itself a pharmacy in the title or behind ©, and speaks of prescriptions or classes of medicines.

    It may sell medicines not named here.
    """
    if not any(page.has(topic) for topic in PHARMACY_TOPICS):
        return False
    nouns = page.said("shop-noun")
    if any(hit.start < page.title_end for hit in nouns):
        return True
    owners = [match.span() for match in _COPYRIGHT.finditer(page.body.normal)] if nouns else []
    return any(start <= hit.start < end for hit in nouns for start, end in owners)


def waivers(page: PageSeen) -> list[PhraseSeen]:
    """What waives the prescription, but for questions and the wording of medicines that need none."""
    free = [hit.start for hit in page.said("otc")]
    return [
        hit
        for hit in page.said("prescription-waived")
        if not hit.is_question and all(abs(start - hit.start) > OTC_CHARS for start in free)
    ]


def _is_price_list(page: PageSeen) -> bool:
    """Packs of different medicines with prices, and beside one of them the words that no prescription is needed.

    Spam pages on other people's sites look so, and the articles that praise a seller.
    """
    if page.count_said("information") >= INFORMATION_PAGE or any(page.has(topic) for topic in DEMANDS):
        return False  # an insurer's or hospital's table, beside a word on what it does not pay
    priced = page.listed_prices
    return len({offer.substance.id for offer in priced}) > 1 and any(
        hit.start - NEAR_LIST_CHARS <= offer.end and offer.start <= hit.end + NEAR_LIST_CHARS
        for hit in waivers(page)
        for offer in priced
    )
