"""What a page offers: medicines with a price, in structured data, beside order words, or many beside a cart. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from checker.other_goods import NAMED_ALONE, of_medicines
from checker.price_lists import (
    MAX_OFFERS_PER_MEDICINE,
    NEAR_PRICE_CHARS,
    bare_priced,
    counted_packs,
    is_other_sentence,
    pack_table,
)
from checker.prices import find_cell_amount, find_heading_currency, find_prices, find_strength
from checker.seen import OfferSeen
from checker.text import normalise
from checker.text_reading import read_text

if TYPE_CHECKING:
    from checker.evidence import Offer, PageEvidence
    from checker.reading import PageSeen
    from checker.rules import Rules
    from checker.seen import NameSeen
    from checker.text import NormalText
    from checker.voice import PhraseSeen

MANY_PRICED: Final = 4
PACK_CHARS: Final = 40
_TIMES_BEFORE: Final = re.compile(r"[0-9] ?[x×] ?$")
"""Kits name their tablets so: "1x mifepristone + 4x misoprostol"."""
NEAR_PRICE_BEFORE_CHARS: Final = 40
"""Cards that show the price above the name."""
MAX_CELL_CHARS: Final = 90
"""Of a line with a price below the name's: card, cell or button, and no paragraph."""
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
        *bare_priced(names, packs, body),
        *pack_table(names, packs, body, title_end),
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
        if prices and is_other_sentence(normal[seen.end : prices[0].start]):
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
            if is_other_sentence(normal[prices[0].end : seen.start]):
                continue
        price = prices[0]
        counts[seen.substance.id] = counts.get(seen.substance.id, 0) + 1
        start, end = min(seen.start, price.start), max(seen.end, price.end)
        yield OfferSeen(seen.substance, "price", start, end, body, "", price.amount, price.currency)


def _with_pack(
    shown: tuple[OfferSeen, ...], packs: tuple[PhraseSeen, ...], buttons: list[int], normal: str, *, is_work: bool
) -> Iterator[OfferSeen]:
    """Medicines on offer; where few are, those that need a prescription only with a dose or counted pack beside.

    "Prozac Nation, 12,90 €" is a book, and "Morphine: Cure for Pain, LP. Add to cart" a record. Behind the price the
    dose may follow as far as the card's button: what is behind that is the next card's.
    """
    few = is_work or len({offer.substance.id for offer in shown}) < MANY_PRICED
    starts = [pack.start for pack in counted_packs(packs, normal)]
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


def _line_length(normal: str, at: int) -> int:
    end = normal.find("\n", at)
    return (end if end >= 0 else len(normal)) - (normal.rfind("\n", 0, at) + 1)


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
