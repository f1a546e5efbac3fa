"""The matcher: vectors, refused patterns, and equality with a plain way to find whole phrases."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import Hit, Matcher, Pattern, normalise
from checker.text.matcher import MAX_CHARS, MAX_PLACES

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "text_matcher.json").read_text("utf-8"))["cases"]


def matcher_of(*texts: str) -> Matcher:
    return Matcher(Pattern(text, text) for text in texts)


def found(matcher: Matcher, text: str) -> list[tuple[str, str]]:
    normal = normalise(text)
    return [(matcher.patterns[hit.pattern].id, normal[hit.start : hit.end]) for hit in matcher.scan(normal)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_vectors(case: dict[str, Any]) -> None:
    matcher = Matcher(Pattern(p["id"], p["text"], is_name=p["is_name"]) for p in case["patterns"])
    normal = normalise(case["text"])
    assert normal == case["normal"]
    hits = [[matcher.patterns[h.pattern].id, h.start, h.end, h.is_obfuscated] for h in matcher.scan(normal)]
    assert hits == case["hits"]


def test_vectors_hold_together_in_one_matcher() -> None:
    """All patterns of all cases at once: each case has its hits, whatever other patterns there are."""
    patterns = [
        Pattern(f"{case['id']}/{p['id']}", p["text"], is_name=p["is_name"]) for case in CASES for p in case["patterns"]
    ]
    matcher = Matcher(patterns)
    for case in CASES:
        hits = [
            [matcher.patterns[h.pattern].id.split("/")[1], h.start, h.end, h.is_obfuscated]
            for h in matcher.scan(case["normal"])
            if matcher.patterns[h.pattern].id.startswith(case["id"] + "/")
        ]
        assert hits == case["hits"], case["id"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("~ prescription", "begins with a slot"),
        ("* prescription", "begins with a slot"),
        ("*", "begins with a slot"),
        ("no ~", "ends with a slot"),
        ("a ~ *", "ends with a slot"),
        ("", "has a piece without letter"),
        ("- .", "has a piece without letter"),
        ("a ~ - ~ b", "has a piece without letter"),
    ],
)
def test_refused_patterns(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"pattern 'my-id': .*{re.escape(reason)}"):
        Matcher([Pattern("my-id", text)])


def test_nothing_to_find() -> None:
    assert Matcher([]).scan("some text") == []


def test_hit_is_a_span_of_the_normal_form() -> None:
    assert matcher_of("buy", "buy now").scan("we buy now") == [Hit(1, 3, 10), Hit(0, 3, 6)]


def test_repetition_is_bounded() -> None:
    hits = matcher_of("buy now").scan(normalise("buy now. " * (MAX_PLACES + 5)))
    assert len(hits) == MAX_PLACES


def test_length_is_bounded() -> None:
    filler = "word " * (MAX_CHARS // 5)
    assert found(matcher_of("buy now"), filler[:-10] + " buy now") == [("buy now", "buy now")]
    assert found(matcher_of("buy now"), filler + " buy now") == []


def test_short_names_in_an_endless_word() -> None:
    matcher = Matcher([Pattern("aa", "aa", is_name=True), Pattern("x", "viagra", is_name=True)])
    assert found(matcher, "a" * 5000 + " viagra aa") == [("x", "viagra"), ("aa", "aa")]


WORDS = ("no", "rx", "needed", "处", "方", "é", "ø", "s", "1", "💊")


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=6),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "-", "\n", ". ", ", ", "", "/"])), max_size=14),
)
def test_phrases_equal_a_plain_search(phrases: list[list[str]], parts: list[tuple[str, str]]) -> None:
    """One regular expression a phrase, slowly: separators for spaces, no letter beside letters."""
    normal = normalise("".join(word + separator for word, separator in parts))
    patterns = sorted({normalise(" ".join(words)) for words in phrases})
    letter, separator = "[0-9a-zø]", "[^0-9a-zø处方💊\n]"
    expected = []
    for number, text in enumerate(patterns):
        body = separator.join(map(re.escape, text.split(" ")))
        left = f"(?<!{letter})" if re.match(letter, text[0]) else ""
        right = f"(?!{letter})" if re.match(letter, text[-1]) else ""
        for match in re.finditer(f"(?=({left}{body}{right}))", normal):
            expected.append((number, match.start(1), match.end(1)))
    hits = [hit[:3] for hit in matcher_of(*patterns).scan(normal)]
    assert hits == sorted(expected, key=lambda hit: (hit[1], -hit[2], hit[0]))
