"""The normal form: vectors, and that the quick way and the definition agree."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import normal, normalise
from checker.text.chars import SEPARATORS, SPACED
from checker.text.normal import MAX_REPLACED, STABLE, fold

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "text_normal_form.json").read_text("utf-8"))["cases"]

TRICKY = (
    "aAéÉİıßẞſﬁ™²①ŁłØΑάςΣσЙйЁё\u0301\u0316\u0323\u0345\u3099\u309aかガｶﾞパ한각\u1112\u1161\u11abقُأآـ٠۵กำก่ी़कּשׁ"
    "\u200b\u00ad\u200d\ufe0f💊\u2028\xa0\u3000 \t\n\r.。、؟`´’“«-–‑’'℞㎎½ǅﷺ𝐀𝓿ⅷ\x85\x1c\ud800″"
)
texts = st.one_of(st.text(alphabet=TRICKY, max_size=20), st.text(max_size=20))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_vectors(case: dict[str, Any]) -> None:
    assert normalise(case["text"]) == case["normal"]


def by_definition(text: str) -> str:
    text = re.sub("[ \t\v\f\r\x1c-\x1f]+", " ", fold(text))
    return re.sub(" ?\n[ \n]*", "\n", text).strip(" \n")


@settings(deadline=None)
@given(texts)
def test_quick_way_equals_definition(text: str) -> None:
    assert normalise(text) == by_definition(text)


@settings(deadline=None)
@given(texts)
def test_normal_form_is_its_own(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(deadline=None)
@given(texts, texts)
def test_blocks_do_not_depend_on_each_other(one: str, two: str) -> None:
    joined = "\n".join(part for part in (normalise(one), normalise(two)) if part)
    assert normalise(one + "\n" + two) == joined


def test_every_character_alone() -> None:
    """No character of Unicode gives upper case, white space or something that changes again."""
    odd = re.compile(f"[A-Z\t\r{normal.WHITE.replace(' ', '')}{normal.ZERO_WIDTH}]")
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for at in range(0, len(every), 0x400):
        text = normalise("x".join(every[at : at + 0x400]))
        if at >= 0x400:
            assert not odd.search(text), hex(at)
        assert normalise(text) == text, hex(at)


def test_stable_letters_are_stable() -> None:
    stable = re.compile(f"[{STABLE}]")
    letters = [char for code in range(0x10000) if stable.match(char := chr(code))]
    assert len(letters) > 20_000
    assert [char for char in letters if normal.fold_alone(char) != (char, False)] == []


def test_separators_and_letters_share_nothing() -> None:
    both = [chr(c) for c in range(0x300) if re.match(f"[{SPACED}]", chr(c)) and re.match(f"[{SEPARATORS}]", chr(c))]
    assert both == []


@pytest.mark.parametrize(("mark", "kept"), [("\u05b0\u05c1", 8), ("\u0301\u0316", 0), ("\u0e38\u0e48", 8)])
def test_endless_marks_are_cut(mark: str, kept: int) -> None:
    """Sorting them in one run takes the square of their number: minutes, which the suite's time limit ends."""
    assert len(normalise("x" + mark * 200_000)) == 1 + kept


def test_many_distinct_characters_fold_in_one_pass_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    chars = [chr(n) for n in range(0xF900, 0xFB00)] + [chr(n) for n in range(0x1D400, 0x1D7FF)] + ["A", " ", "\u0301"]
    text = "".join(random.Random(3).choices(chars, k=4_000))
    assert sum(fold(c) != c for c in set(text)) > MAX_REPLACED
    at_once = normalise(text)
    monkeypatch.setattr(normal, "MAX_REPLACED", 10_000)
    assert normalise(text) == at_once
