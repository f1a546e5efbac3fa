"""What a page offers: medicines with a price, in structured data, beside order words, or many beside a cart. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from checker.prices import find_cell_amount, find_heading_currency, find_prices, find_strength, find_strengths
from checker.text import NormalText, normalise

if TYPE_CHECKING:
    from checker.evidence import Form, Offer, PageEvidence
    from checker.reading import NameSeen, PageSeen, PhraseSeen
    from checker.rules import Rules, Substance

NEAR_PRICE_CHARS: Final = 80
"""A price belongs to a medicine when it starts this close behind the name: name, strength and pack fit in between."""
MANY_PRICED: Final = 4
MIN_BARE_PRICED: Final = 2
ROW_CHARS: Final = 60
"""From a counted pack to its price in the next cells."""
MIN_ROWS: Final = 2
MAX_ROWS: Final = 100
PACK_CHARS: Final = 40
_COUNT_BEFORE: Final = re.compile(r"[0-9] ?(?:x |× )?$")
_TIMES_BEFORE: Final = re.compile(r"[0-9] ?[x×] ?$")
"""Kits name their tablets so: "1x mifepristone + 4x misoprostol"."""
_BARE_AMOUNT: Final = re.compile(r"[ )\n:=-]{1,4}([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?=,-|[ )]?[;,./|\n]|$)")
_PLAIN_AMOUNT: Final = re.compile(
    r"(?:= ?|(?<![0-9.,]))([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?:,-|(?<= [0-9]{2})e(?![a-z])|(?<= [0-9]{3})e(?![a-z]))"
    r"|= ?([1-9][0-9]{1,4}(?:[.,][0-9]{2,3})?)(?=[ )]?[;,./|\n]|$)"
)
"""Amounts that tell themselves: "75,-", "25e" (French slang), "= 280,00"."""
_LINE_AMOUNT: Final = re.compile(r"[^\n]{0,16}? ?[:–—=-] ?([1-9][0-9]{2,4})(?=\n|$)")
""" "Lyrica 150 mg - 950": an amount that ends its line; doses in a table have a unit, official prices decimals."""
MIN_LINE_PRICED: Final = 3
DOSES: Final = frozenset("mg mcg ml g мг мкг мл 毫克 毫升 微克 ミリグラム ملغ ملجم مل dosage".split())
"""Phrases of the topic "pack" that count no packs."""
MAX_CARD_GAP_CHARS: Final = 30
NEAR_PRICE_BEFORE_CHARS: Final = 40
"""Cards that show the price above the name."""
MAX_CELL_CHARS: Final = 90
"""Of a line with a price below the name's: card, cell or button, and no paragraph."""
STRENGTH_CHARS: Final = 20
CUE_GAP_CHARS: Final = 2
"""A name that needs a cue must have its strength right behind: "ice 2 g", not "ice cream, 2 g of sugar"."""
ORDER_WORDS_GAP_CHARS: Final = 24
"""Between an order word and a medicine name: room for "generic", "cheap", a strength or an article."""
CATALOGUE_MIN_CONTROLS: Final = 2
CATALOGUE_MIN_MEDICINES: Final = 8
"""So many different medicines on a page with a cart are a product list."""
MIN_PICTURED: Final = 2
NEAR_BUTTON_CHARS: Final = 200
"""Name, a short text and the button of one card."""
MIN_BUTTONS: Final = 2
WORKS: Final = frozenset(
    "Book Audiobook Movie TVSeries MusicAlbum MusicRecording CreativeWork VisualArtwork Game VideoGame Event "
    "TheaterEvent MusicEvent Course JobPosting BookStore MusicStore MovieRentalStore Library LibrarySystem".split()
)
"""Works whose titles name medicines, and the shops that sell nothing else."""
MAX_STRUCTURED_OFFERS: Final = 200
MAX_OFFERS_PER_MEDICINE: Final = 4
"""Of each kind; the rest tells nothing new."""


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """A medicine together with what makes it an offer."""

    substance: Substance
    how: Literal["structured", "price", "control", "order-words", "catalogue", "named"]
    """``control``: an order button of its own follows; ``catalogue``: one of many medicine names on a page with a
    cart; ``named``: only named on a seller's page."""
    start: int
    """Normal text position; -1 for structured data."""
    end: int
    body: NormalText
    words: str = ""
    """Structured data: name, price and currency as written."""
    price: str = ""
    currency: str = ""

    @property
    def quote(self) -> str:
        """Name and price as seen, at most 300 characters."""
        return self.words if self.start < 0 else self.body.quote(self.start, self.end)


