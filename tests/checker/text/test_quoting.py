"""Quotes: the words of the original behind a span of the normal form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import NormalText, normalise
from checker.text.normal import fold_alone
from checker.text.quoting import PLAIN
from tests.checker.text.test_normal import texts

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "text_quote.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_vectors(case: dict[str, Any]) -> None:
    text = NormalText(case["text"])
    quote = text.quote(case["start"], case["end"], context=case["context"], max_chars=case["max_chars"])
    assert quote == case["quote"]
    assert list(text.original_span(case["start"], case["end"])) == case["original"]


@settings(deadline=None)
@given(texts, st.data())
def test_span_and_quote_hold_what_the_normal_span_says(original: str, data: st.DataObject) -> None:
    text = NormalText(original)
    start = data.draw(st.integers(0, len(text.normal)))
    end = data.draw(st.integers(start, len(text.normal)))
    said = text.normal[start:end].strip(" \n")
    low, high = text.original_span(start, end)
    assert said in normalise(original[low:high])
    quote = text.quote(start, end, context=data.draw(st.integers(0, 5)))
    assert quote in original
    assert said in normalise(quote)


@settings(deadline=None)
@given(texts, st.integers(1, 9), st.integers(0, 9))
def test_quote_is_never_longer_than_asked(original: str, max_chars: int, context: int) -> None:
    text = NormalText(original)
    assert len(text.quote(0, len(text.normal) // 2, context=context, max_chars=max_chars)) <= max_chars


@settings(deadline=None)
@given(texts.filter(lambda text: "\n" not in text), st.integers(3, 9), st.integers(0, 40))
def test_long_blocks_are_quoted_in_place(part: str, repeat: int, place: int) -> None:
    """Blocks are mapped in chunks; whatever stands at the cuts, places after them are right."""
    original = (part + "Ünd so ") * (40 * repeat) + "Ende"
    text = NormalText(original)
    assert text.quote(len(text.normal) - 4, len(text.normal)) == "Ende"
    start = text.normal.find("und", len(text.normal) * place // 41)
    low, high = text.original_span(start, start + 3)
    assert original[low:high].endswith("Ünd")
    assert high - low <= 3 + len(part)


def test_span_outside_of_the_text() -> None:
    with pytest.raises(ValueError, match="span 2:9 lies outside of the 3 characters"):
        NormalText("abc").original_span(2, 9)


def test_plain_characters_show_and_stand_alone() -> None:
    plain = re.compile(f"[{PLAIN}]")
    folded = [fold_alone(char) for code in range(0x10000) if plain.match(char := chr(code))]
    assert len(folded) > 20_000
    assert all(out.strip() == out != "" and not joins for out, joins in folded)
