"""Prices and strengths where they stand."""

from __future__ import annotations

import pytest

from checker.prices import find_prices, find_strength


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("only $9.95 today", "9.95", "USD"),
        ("12,90 €", "12,90", "EUR"),
        ("1 299 kč", "1 299", "CZK"),
        ("5.200,00 zł", "5.200,00", "PLN"),
        ("usd 12", "12", "USD"),
        ("rs. 200", "200", "INR"),
        ("200円", "200", "JPY"),
        ("450 ج.م", "450", "EGP"),
        ("9000 دج والتوصيل", "9000", "DZD"),
        ("¥1200", "1200", "JPY"),
        ("us$ 1,159.90", "1,159.90", "USD"),
        ("3,-kč", "3", "CZK"),
        ("pen 1.450,- / stk", "1.450", ""),
        ("30 tabletter 895:-", "895", ""),
        ("25 евро", "25", "EUR"),
        ("2500 рублеи", "2500", "RUB"),
        ("20块一片", "20", "CNY"),
    ],
)
def test_prices(text: str, amount: str, currency: str) -> None:
    (price,) = find_prices(text)
    assert (price.amount, price.currency) == (amount, currency)
    assert text[price.start : price.end].count(amount) == 1


@pytest.mark.parametrize(
    "text", ["12 pills", "100mg", "$0.00", "call 555 0100", "version 2.0", "in 2026", "12 krone", "5 دجاجات"]
)
def test_no_prices(text: str) -> None:
    assert find_prices(text) == ()


def test_only_amounts_that_begin_in_the_part_count() -> None:
    text = "a $1 b $2 c $3"
    assert [p.amount for p in find_prices(text, 3, 9)] == ["1", "2"]
    assert [p.amount for p in find_prices("x 12,90 €", 0, 3)] == ["12,90"]
    assert len(find_prices("€1 " * 50, most=7)) == 7


@pytest.mark.parametrize(
    ("text", "amount", "unit"), [("tramadol 225 mg", 225, "mg"), ("x 0,5 mg", 0.5, "mg"), ("виагра 100 мг", 100, "мг")]
)
def test_strengths(text: str, amount: float, unit: str) -> None:
    found = find_strength(text, 0, len(text))
    assert found is not None
    assert (found.amount, found.unit) == (amount, unit)


def test_no_strength_in_other_numbers() -> None:
    assert find_strength("90 pills for 12 magazines", 0, 30) is None