def with_cues(
    names: tuple[NameSeen, ...], phrases: Mapping[str, tuple[PhraseSeen, ...]], normal: str
) -> tuple[NameSeen, ...]:
    """Names that stand for themselves, and the ambiguous ones that a strength behind or an order word before backs.

    Street names need company as well: "Angel 50 ml" is a perfume, "Coke 330 ml" a drink, "bath salts 500 g" are salts.
    """
    if not any(n.name.needs_cue for n in names):
        return names
    order_ends = {word.end for word in phrases.get("order-words", ())}
    has_company = any(topic in phrases for topic in COMPANY_TOPICS) or any(
        not n.name.needs_cue and n.substance.group in STREET_GROUPS for n in names
    )
    return tuple(
        n
        for n in names
        if not n.name.needs_cue or ((has_company or not _is_street_name(n)) and _has_cue(n, order_ends, normal))
    )


STREET_GROUPS: Final = ("controlled", "new_psychoactive")
STREET_KINDS: Final = ("slang", "synonym", "translation")
COMPANY_TOPICS: Final = (
    "bulk-controlled",
    "customs-reship",
    "darknet-market",
    "messenger-order",
    "pay-crypto",
    "research-chemical",
    "slang-deal",
)


def _is_street_name(seen: NameSeen) -> bool:
    return seen.substance.group in STREET_GROUPS and seen.name.kind in STREET_KINDS


def _has_cue(seen: NameSeen, order_ends: set[int], normal: str) -> bool:
    if seen.start - 1 in order_ends:
        return True
    strength = find_strength(normal, seen.end, seen.end + STRENGTH_CHARS)
    return strength is not None and strength.start - seen.end <= CUE_GAP_CHARS


def find_offers(
    page: PageEvidence,
    names: tuple[NameSeen, ...],
    phrases: Mapping[str, tuple[PhraseSeen, ...]],
    body: NormalText,
    rules: Rules,
    text_end: int | None = None,
    title_end: int = 0,
) -> tuple[OfferSeen, ...]:
    """All offers of the page: structured ones first, then by kind in order of place.

    ``title_end``, ``text_end``: where title and visible text end in ``body``; behind it stand the pictures' words and
    the page's data.
    """
    is_work = bool(WORKS & {*page.structured_types})
    packs = phrases.get("pack", ())
    buttons = sorted(hit.start for hit in phrases.get("sells", ()))
    offers = [
        *_structured(page.offers, body, rules, is_work=is_work),
        *_with_pack(
            tuple(_priced(names, phrases.get("sells", ()), body)), packs, buttons, body.normal, is_work=is_work
        ),
        *_bare_priced(names, packs, body),
        *_pack_table(names, packs, body, title_end),
        *_with_pack(
            tuple(_before_buttons(names, phrases.get("sells", ()), body)), packs, buttons, body.normal, is_work=is_work
        ),
        *_beside_order_words(names, phrases.get("order-words", ()), body),
    ]
    if is_work:  # what a novel or film is about is not on sale
        return tuple(offer for offer in offers if offer.how in ("structured", "price"))
    if not any(o.how != "order-words" for o in offers):
        offers += _catalogue(names, phrases.get("sells", ()), body)
    if not offers and text_end is not None:
        offers += _pictured(names, body, text_end)
    return tuple(offers)


