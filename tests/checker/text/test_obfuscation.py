"""Obfuscated names; what each rule does is in the vectors, here is what they must not do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.text import Matcher, Pattern, normalise
from checker.text.obfuscation import MAX_TOKENS

NAMES = ("viagra", "tramadol", "xanax", "cialis", "ambien", "oxycontin", "codeine")
MATCHER = Matcher(Pattern(name, name, is_name=True) for name in NAMES)


def obfuscated(text: str) -> list[str]:
    normal = normalise(text)
    return [normal[hit.start : hit.end] for hit in MATCHER.scan(normal) if hit.is_obfuscated]


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin B12, CO2 and H2O, 4mg or 100mg, HbA1c 7%, COVID-19, SARS-CoV-2, GLP1, 5-HT3, B2B, mp3, 4x100g",
        "Tel. +49 (0)30 123456, info@apotheke.example, PZN 01234567, SKU TR4M-50, EAN 4012345678901",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
        "a.k.a. e.g. i.e. U.S.A. p.r.n. q.d.s. b.i.d. t.i.d. R.P.S.G.B.",
        "Soooo goood! Hmmmm, zzzz, www.example.com, XXXL, III, ||||",
        "Приём препарата Vitamin С и омега3; цена 100р",
        "viagra tramadol xanax",
    ],
)
def test_innocent_tokens_are_silent(text: str) -> None:
    assert obfuscated(text) == []


@pytest.mark.parametrize("before", ["", "é ", "购买", "💊", "ł", "по ", "x\n"])
def test_places_are_right_after_other_scripts(before: str) -> None:
    text = before + "v1agra" + " x@nax, t-r-a-m-a-d-o-l ambieeen кодcialıs vιagra"
    expected = ["x@nax", "t-r-a-m-a-d-o-l", "ambieeen", "vιagra"]
    assert obfuscated(text) == ([] if before == "ł" else ["v1agra"]) + expected


def test_number_of_tokens_is_bounded() -> None:
    assert len(obfuscated("v1agra " * (MAX_TOKENS + 9))) == MAX_TOKENS


@settings(deadline=None)
@given(st.text(alphabet="viagrax1@!|.- aа\n", max_size=40))
def test_hits_are_whole_tokens_in_place(text: str) -> None:
    normal = normalise(text)
    for hit in MATCHER.scan(normal):
        assert 0 <= hit.start < hit.end <= len(normal)
        assert "\n" not in normal[hit.start : hit.end]
        if hit.is_obfuscated:
            assert normal[hit.start : hit.end] not in NAMES
