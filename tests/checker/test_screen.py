"""Listings and posts: offers are told from mentions."""

from __future__ import annotations

import pytest

from checker.errors import InvalidOption
from checker.screen import screen


@pytest.mark.parametrize(
    "text",
    [
        "10 x 10mg Methylphenidate, ships from the EU, bitcoin accepted",
        "Tramadol 100mg for sale, 90 pills $120, contact us on Telegram to order",
        "Kamagra 100mg x 4 Pills €9",
        "Продам трамадол 50 мг, 20 таблеток, 900 руб",
        "Vendo diazepam 10 mg, 60 comprimidos, 45 €, pedidos por WhatsApp",
    ],
)
def test_offers(text: str) -> None:
    got = screen(text)
    assert got.verdict == "offer", got
    assert got.medicines
    assert all(quote in text for quote in got.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "My doctor gave me diazepam 5 mg and I slept well for three weeks.",
        "Police warn of fake Viagra sold online.",
        "Bike for sale, $120, contact me on WhatsApp",
        "Paracetamol 500 mg, 20 tablets, €2.50",
        "",
    ],
)
def test_mentions_and_other_goods_are_clear(text: str) -> None:
    assert screen(text).verdict == "clear"


@pytest.mark.parametrize("country", ["GB", "PL", "NO", "NZ"])
@pytest.mark.parametrize(
    "text", ["Codeine phosphate tablets, order on Telegram", "Sildenafil 100 mg tablets, message us on Telegram"]
)
def test_pharmacy_supply_by_messenger_is_worth_a_look(text: str, country: str) -> None:
    assert screen(text, country=country).verdict == "look"


def test_pharmacy_supply_in_an_ordinary_listing_is_clear() -> None:
    assert screen("Sildenafil 50 mg, 4 tablets, £12.99, add to basket", country="GB").verdict == "clear"


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Modafinil tablets. Ships worldwide.", ("shipping anywhere",)),
        ("Buy cocaine", ("order words",)),
        ("Buy tramadol on WhatsApp", ("order words", "orders by messenger")),
    ],
)
def test_the_same_words_give_one_cue(text: str, cues: tuple[str, ...]) -> None:
    assert screen(text).cues == cues


def test_two_words_for_cannabis_back_each_other() -> None:
    assert screen("THC edibles, 50 mg each, ships USA").verdict == "look"
    assert screen("How to hash a password; ships with Python 3").verdict == "clear"


def test_limits_and_options_name_the_field() -> None:
    with pytest.raises(InvalidOption, match="100,000") as error:
        screen("x" * 100_001)
    assert error.value.field == "text"
    with pytest.raises(InvalidOption, match="country"):
        screen("x", country="ZZ")