def _structured(offers: tuple[Offer, ...], body: NormalText, rules: Rules, *, is_work: bool) -> Iterator[OfferSeen]:
    """``is_work``: the page offers books, films or tickets, whose titles name medicines too."""
    from checker.other_goods import of_medicines
    from checker.reading import read_text  # reading finds names, offers says what they mean

    for offer in offers[:MAX_STRUCTURED_OFFERS]:
        name = normalise(offer.name)
        found = read_text(name, rules)
        for seen in of_medicines(found.names, found.phrases, name):
            if is_work and find_strength(name, seen.end, len(name)) is None:
                break
            if not seen.name.needs_cue or offer.price:
                words = " ".join(filter(None, (offer.name[:200], offer.price, offer.currency)))
                yield OfferSeen(seen.substance, "structured", -1, -1, body, words, offer.price, offer.currency)
                break


def _priced(names: tuple[NameSeen, ...], sells: Iterable[PhraseSeen], body: NormalText) -> Iterator[OfferSeen]:
    normal = body.normal
    buttons = sorted(hit.start for hit in sells)
    counts: dict[str, int] = {}
    heading: tuple[int, str] | None = None
    is_heading_sought = False
    for index, seen in enumerate(names):
        if counts.get(seen.substance.id, 0) >= MAX_OFFERS_PER_MEDICINE:
            continue
        next_start = names[index + 1].start if index + 1 < len(names) else len(normal)
        behind = min(seen.end + NEAR_PRICE_CHARS, max(next_start, seen.end + 30))
        prices = find_prices(normal, seen.end, behind, most=1)
        if prices and _is_other_sentence(normal[seen.end : prices[0].start]):
            continue
        if (
            prices
            and "\n" in normal[seen.end : prices[0].start]
            and _line_length(normal, prices[0].start) > MAX_CELL_CHARS
        ):
            continue  # the next paragraph speaks of money
        if not prices:
            if not is_heading_sought:
                heading, is_heading_sought = find_heading_currency(normal), True
            if heading is not None and heading[0] <= seen.start:
                cell = find_cell_amount(normal, seen.end, behind, heading[1])
                prices = () if cell is None else (cell,)
        if not prices:
            prices = find_prices(normal, max(0, seen.start - NEAR_PRICE_BEFORE_CHARS), seen.start)[-1:]
            if not prices or bisect_left(buttons, prices[0].end) < bisect_left(buttons, seen.start):
                continue  # a button between: the price is the last card's
            if _is_other_sentence(normal[prices[0].end : seen.start]):
                continue
        price = prices[0]
        counts[seen.substance.id] = counts.get(seen.substance.id, 0) + 1
        start, end = min(seen.start, price.start), max(seen.end, price.end)
        yield OfferSeen(seen.substance, "price", start, end, body, "", price.amount, price.currency)


NAMED_ALONE: Final = ("over_the_counter", "unapproved_brand")
"""Groups whose names title no book or record: they need no dose beside their price or button."""


def _with_pack(
    shown: tuple[OfferSeen, ...], packs: tuple[PhraseSeen, ...], buttons: list[int], normal: str, *, is_work: bool
) -> Iterator[OfferSeen]:
    """Medicines on offer; where few are, those that need a prescription only with a dose or counted pack beside.

    "Prozac Nation, 12,90 €" is a book, and "Morphine: Cure for Pain, LP. Add to cart" a record. Behind the price the
    dose may follow as far as the card's button: what is behind that is the next card's.
    """
    few = is_work or len({offer.substance.id for offer in shown}) < MANY_PRICED
    starts = [pack.start for pack in packs if _COUNT_BEFORE.search(normal, max(0, pack.start - 7), pack.start)]
    for offer in shown:
        if few and offer.substance.group not in NAMED_ALONE:
            limit = offer.end + PACK_CHARS
            button = bisect_left(buttons, offer.end)
            if offer.how == "price" and button < len(buttons):
                limit = min(limit, buttons[button])
            at = bisect_left(starts, offer.start - PACK_CHARS)
            is_counted = at < len(starts) and starts[at] <= limit
            is_counted = is_counted or bool(_TIMES_BEFORE.search(normal, max(0, offer.start - 7), offer.start))
            if not is_counted and find_strength(normal, offer.start, limit) is None:
                continue
        yield offer


