"""Words and prices out of the data of pages that a script would build."""

from __future__ import annotations

import pytest

from checker.gather.script_text import MAX_READ_CHARS, MAX_TOKENS, SHELL_MAX_TEXT_CHARS, find_script_text

NEXT = (
    '{"props":{"slug":"tramadol-50","name":"Tramadol 50 mg","price":39.5,"currency":"EUR","stock":12,'
    '"badge":"No prescription <b>needed</b>","image":"/img/tramadol.png"}}'
)


def test_strings_and_prices_come_in_order_without_ids_and_addresses() -> None:
    assert find_script_text([NEXT], "").split("\n") == ["Tramadol 50 mg", "39.5 EUR", "No prescription needed"]


@pytest.mark.parametrize("head", ["window.__INITIAL_STATE__=", "window.__NUXT__ = "])
def test_state_of_other_builders(head: str) -> None:
    data = head + "{items:[{n:'Xanax 1 mg',p:49},{n:\"L\\u00e4nge\",p:0}],cta:'Add to cart'}"
    assert find_script_text([data], "").split("\n") == ["Xanax 1 mg", "49 ¤", "Länge", "Add to cart"]


def test_programs_and_pages_with_a_text_of_their_own_are_left_alone() -> None:
    assert find_script_text(['alert("Buy tramadol")', "https://cdn.test/app.js"], "") == ""
    assert find_script_text([NEXT], "x" * SHELL_MAX_TEXT_CHARS) != ""
    assert find_script_text([NEXT], "x" * (SHELL_MAX_TEXT_CHARS + 1)) == ""


def test_more_than_the_bounds_is_not_read() -> None:
    many = "[" + '"one word",' * (MAX_TOKENS + 5) + "]"
    assert len(find_script_text([many], "").split("\n")) <= MAX_TOKENS
    far = "{" + " " * MAX_READ_CHARS + '"name":"Tramadol 50 mg"}'
    assert find_script_text([far, NEXT], "") == ""


@pytest.mark.parametrize("piece", ["'\\", '"', '"\\u12', "a:", "9", '{"c":'])
def test_broken_data_end_somewhere(piece: str) -> None:
    assert len(find_script_text(["{" + piece * 1_000], "")) <= MAX_READ_CHARS
