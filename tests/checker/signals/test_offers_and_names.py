"""What is offered and under which name: medicine-offer, accredited-name, named-licence, strengths, disguises."""

from __future__ import annotations

import pytest

from checker.signals import accredited_name, disguised_names, impossible_strength, medicine_offer, named_licence
from tests.builders import entry, findings, page, registers

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"


def test_medicine_offer_names_what_is_sold_and_why_it_thinks_so() -> None:
    (found,) = findings(medicine_offer.SIGNAL, page(CARD.format("Loratadine") + CARD.format("Paracetamol")))
    assert "loratadine" in found.statement
    assert found.quote.startswith("Loratadine")


@pytest.mark.parametrize(
    "body",
    [
        "<p>Paracetamol is used for pain. Prices vary.</p>",
        "<h2>Running shoes</h2><p>$59.00</p><button>Add to cart</button>",
        "<article><h1>Patients pay $59 for tramadol</h1><p>The ministry said prices rose.</p></article>",
    ],
)
def test_medicine_offer_is_silent_on_mentions_and_other_goods(body: str) -> None:
    assert findings(medicine_offer.SIGNAL, page(body)) == ()


def test_structured_offers_count() -> None:
    data = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product",'
        '"name":"Loratadine 10 mg",'
        '"offers":{"@type":"Offer","price":"4.90","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}'
        "</script>"
    )
    (found,) = findings(medicine_offer.SIGNAL, page("<h1>Loratadine 10 mg</h1>" + data))
    assert found.quote == "Loratadine 10 mg 4.90 EUR"


def test_accreditation_entry_of_a_list() -> None:
    listed = registers(entry(kind="accreditation"))
    (found,) = findings(accredited_name.SIGNAL, page("<p>x</p>"), register=listed)
    assert "shop.test" in found.quote
    assert findings(accredited_name.SIGNAL, page("<p>x</p>"), register=registers(entry())) == ()


def test_named_licence_says_that_it_is_not_verified() -> None:
    found = findings(named_licence.SIGNAL, page("<p>Licensed by the State Board of Pharmacy.</p>"))
    assert found
    assert found[0].statement.endswith("Not verified.")
    assert findings(named_licence.SIGNAL, page("<p>Driving licence renewal.</p>")) == ()


@pytest.mark.parametrize(
    ("name", "fires"), [("Sildenafil 200 mg", True), ("Sildenafil 100 mg", False), ("Sildenafil 3000 pills", False)]
)
def test_impossible_strength(name: str, fires: bool) -> None:
    found = findings(impossible_strength.SIGNAL, page(CARD.format(name) + CARD.format("Finasteride 1 mg")))
    assert bool(found) is fires
    if fires:
        assert found[0].quote == name


def test_disguised_names() -> None:
    shop = CARD.format("V1agra") + CARD.format("Finasteride 1 mg")
    (found,) = findings(disguised_names.SIGNAL, page(shop))
    assert "V1agra" in found.statement
    assert findings(disguised_names.SIGNAL, page(CARD.format("Viagra") + CARD.format("Vitamin B12"))) == ()