def _bare_priced(names: tuple[NameSeen, ...], packs: tuple[PhraseSeen, ...], body: NormalText) -> Iterator[OfferSeen]:
    """A list of dosed packs with bare amounts: "Xanax 1 mg, 30 tabs 45; tramadol 50 mg, 20 tabs 30".

    Private sellers name no currency. Each line needs the strength, a counted pack (or a sign of equality) and the
    amount behind it; a single such line may be anything.
    """
    normal = body.normal
    counted = (pack for pack in packs if pack.phrase.text not in DOSES)
    ends = [pack.end for pack in counted if _COUNT_BEFORE.search(normal, max(0, pack.start - 7), pack.start)]
    found: list[OfferSeen] = []
    lines: list[OfferSeen] = []
    for index, seen in enumerate(names):
        next_start = names[index + 1].start if index + 1 < len(names) else len(normal)
        limit = min(seen.end + NEAR_PRICE_CHARS, next_start, len(normal))
        strength = find_strength(normal, seen.end, seen.end + STRENGTH_CHARS)
        if strength is None:
            continue
        first = bisect_left(ends, seen.end)
        starts = [end for end in ends[first : first + 2] if end < limit]
        match = next((m for at in starts if (m := _BARE_AMOUNT.match(normal, at))), None)
        match = match or _PLAIN_AMOUNT.search(normal, strength.end, limit)
        if match is None and (line := _LINE_AMOUNT.match(normal, strength.end, limit)) is not None:
            lines.append(OfferSeen(seen.substance, "price", seen.start, line.end(1), body, "", line[1], ""))
        if match is not None and not find_prices(normal, seen.end, match.end() + CUE_GAP_CHARS, most=1):
            amount = match.lastindex or 1
            found.append(OfferSeen(seen.substance, "price", seen.start, match.end(amount), body, "", match[amount], ""))
    if len({offer.substance.id for offer in (*found, *lines)}) >= MIN_LINE_PRICED:
        found = sorted((*found, *lines), key=lambda offer: offer.start)
    if len({offer.substance.id for offer in found}) >= MIN_BARE_PRICED:
        yield from found


def _pack_table(
    names: tuple[NameSeen, ...], packs: tuple[PhraseSeen, ...], body: NormalText, title_end: int
) -> Iterator[OfferSeen]:
    """The page of one medicine, named in the title, whose rows are packs or doses with prices: "30 pills, $45 / 60
    pills, $79".

    The most ordinary page of a pill shop. The rows name nothing; two of them make a table.
    """
    titled = {n.substance.id: n.substance for n in names if n.start < title_end}
    if len(titled) != 1 or (substance := next(iter(titled.values()))).group == "over_the_counter":
        return
    normal = body.normal
    others = sorted(n.start for n in names if n.substance is not substance)
    counted = (pack for pack in packs if pack.phrase.text not in DOSES and pack.start >= title_end)
    rows = [(p.start, p.end) for p in counted if _COUNT_BEFORE.search(normal, max(0, p.start - 7), p.start)]
    dosed = find_strengths(normal, title_end, len(normal), most=MAX_ROWS)
    rows = sorted({*rows, *((s.start, s.end) for s in dosed)})
    found: list[OfferSeen] = []
    for index, (start, end) in enumerate(rows):
        following = rows[index + 1][0] if index + 1 < len(rows) else len(normal)
        limit = min(end + ROW_CHARS, following)
        at = bisect_left(others, end)
        if at < len(others):
            limit = min(limit, others[at])
        prices = find_prices(normal, end, limit, most=1)
        if prices and not _is_other_sentence(normal[end : prices[0].start]):
            price = prices[0]
            found.append(OfferSeen(substance, "price", start, price.end, body, "", price.amount, price.currency))
    if len({offer.price for offer in found}) >= MIN_ROWS:
        yield from found[:MAX_OFFERS_PER_MEDICINE]


def _line_length(normal: str, at: int) -> int:
    end = normal.find("\n", at)
    return (end if end >= 0 else len(normal)) - (normal.rfind("\n", 0, at) + 1)


