"""Lists and tables of packs: rows that a price follows without a name or a currency of their own. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from checker.name_cues import CUE_GAP_CHARS, STRENGTH_CHARS
from checker.prices import find_prices, find_strength, find_strengths
from checker.seen import OfferSeen

if TYPE_CHECKING:
    from checker.seen import NameSeen
    from checker.text import NormalText
    from checker.voice import PhraseSeen

NEAR_PRICE_CHARS: Final = 80
"""A price belongs to a medicine when it starts this close behind the name: name, strength and pack fit in between."""
MAX_OFFERS_PER_MEDICINE: Final = 4
"""Of each kind; the rest tells nothing new."""
MAX_CARD_GAP_CHARS: Final = 30
MIN_BARE_PRICED: Final = 2
ROW_CHARS: Final = 60
"""From a counted pack to its price in the next cells."""
MIN_ROWS: Final = 2
MAX_ROWS: Final = 100
COUNT_CHARS: Final = 7
"""From a number to what it counts: "100 x "."""
_COUNT_BEFORE: Final = re.compile(r"[0-9] ?(?:x |× )?$")
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


def counted_packs(packs: tuple[PhraseSeen, ...], normal: str) -> list[PhraseSeen]:
    """Packs and doses with a number before them: "30 tablets", "4 x vials"."""
    return [pack for pack in packs if _COUNT_BEFORE.search(normal, max(0, pack.start - COUNT_CHARS), pack.start)]


def is_other_sentence(between: str) -> bool:
    """A question between name and price, or a full stop in running text, parts them: "X? I saw a page at 120 €"."""
    if "?" in between or "？" in between:
        return True
    return len(between) > MAX_CARD_GAP_CHARS and "\n" not in between and ". " in between


def bare_priced(names: tuple[NameSeen, ...], packs: tuple[PhraseSeen, ...], body: NormalText) -> Iterator[OfferSeen]:
    """A list of dosed packs with bare amounts: "Xanax 1 mg, 30 tabs 45; tramadol 50 mg, 20 tabs 30".

    Private sellers name no currency. Each line needs the strength, a counted pack (or a sign of equality) and the
    amount behind it; a single such line may be anything.
    """
    normal = body.normal
    ends = [pack.end for pack in counted_packs(packs, normal) if pack.phrase.text not in DOSES]
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


def pack_table(
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
    counted = [pack for pack in counted_packs(packs, normal) if pack.phrase.text not in DOSES]
    rows = [(pack.start, pack.end) for pack in counted if pack.start >= title_end]
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
        if prices and not is_other_sentence(normal[end : prices[0].start]):
            price = prices[0]
            found.append(OfferSeen(substance, "price", start, price.end, body, "", price.amount, price.currency))
    if len({offer.price for offer in found}) >= MIN_ROWS:
        yield from found[:MAX_OFFERS_PER_MEDICINE]
