"""Offers and types from a page's structured data (JSON-LD and microdata in the schema.org vocabulary)."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from checker.evidence import Offer


def read_structured(
    json_ld: Sequence[str], tree: LexborHTMLParser | None, source: bytes
) -> tuple[tuple[Offer, ...], tuple[str, ...], set[str]]:
    return (), (), set()