def _is_other_sentence(between: str) -> bool:
    """A question between name and price, or a full stop in running text, parts them: "X? I saw a page at 120 €"."""
    if "?" in between or "？" in between:
        return True
    return len(between) > MAX_CARD_GAP_CHARS and "\n" not in between and ". " in between


def _before_buttons(names: tuple[NameSeen, ...], sells: Iterable[PhraseSeen], body: NormalText) -> Iterator[OfferSeen]:
    """Cards whose button follows the name; only wording that repeats is a card's button and not the page's menu."""
    by_phrase: dict[str, list[int]] = {}
    for hit in sells:
        by_phrase.setdefault(hit.phrase.id, []).append(hit.start)
    buttons = sorted(start for starts in by_phrase.values() if len(starts) >= MIN_BUTTONS for start in starts)
    counts: dict[str, int] = {}
    for index, seen in enumerate(names):
        at = bisect_left(buttons, seen.end)
        if at == len(buttons) or buttons[at] > seen.end + NEAR_BUTTON_CHARS or body.normal.startswith("?", seen.end):
            continue  # "An alternative to X? Read on" names no goods
        following = names[index + 1] if index + 1 < len(names) else None
        if following and following.start < buttons[at] and following.substance is not seen.substance:
            continue
        counts[seen.substance.id] = counts.get(seen.substance.id, 0) + 1
        if counts[seen.substance.id] <= MAX_OFFERS_PER_MEDICINE:
            yield OfferSeen(seen.substance, "control", seen.start, seen.end, body)


def _beside_order_words(
    names: tuple[NameSeen, ...], words: Iterable[PhraseSeen], body: NormalText
) -> Iterator[OfferSeen]:
    """ "Buy tramadol", "tramadol kaufen": an order word right beside the name, in one sentence, not negated."""
    starts = [n.start for n in names]
    ends = [n.end for n in names]
    spans = set()
    for word in words:
        after = bisect_left(starts, word.end)
        if after < len(names) and _is_close(body.normal, word.end, names[after].start):
            seen = names[after]
        else:
            before = bisect_left(ends, word.start + 1) - 1
            if before < 0 or not _is_close(body.normal, names[before].end, word.start):
                continue
            seen = names[before]
        if (
            word.counts and not word.is_question and not body.normal.startswith("in ", word.start - 3)
        ):  # "in order to take Viagra"
            span = min(seen.start, word.start), max(seen.end, word.end)
            if span not in spans:  # related languages share words
                spans.add(span)
                yield OfferSeen(seen.substance, "order-words", *span, body)


def _is_close(normal: str, left: int, right: int) -> bool:
    return 0 <= right - left <= ORDER_WORDS_GAP_CHARS and not any(c in ".!?\n;:" for c in normal[left:right])


def _catalogue(names: tuple[NameSeen, ...], sells: Iterable[PhraseSeen], body: NormalText) -> Iterator[OfferSeen]:
    """Many medicines beside cart controls, their prices a click away: the front page of most pill shops."""
    first = _first_of_each(names)
    if len(first) < CATALOGUE_MIN_MEDICINES or len({p.phrase.id for p in sells if p.counts}) < CATALOGUE_MIN_CONTROLS:
        return
    for seen in first.values():
        yield OfferSeen(seen.substance, "catalogue", seen.start, seen.end, body)


def _pictured(names: tuple[NameSeen, ...], body: NormalText, text_end: int) -> Iterator[OfferSeen]:
    """Medicines whose names stand in pictures only, on a page whose text has the prices: what filters do not read."""
    first = _first_of_each(names)
    if len(first) < MIN_PICTURED or any(seen.start < text_end for seen in names):
        return
    if len(find_prices(body.normal, 0, text_end, most=MIN_PICTURED)) < MIN_PICTURED:
        return
    for seen in first.values():
        yield OfferSeen(seen.substance, "catalogue", seen.start, seen.end, body)


def named_offers(page: PageSeen) -> Iterator[OfferSeen]:
    """The medicines that a seller's page names, when nothing else says what it sells (its FAQ, its terms)."""
    for seen in _first_of_each(page.names).values():
        yield OfferSeen(seen.substance, "named", seen.start, seen.end, page.body)


