"""Names of medicines that no medicine bears: books, perfumes and records, tests, needles that fit a pen. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.reading import NameSeen, PhraseSeen

CARD_CHARS: Final = 80
"""Behind a name: as far as its price may stand."""
BEFORE_CHARS: Final = 40
MADE_FOR_CHARS: Final = 60
"""Between "compatible with" and the last of the names that follow."""
MANY_GOODS: Final = 2
"""Where a page says it so often, the names of its other cards need a dose: "Valium Dreams 30 ml" is one more perfume."""
_DOSE: Final = re.compile(r"[0-9] ?(?:mg|mcg|µg|μg|g|iu|ui|i\.e|мг|мкг|毫克|微克|ミリグラム|ملغ|مجم)(?![a-zа-я])")
_COUNT_BEFORE: Final = re.compile(r"[0-9] ?(?:x |× )?$")
_VOLUMES: Final = frozenset(("ml", "мл", "毫升", "مل", "jel"))
_FREE: Final = re.compile(r"-(?:free|frei|freie|freies|freier|vrij|vrije|fri|fria)(?![a-z])")
""" "Codeine-free syrup"."""


def of_medicines(
    names: tuple[NameSeen, ...], phrases: Mapping[str, tuple[PhraseSeen, ...]], normal: str
) -> tuple[NameSeen, ...]:
    """The names without those whose own card says that it holds other goods ("paperback", "test strips"), and without
    those that follow "compatible with" on their line. On a page of such goods the others need a dose or counted pack.

    A card ends at the next name of another medicine and at an order button.
    """
    goods = [hit.start for hit in phrases.get("other-goods", ())]
    fits = [hit.end for hit in phrases.get("made-for", ())]
    if not goods and not fits and "-" not in normal:
        return names
    buttons = sorted(hit.start for hit in phrases.get("sells", ()))
    packs = (hit for hit in phrases.get("pack", ()) if goods and hit.phrase.text not in _VOLUMES)
    counted = [hit.start for hit in packs if _COUNT_BEFORE.search(normal, max(0, hit.start - 7), hit.start)]
    kept = []
    for index, seen in enumerate(names):
        if _FREE.match(normal, seen.end):
            continue
        line = normal.rfind("\n", 0, seen.start) + 1
        if _is_within(fits, max(line, seen.start - MADE_FOR_CHARS), seen.start + 1):
            continue
        if goods:
            left, right = (
                max(line, seen.start - BEFORE_CHARS, names[index - 1].end if index else 0),
                _card_end(names, index, buttons),
            )
            if _is_within(goods, left, right):
                continue
            if len(goods) >= MANY_GOODS and not (_DOSE.search(normal, left, right) or _is_within(counted, left, right)):
                continue
        kept.append(seen)
    return tuple(kept) if len(kept) < len(names) else names


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
