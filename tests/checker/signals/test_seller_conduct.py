"""Contact, messenger, payment and checkout of a seller."""

from __future__ import annotations

import pytest

from checker.signals import foreign_checkout, irreversible_payment, messenger_order, missing_contact
from checker.signals.base import Strength
from tests.builders import findings, page

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button>"
SHOP = CARD.format("Amoxicillin 500 mg") + CARD.format("Finasteride 1 mg")
CHECKOUT = "<a href='/checkout'>Checkout</a>"
LONG = "<p>" + "We care for our customers every day of the year. " * 40 + "</p>"


def test_missing_contact_fires_on_a_long_page_without_any() -> None:
    (found,) = findings(missing_contact.SIGNAL, page(SHOP + CHECKOUT + LONG))
    assert found.strength is Strength.WEAK
    assert found.place == "https://shop.test/"


def test_missing_contact_weighs_more_when_the_contact_page_was_read() -> None:
    contact = page("<p>Write to us by this form.</p>", url="https://shop.test/contact", role="contact")
    (found,) = findings(missing_contact.SIGNAL, page(SHOP + CHECKOUT), contact)
    assert found.strength is Strength.MODERATE


@pytest.mark.parametrize(
    "contact",
    [
        "<p>Call us: +44 20 7946 0000</p>",
        "<p>12 High Street, Testford AB1 2CD</p>",
        "<a href='tel:+15555550100'>Call</a>",
        "<p>Company number 01234567</p>",
    ],
)
def test_missing_contact_is_silent_when_one_is_given(contact: str) -> None:
    assert findings(missing_contact.SIGNAL, page(SHOP + CHECKOUT + LONG + contact)) == ()


def test_missing_contact_says_nothing_on_short_pages() -> None:
    assert findings(missing_contact.SIGNAL, page(SHOP + CHECKOUT)) == ()


def test_messenger_order_quotes_the_words() -> None:
    (found,) = findings(messenger_order.SIGNAL, page(SHOP + CHECKOUT + "<p>To order, contact us on Telegram.</p>"))
    assert found.strength is Strength.MODERATE
    assert "Telegram" in found.quote


def test_messenger_order_leaves_shops_without_prescription_medicines_alone() -> None:
    otc = CARD.format("Loratadine") + CARD.format("Paracetamol") + CHECKOUT
    assert findings(messenger_order.SIGNAL, page(otc + "<p>To order, contact us on Telegram.</p>")) == ()


def test_irreversible_payment_alone_and_beside_cards() -> None:
    only = page(SHOP + CHECKOUT + "<p>We accept Bitcoin and Western Union.</p>")
    beside = page(SHOP + CHECKOUT + "<p>We accept Bitcoin, Visa, Mastercard and PayPal.</p>")
    assert findings(irreversible_payment.SIGNAL, only)[0].strength is Strength.MODERATE
    assert findings(irreversible_payment.SIGNAL, beside)[0].strength is Strength.WEAK
    assert findings(irreversible_payment.SIGNAL, page(SHOP + CHECKOUT + "<p>We accept Visa.</p>")) == ()


def test_checkout_on_another_domain() -> None:
    shop = page(SHOP + "<a href='https://pay-here.test/checkout'>Checkout</a>")
    (found,) = findings(foreign_checkout.SIGNAL, shop)
    assert found.quote == "https://pay-here.test/checkout"
    assert "pay-here.test" in found.statement


@pytest.mark.parametrize("target", ["/checkout", "https://www.shop.test/checkout", "https://www.paypal.com/checkout"])
def test_own_checkout_and_payment_services_are_fine(target: str) -> None:
    assert findings(foreign_checkout.SIGNAL, page(SHOP + f"<a href='{target}'>Checkout</a>")) == ()


def test_payment_form_without_encryption() -> None:
    form = "<form action='http://shop.test/pay' method='post'><input name='card_number'></form>"
    (found,) = findings(foreign_checkout.SIGNAL, page(SHOP + CHECKOUT + form))
    assert found.rule == "checkout:unencrypted"
