"""Quotes: the words of the original behind a span of the normal form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import NormalText, normalise
from tests.checker.text.test_normal import texts

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "text_quote.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_vectors(case: dict[str, Any]) -> None:
    text = NormalText(case["text"])
    quote = text.quote(case["start"], case["end"], context=case["context"], max_chars=case["max_chars"])
    assert quote == case["quote"]
    assert list(text.original_span(case["start"], case["end"])) == case["original"]


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


@given(texts, st.integers(1, 9), st.integers(0, 9))
def test_quote_is_never_longer_than_asked(original: str, max_chars: int, context: int) -> None:
    text = NormalText(original)
    assert len(text.quote(0, len(text.normal) // 2, context=context, max_chars=max_chars)) <= max_chars


def test_span_outside_of_the_text() -> None:
    with pytest.raises(ValueError, match="span 2:9 lies outside of the 3 characters"):
        NormalText("abc").original_span(2, 9)
