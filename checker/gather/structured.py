"""Offers and types from a page's JSON-LD in the schema.org vocabulary, as shops write it and as they miswrite it.

**Source:** https://schema.org/Offer, /AggregateOffer and /PriceSpecification (read 2026-11-24).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import Any, Final

from checker.evidence import Offer

MAX_OFFERS: Final = 1_000
MAX_VALUES: Final = 20_000
"""Objects and lists that are looked at over all blocks."""
MAX_CHARACTERS: Final = 1_000_000
MAX_BLOCK_CHARACTERS: Final = 500_000
"""All blocks together, and one of them."""
MAX_TYPES: Final = 100
MAX_VALUE: Final = 500
"""Characters of a name or price."""

_OFFER_TYPES: Final = frozenset(("Offer", "AggregateOffer"))
_TYPE: Final = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)?([A-Za-z]{2,60})\Z")
_WRAPPING: Final = re.compile(
    r"\A\s*(?:(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?)|(?:(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?;?)\s*\Z"
)
_TRAILING_COMMA: Final = re.compile(r",\s{0,1000}(?=[}\]])")
_NEXT_BLOCK: Final = re.compile(r"[\s,;]*")
# Numbers stay as written: "19.90" is no 19.9, and a million digits cost nothing.
_DECODER: Final = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)


class Structured:
    """Offers and types found so far, in page order; JSON-LD and microdata add to the same one."""

    def __init__(self) -> None:
        self.offers: list[Offer] = []
        self.types: set[str] = set()
        self.notes: set[str] = set()

    def add_types(self, value: object) -> frozenset[str]:
        """Names of schema.org types in a ``@type`` or ``itemtype``; remembers them."""
        words = value if isinstance(value, list) else str(value).split() if isinstance(value, str) else ()
        found = frozenset(
            hit.group(1) for word in words[:10] if isinstance(word, str) and (hit := _TYPE.match(word.strip()))
        )
        if len(self.types) < MAX_TYPES:
            self.types |= found
        return found

    def add_offer(self, offer: Offer) -> None:
        if len(self.offers) < MAX_OFFERS:
            self.offers.append(offer)
        else:
            self.notes.add("offers-cut")


def read_json_ld(blocks: Sequence[str], found: Structured) -> None:
    """Add what the script blocks hold; notes ``json-ld-repaired`` and ``json-ld-broken``."""
    room = MAX_CHARACTERS
    budget = MAX_VALUES
    for block in blocks:
        if len(block) > min(room, MAX_BLOCK_CHARACTERS) or budget <= 0:
            found.notes.add("structured-data-cut")
            continue
        room -= len(block)
        for value in _parse(block.replace("\f", " "), found.notes):
            budget = _read_value(value, found, budget)


def _parse(block: str, notes: set[str]) -> list[Any]:
    """Values of one block: usually one, several when they were written one after another."""
    text = block.strip()
    if "<!--" in text or "CDATA" in text:
        text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()
    if not text:
        return []
    values = _decode(text)
    if values is None:
        repaired = html.unescape(text) if "&quot;" in text or "&#34;" in text else text
        values = _decode(_TRAILING_COMMA.sub("", repaired))
        notes.add("json-ld-broken" if values is None else "json-ld-repaired")
    return values or []


def _decode(text: str) -> list[Any] | None:
    values: list[Any] = []
    at = 0
    try:
        while at < len(text) and len(values) < 100:
            value, at = _DECODER.raw_decode(text, at)
            values.append(value)
            if gap := _NEXT_BLOCK.match(text, at):
                at = gap.end()
    except (ValueError, RecursionError):
        return values or None
    return values


def _read_value(value: Any, found: Structured, budget: int) -> int:
    """Walk one value without recursion; returns the budget that is left."""
    # (value, name of what it belongs to, is it an offer by its place)
    waiting: list[tuple[Any, str, bool]] = [(value, "", False)]
    while waiting:
        if budget <= 0:
            found.notes.add("structured-data-cut")
            break
        budget -= 1
        value, owner, is_offer = waiting.pop()
        if isinstance(value, list):
            waiting.extend(
                (item, owner, is_offer) for item in reversed(value[:budget]) if isinstance(item, dict | list)
            )
            continue
        if not isinstance(value, dict):
            continue
        types = found.add_types(value.get("@type"))
        name = _text(value.get("name"))
        inner = value.get("offers")
        has_inner = isinstance(inner, dict | list) and bool(inner)
        if not has_inner and (is_offer or types & _OFFER_TYPES or (value.get("price") and name)):
            found.add_offer(_offer(value, name, owner))
        for key, child in reversed(value.items()):
            if isinstance(child, dict | list) and key not in ("priceSpecification", "@context"):
                waiting.append((child, (name or owner) if key == "offers" else "", key == "offers"))
    return budget


def _offer(value: dict[str, Any], name: str, owner: str) -> Offer:
    item = value.get("itemOffered")
    item_name = _text(item.get("name")) if isinstance(item, dict) else ""
    specification = value.get("priceSpecification")
    if isinstance(specification, list):
        specification = next((entry for entry in specification[:20] if isinstance(entry, dict)), None)
    if not isinstance(specification, dict):
        specification = {}
    price = next(
        (
            text
            for source, key in ((value, "price"), (value, "lowPrice"), (specification, "price"), (value, "highPrice"))
            if (text := _text(source.get(key)))
        ),
        "",
    )
    currency = _text(value.get("priceCurrency")) or _text(specification.get("priceCurrency"))
    availability = value.get("availability")
    if isinstance(availability, dict):
        availability = availability.get("@id")
    return Offer(item_name or owner or name, price, currency, last_part(_text(availability)), "json-ld")


def last_part(term: str) -> str:
    """``InStock`` of ``https://schema.org/InStock``."""
    return term.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or ""
    return " ".join(html.unescape(value[:MAX_VALUE]).split()) if isinstance(value, str) else ""
