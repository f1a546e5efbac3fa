"""Names that are other words too ("ice", "coke"), kept only where their surroundings show the medicine. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from checker.prices import find_strength

if TYPE_CHECKING:
    from checker.seen import NameSeen
    from checker.voice import PhraseSeen

STRENGTH_CHARS: Final = 20
CUE_GAP_CHARS: Final = 2
"""A name that needs a cue must have its strength right behind: "ice 2 g", not "ice cream, 2 g of sugar"."""
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


def _is_street_name(seen: NameSeen) -> bool:
    return seen.substance.group in STREET_GROUPS and seen.name.kind in STREET_KINDS


def _has_cue(seen: NameSeen, order_ends: set[int], normal: str) -> bool:
    if seen.start - 1 in order_ends:
        return True
    strength = find_strength(normal, seen.end, seen.end + STRENGTH_CHARS)
    return strength is not None and strength.start - seen.end <= CUE_GAP_CHARS
