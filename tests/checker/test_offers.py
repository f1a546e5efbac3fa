"""Medicines with a price, button or order word are offers; mentions are none."""

from __future__ import annotations

import pytest

from checker.price_lists import MAX_OFFERS_PER_MEDICINE
from tests.builders import offer_kinds, seen


@pytest.mark.parametrize(
    ("html", "how"),
    [
        ("<p>Tramadol 50 mg, 90 pills</p><p>$129.00</p>", "price"),
        ("<p>Buy tramadol online.</p>", "order-words"),
        (
            '<script type=\'application/ld+json\'>{"@type":"Product","name":"Tramadol 50 mg",'
            '"offers":{"@type":"Offer","price":"129","priceCurrency":"USD"}}</script>',
            "structured",
        ),
    ],
)
def test_each_kind_of_offer(html: str, how: str) -> None:
    assert (how, "tramadol") in offer_kinds(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tramadol is a strong painkiller.</p>",
        "<p>Is it safe to buy tramadol?</p>",
        "<p>Never buy tramadol online.</p>",
        "<p>Tramadol? I saw a page at 120 €.</p>",
        "<p>Tramadol</p><p>Cart: $0.00</p>",
    ],
)
def test_mentions_are_no_offers(html: str) -> None:
    assert offer_kinds(html) == set()


RECORDS = "<p>{} {}</p><button>Add to cart</button><p>Placebo: Meds, LP</p><button>Add to cart</button>"


def test_an_order_button_needs_a_dose_where_few_medicines_are_shown() -> None:
    assert offer_kinds(RECORDS.format("Morphine:", "Cure for Pain, LP")) == set()
    assert ("control", "morphine") in offer_kinds(RECORDS.format("Morphine", "10 mg"))


def test_an_unapproved_brand_needs_no_dose() -> None:
    assert ("control", "botulax") in offer_kinds(RECORDS.format("Botulax", "ready to inject"))


def test_offers_of_one_medicine_are_bounded() -> None:
    offers = seen("<p>Tramadol 50 mg, 90 pills $129.00</p>" * 100).pages[0].offers
    assert len([o for o in offers if o.how == "price"]) == MAX_OFFERS_PER_MEDICINE


def test_what_stands_behind_a_button_is_the_next_cards() -> None:
    needles = "<p>For insulin</p><b>$19.00</b><button>Add to cart</button><p>Syringe 2 ml</p><b>$1.00</b>"
    assert offer_kinds(needles) == set()


def test_an_order_word_of_two_languages_counts_once() -> None:
    offers = seen("<p>Comprar tramadol</p>").pages[0].offers  # Spanish and Portuguese
    assert [o.how for o in offers] == ["order-words"]
