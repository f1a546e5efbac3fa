"""Offers and types from a page's structured data (JSON-LD and microdata in the schema.org vocabulary)."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from checker.evidence import Offer


def read_json_ld(blocks: Sequence[str]) -> tuple[list[Offer], set[str], set[str]]:
    return [], set(), set()


def read_microdata(tree: LexborHTMLParser) -> tuple[list[Offer], set[str]]:
    return [], set()
