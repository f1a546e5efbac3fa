"""Which ASCII letters other characters are taken for."""

from __future__ import annotations

import pytest

from checker.homoglyphs import CLOSE_EXTRAS, LOOSE_EXTRAS, ascii_skeleton, close_look, loose_look


@pytest.mark.parametrize(
    ("char", "look"),
    [
        ("а", "a"),
        ("о", "o"),
        ("ο", "o"),
        ("ѕ", "s"),
        ("ɡ", "g"),
        ("к", "k"),
        ("০", "o"),
        ("я", ""),
        ("й", ""),
        ("食", ""),
    ],
)
def test_close_look(char: str, look: str) -> None:
    assert close_look(char) == look


@pytest.mark.parametrize(
    ("char", "look"), [("é", "e"), ("ł", "l"), ("ğ", "g"), ("т", "t"), ("ο", "o"), ("ж", ""), ("a", "a")]
)
def test_loose_look_also_drops_accents(char: str, look: str) -> None:
    assert loose_look(char) == look


def test_accents_and_small_capitals_accuse_no_word_alone() -> None:
    assert [close_look(char) for char in "éłтмн"] == [""] * 5


def test_own_table_is_short_and_plain() -> None:
    for char, look in (CLOSE_EXTRAS | LOOSE_EXTRAS).items():
        assert len(char) == 1
        assert not char.isascii()
        assert look.isascii()
        assert look.isalnum()
    assert not CLOSE_EXTRAS.keys() & LOOSE_EXTRAS.keys()


@pytest.mark.parametrize(
    ("text", "skeleton"),
    [
        ("рhаrmасу", "pharmacy"),
        ("apóthèque", "apotheque"),
        ("a\u0323potheke", "apotheke"),
        ("аптека", "anteka"),
        ("食shop", "食shop"),
    ],
)
def test_skeleton(text: str, skeleton: str) -> None:
    assert ascii_skeleton(text) == skeleton
