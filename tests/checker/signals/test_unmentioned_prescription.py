"""Prescription medicines sold without a word of a prescription."""

from __future__ import annotations

from checker.signals.base import Strength
from checker.signals.unmentioned_prescription import MANY_MEDICINES, SEVERAL_MEDICINES, SIGNAL
from tests.builders import findings, page

NAMES = ("Tadalafil", "Amoxicillin", "Finasteride", "Metformin", "Warfarin", "Sertraline", "Prednisolone", "Lisinopril")
CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"


def shop(count: int) -> str:
    return "".join(CARD.format(name) for name in NAMES[:count])


def test_limit_at_below_and_above() -> None:
    assert findings(SIGNAL, page(shop(SEVERAL_MEDICINES - 1)))[0].strength is Strength.WEAK
    assert findings(SIGNAL, page(shop(SEVERAL_MEDICINES)))[0].strength is Strength.MODERATE
    assert findings(SIGNAL, page(shop(MANY_MEDICINES)))[0].strength is Strength.STRONG


def test_silent_when_any_page_asks() -> None:
    other = page("<p>A valid prescription is required for all our medicines.</p>", url="https://shop.test/faq")
    assert findings(SIGNAL, page(shop(4)), other) == ()


def test_over_the_counter_goods_do_not_count() -> None:
    cards = "".join(CARD.format(name) for name in ("Paracetamol", "Loratadine", "Vitamin D3", "Cetirizine"))
    assert findings(SIGNAL, page(cards)) == ()


def test_classes_count_where_few_medicines_are_named() -> None:
    words = "<p>Antibiotics, antidepressants and sleeping pills.</p>"
    assert findings(SIGNAL, page(shop(1) + words))[0].strength is Strength.MODERATE
    assert findings(SIGNAL, page(shop(1) + words + "<p>Pay with bitcoin.</p>"))[0].strength is Strength.STRONG


def test_a_seller_by_messenger_who_is_nobody() -> None:
    orders = "<p>Order on WhatsApp: +27 00 000 0000.</p>"
    assert findings(SIGNAL, page(shop(1) + orders))[0].strength is Strength.STRONG
    assert findings(SIGNAL, page(shop(1) + orders + "<p>Your local pharmacy.</p>"))[0].strength is Strength.WEAK


def test_abortion_pills_that_nobody_answers_for() -> None:
    kit = CARD.format("Misoprostol 200 mcg")
    assert findings(SIGNAL, page(kit))[0].strength is Strength.STRONG
    assert findings(SIGNAL, page(kit + "<p>Superintendent pharmacist: A. Example.</p>"))[0].strength is Strength.WEAK
