"""Offers and types from a page's microdata (``itemscope``, ``itemtype``, ``itemprop``) in the schema.org vocabulary.

**Source:** https://html.spec.whatwg.org/multipage/microdata.html (read 2026-11-24); ``itemref`` is not followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.evidence import Offer
from checker.gather.structured import MAX_VALUE, Structured, last_part

MAX_ELEMENTS: Final = 5_000
MAX_LEVELS: Final = 30
"""Levels between a property and its item."""
MAX_CHARACTERS: Final = 500_000
"""Text that is read for properties in all: nested ones repeat their contents."""

_WANTED: Final = frozenset(
    (
        "name",
        "price",
        "lowPrice",
        "highPrice",
        "priceCurrency",
        "availability",
        "offers",
        "itemOffered",
        "priceSpecification",
    )
)
_OFFER_TYPES: Final = frozenset(("Offer", "AggregateOffer"))


@dataclass(slots=True)
class _Item:
    types: frozenset[str]
    around: _Item | None
    role: str
    """Property of the item around it that it is the value of; "" for a top item."""
    values: dict[str, str] = field(default_factory=dict)
    has_offers: bool = False


def read_microdata(tree: LexborHTMLParser, found: Structured) -> None:
    """Add what the items of the tree hold."""
    items: dict[int, _Item] = {}
    room = MAX_CHARACTERS
    nodes = tree.css("[itemscope],[itemprop]")
    if len(nodes) > MAX_ELEMENTS:
        found.notes.add("structured-data-cut")
    for node in nodes[:MAX_ELEMENTS]:
        attributes = node.attributes
        names = (attributes.get("itemprop") or "").split()
        around = _item_around(node, items)
        if "itemscope" in attributes:
            role = names[0] if names else ""
            items[node.mem_id] = _Item(found.add_types(attributes.get("itemtype")), around, role)
            if around is not None and role == "offers":
                around.has_offers = True
        elif around is not None and any(name in _WANTED and name not in around.values for name in names) and room > 0:
            value = _value(node, attributes)
            room -= len(value)
            for name in names:
                around.values.setdefault(name, " ".join(value[: 4 * MAX_VALUE].split())[:MAX_VALUE])
    inside = {id(item.around): item for item in items.values() if item.role in ("itemOffered", "priceSpecification")}
    for item in items.values():
        if item.role in ("itemOffered", "priceSpecification") or item.has_offers:
            continue
        is_offer = item.role == "offers" or bool(item.types & _OFFER_TYPES)
        if is_offer or (item.values.get("price") and item.values.get("name")):
            found.add_offer(_offer(item, inside.get(id(item))))


def _item_around(node: LexborNode, items: dict[int, _Item]) -> _Item | None:
    around = node.parent
    for _ in range(MAX_LEVELS):
        if around is None:
            return None
        if (item := items.get(around.mem_id)) is not None:
            return item
        around = around.parent
    return None


def _value(node: LexborNode, attributes: dict[str, str | None]) -> str:
    """Value of a property: of the attribute that carries it, else the text."""
    for name in ("content", "datetime", "value"):
        if value := attributes.get(name):
            return value
    if node.tag in ("link", "a", "area"):
        return attributes.get("href") or ""
    return node.text()


def _offer(item: _Item, inner: _Item | None) -> Offer:
    values = item.values if inner is None else {**inner.values, **item.values}
    around = item.around.values.get("name", "") if item.around is not None and item.role == "offers" else ""
    inner_name = inner.values.get("name", "") if inner is not None and inner.role == "itemOffered" else ""
    return Offer(
        inner_name or around or values.get("name", ""),
        values.get("price") or values.get("lowPrice") or values.get("highPrice") or "",
        values.get("priceCurrency", ""),
        last_part(values.get("availability", "")),
        "microdata",
    )
