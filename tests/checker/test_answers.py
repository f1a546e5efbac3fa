"""One word behind a question or label turns it into a waiver, a demand or nothing."""

from __future__ import annotations

import pytest

from checker.answers import answers_no, answers_yes, is_label_of_no, is_of_validity, is_refused, speaks_of_form
from checker.text import normalise


@pytest.mark.parametrize("text", [" No, just order.", "\nNope!", " Bei uns nicht.", " U nas nie.", "\nいいえ", " Нет"])
def test_no(text: str) -> None:
    assert answers_no(normalise("x" + text), 1)


@pytest.mark.parametrize("text", [" Northern post only.", " Yes.", " Notice the box.", ""])
def test_no_answer_of_no(text: str) -> None:
    assert not answers_no(normalise("x" + text), 1)


@pytest.mark.parametrize("text", ["? No problem!", "? Pas de problème !", "? Sí, claro.", "？没问题", "? Kein Problem"])
def test_yes(text: str) -> None:
    assert answers_yes(normalise("x" + text), 1)


@pytest.mark.parametrize(
    ("text", "is_no"), [(": no", True), ("\nNo\nPrice", True), (": no later than", False), (" no", False)]
)
def test_label(text: str, is_no: bool) -> None:
    assert is_label_of_no(normalise("prescription required" + text), len("prescription required")) is is_no


def test_refusals() -> None:
    words = "sans ordonnance"
    assert is_of_validity(normalise(f"{words} valable"), len(words))
    assert not is_of_validity(normalise(f"{words} et discret"), len(words))
    assert is_refused("no prescription, no medicine", len("no prescription"))
    assert not is_refused("no prescription, no problem", len("no prescription"))
    assert speaks_of_form("do i need the original prescription", 0, len("do i need"))
    assert not speaks_of_form("do i need a prescription", 0, len("do i need"))


def test_an_order_that_is_cancelled_was_no_offer_without_prescription() -> None:
    words = normalise("Sin receta el pedido se cancela y se reembolsa.")
    assert is_refused(words, len("sin receta"))
    assert not is_refused(normalise("Sin receta. El pedido se cancela en la web."), len("sin receta"))