def _first_of_each(names: tuple[NameSeen, ...]) -> dict[str, NameSeen]:
    first: dict[str, NameSeen] = {}
    for seen in names:
        first.setdefault(seen.substance.id, seen)
    return first


ORDER_WORDS_IN_LINKS: Final = (
    "cart", "checkout", "basket", "add-to-cart", "add_to_cart", "addtocart", "warenkorb", "kasse", "panier",
    "commander", "carrito", "carrello", "winkelwagen", "winkelmand", "koszyk", "kosik", "carrinho", "varukorg",
    "kundvagn", "kurv", "korzina", "sepet", "cesta", "cesto", "sacola",
)  # fmt: skip
"""Path parts and query keys of carts in shop software and in the languages of the pack."""
_ORDER_PAGES: Final = ("order", "bestellen", "bestellung", "commande", "pedido", "pedir", "ordina", "ordine")
_FIRST_LETTERS: Final = "".join(sorted({word[0] for word in (*ORDER_WORDS_IN_LINKS, *_ORDER_PAGES)}))
ORDER_LINK: Final = re.compile(
    rf"[/?&=](?=[{_FIRST_LETTERS}])"  # most parts of an address fail at their first letter
    rf"(?:(?:{'|'.join(ORDER_WORDS_IN_LINKS)})(?:[/?&=.]|$)"
    rf"|(?<=/)(?:{'|'.join(_ORDER_PAGES)})(?:\.(?:php|aspx?|html?|cgi|pl))?/?(?:\?|$))",
    re.IGNORECASE,
)
MAX_LINKS_READ: Final = 3_000
MAX_FORMS_READ: Final = 200
MAX_FIELDS_READ: Final = 40
MIN_ADDRESS_FIELDS: Final = 3
_CART_FIELDS: Final = frozenset(("add-to-cart", "quantity", "qty"))
ADDRESS_WORDS: Final = (
    "address", "adresse", "direccion", "indirizzo", "endereco", "morada", "adres", "adress", "adresa", "адрес", "地址",
    "住所", "العنوان", "postcode", "zip", "plz", "codigo postal", "psc",
)  # fmt: skip
"""In names and labels of form fields: nobody but a seller asks where to send it; e-mail addresses are told apart."""
_ADDRESS_FIELD: Final = re.compile(
    r"(?<![a-zа-я])(?<!e[ -])(?<!mail[ -])(?<!mail)(?:" + "|".join(ADDRESS_WORDS) + r")(?![a-zа-я])"
)


def find_order_addresses(page: PageEvidence) -> frozenset[str]:
    """Addresses of carts, checkouts and order pages among those that the page's forms and links lead to."""
    addresses = {form.action for form in page.forms[:MAX_FORMS_READ]}
    addresses.update([link.href for link in page.links[:MAX_LINKS_READ]])
    return frozenset(filter(ORDER_LINK.search, addresses))


def find_order_controls(page: PageEvidence, order_addresses: frozenset[str]) -> tuple[str, ...]:
    """Kinds of order controls that links and forms show: ``cart form`` or ``order form``, ``cart link``; each once."""
    found = []
    forms = page.forms[:MAX_FORMS_READ]
    if any(f.action in order_addresses or any(d.name.lower() in _CART_FIELDS for d in f.fields) for f in forms):
        found.append("cart form")
    elif any(_asks_where_to_send(form) for form in forms):
        found.append("order form")
    if order_addresses and any(link.href in order_addresses for link in page.links[:MAX_LINKS_READ]):
        found.append("cart link")
    return tuple(found)


def _asks_where_to_send(form: Form) -> bool:
    """Asks for more than the postcode by which people look for a shop near them."""
    asked = [field for field in form.fields[:MAX_FIELDS_READ] if field.kind not in ("hidden", "submit", "button")]
    return len(asked) >= MIN_ADDRESS_FIELDS and any(
        field.kind != "email" and _ADDRESS_FIELD.search(normalise(f"{field.name} {field.label}").replace("_", " "))
        for field in asked
    )
