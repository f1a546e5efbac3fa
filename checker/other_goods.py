"""Names of medicines that no medicine bears: books, perfumes and records, tests, needles that fit a pen. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from checker.price_lists import counted_packs

if TYPE_CHECKING:
    from checker.seen import NameSeen
    from checker.voice import PhraseSeen

NAMED_ALONE: Final = ("over_the_counter", "unapproved_brand")
"""Groups whose names title no book or record: they need no dose beside their price or button."""
CARD_CHARS: Final = 80
"""Behind a name: as far as its price may stand."""
BEFORE_CHARS: Final = 40
MADE_FOR_CHARS: Final = 60
"""Between "compatible with" and the last of the names that follow."""
MANY_GOODS: Final = 2
"""Where a page says it so often, the names of its other cards need a dose: "Valium Dreams 30 ml" is a perfume."""
_NATURAL: Final = (
    r"natural|herbal|herbed|organic|naturliche[sn]?|pflanzliche[sn]?|naturel|naturelle|naturale|natur|natuurlijk|"
    r"natuurlijke|kruiden|naturalna|naturalny|ziołowa|naturlig|naturligt|prirodni|bylinna|природная|растительная|"
    r"натуральная|dogal|bitkisel"
)
_NATURAL_BEFORE: Final = re.compile(rf"(?<![a-zа-я])(?:{_NATURAL}) $")
_NATURAL_AFTER: Final = re.compile(rf" (?:{_NATURAL})(?![a-zа-я])")
"""A herb shop's "natural Viagra" is none."""
NATURAL_CHARS: Final = 20
_DOSE: Final = re.compile(r"[0-9] ?(?:mg|mcg|µg|μg|g|iu|ui|i\.e|мг|мкг|毫克|微克|ミリグラム|ملغ|مجم)(?![a-zа-я])")
_VOLUMES: Final = frozenset(("ml", "мл", "毫升", "مل"))
_FREE: Final = re.compile(r"-(?:free|frei|freie|freies|freier|vrij|vrije|fri|fria)(?![a-z])")
""" "Codeine-free syrup"."""


def of_medicines(
    names: tuple[NameSeen, ...], phrases: Mapping[str, tuple[PhraseSeen, ...]], normal: str
) -> tuple[NameSeen, ...]:
    """The names without those whose own card says that it holds other goods ("paperback", "test strips"), and without
    those that follow "compatible with" on their line. On a page of such goods the others need a dose or counted pack.
    Where some were such goods and no other name has a dose, all are.

    A card ends at the next name of another medicine and at an order button.
    """
    goods = [hit.start for hit in phrases.get("other-goods", ())]
    fits = [hit.end for hit in phrases.get("made-for", ())]
    buttons = sorted(hit.start for hit in phrases.get("sells", ()))
    packs = counted_packs(phrases.get("pack", ()), normal) if goods else []
    counted = [pack.start for pack in packs if pack.phrase.text not in _VOLUMES]
    kept = []
    dosed = False
    for index, seen in enumerate(names):
        if _FREE.match(normal, seen.end) or _NATURAL_AFTER.match(normal, seen.end):
            continue
        if _NATURAL_BEFORE.search(normal[max(0, seen.start - NATURAL_CHARS) : seen.start]):
            continue
        line = normal.rfind("\n", 0, seen.start) + 1
        if _is_within(fits, max(line, seen.start - MADE_FOR_CHARS), seen.start + 1):
            continue
        if goods:
            left = max(line, seen.start - BEFORE_CHARS, names[index - 1].end if index else 0)
            right = _card_end(names, index, buttons)
            if _is_within(goods, left, right):
                continue
            is_dosed = _DOSE.search(normal, left, right) is not None or _is_within(counted, left, right)
            if not is_dosed and len(goods) >= MANY_GOODS:
                continue
            dosed |= is_dosed
        kept.append(seen)
    if len(kept) == len(names):
        return names
    return tuple(kept) if dosed or not goods else tuple(n for n in kept if n.substance.group in NAMED_ALONE)


def _card_end(names: tuple[NameSeen, ...], index: int, buttons: list[int]) -> int:
    seen = names[index]
    end = seen.end + CARD_CHARS
    for other in names[index + 1 : index + 6]:
        if other.substance is not seen.substance:
            end = min(end, other.start)
            break
    at = bisect_left(buttons, seen.end)
    return min(end, buttons[at]) if at < len(buttons) else end


def _is_within(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
