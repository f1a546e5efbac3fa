"""Sentence, negation and quotation around a hit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import Hit, Matcher, Pattern, is_negated, is_quoted, normalise, sentence_span

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "text_scope.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_vectors(case: dict[str, Any]) -> None:
    normal = normalise(case["text"])
    start, end = case["start"], case["end"]
    negations = Matcher(Pattern(word, word) for word in case["negations"]).scan(normal)
    assert is_negated(normal, start, end, negations) is case["is_negated"]
    assert is_quoted(normal, start, end) is case["is_quoted"]
    assert list(sentence_span(normal, start)) == case["sentence"]


@settings(deadline=None)
@given(st.text(alphabet="ab .!?\n'\"", max_size=30), st.data())
def test_sentences_hold_the_position_and_no_newline(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    position = data.draw(st.integers(0, len(normal)))
    start, end = sentence_span(normal, position)
    assert 0 <= start <= position <= end <= len(normal)
    assert "\n" not in normal[start:end]


def test_many_negations_far_away_are_not_searched_through() -> None:
    normal = "not " * 50_000 + "here. buy without a prescription"
    start = normal.index("buy")
    negations = [Hit(0, at, at + 3) for at in range(0, 200_000, 4)]
    assert not is_negated(normal, start, start + 3, negations)
