"""Medicines with a price, button or order word are offers; mentions are none."""

from __future__ import annotations

import pytest

from checker.offers import MAX_OFFERS_PER_MEDICINE
from tests.builders import seen


def kinds(html: str) -> set[tuple[str, str]]:
    return {(o.how, o.substance.id) for o in seen(html).pages[0].offers}


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
    assert (how, "tramadol") in kinds(html)


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
    assert kinds(html) == set()


RECORDS = "<p>{} {}</p><button>Add to cart</button><p>Placebo: Meds, LP</p><button>Add to cart</button>"


def test_an_order_button_needs_a_dose_where_few_medicines_are_shown() -> None:
    assert kinds(RECORDS.format("Morphine:", "Cure for Pain, LP")) == set()
    assert ("control", "morphine") in kinds(RECORDS.format("Morphine", "10 mg"))


def test_an_unapproved_brand_needs_no_dose() -> None:
    assert ("control", "botulax") in kinds(RECORDS.format("Botulax", "ready to inject"))


def test_offers_of_one_medicine_are_bounded() -> None:
    offers = seen("<p>Tramadol 50 mg, 90 pills $129.00</p>" * 100).pages[0].offers
    assert len([o for o in offers if o.how == "price"]) == MAX_OFFERS_PER_MEDICINE


@pytest.mark.parametrize("company", ["<p>Alprazolam 2 mg, 30 pills $90</p>", "<p>Pay with bitcoin</p>"])
def test_street_names_need_company(company: str) -> None:
    card = "<p>Coke 3 g</p><b>$45.00</b><button>Add to cart</button>"
    assert kinds(card * 2) == set()
    assert ("price", "cocaine") in kinds(card * 2 + company)


FAR = "<p>Fast relief, every day and every night, with friendly people who answer all that you may ask of us.</p>"
ROWS = "<table><tr><td>30 pills</td><td>$45.00</td></tr><tr><td>60 pills</td><td>$79.00</td></tr></table>"


def test_packs_with_prices_are_the_titles_medicine() -> None:
    assert ("price", "tramadol") in kinds(f"<title>Tramadol online</title><h1>Tramadol</h1>{FAR}{ROWS}")
    assert kinds(f"<title>Tramadol or diazepam</title>{FAR}{ROWS}") == set()
    assert kinds(f"<title>Paracetamol online</title>{FAR}{ROWS}") == set()
    doses = "<tr><td>2.5 mg</td><td>£95</td></tr><tr><td>5 mg</td><td>£115</td></tr>"
    assert ("price", "tirzepatide") in kinds(f"<title>Mounjaro pens</title>{FAR}<table>{doses}</table>")
    assert kinds("<title>Tramadol leaflet</title><p>Packs of 30 pills and 60 pills.</p>") == set()


def test_amounts_that_end_their_line_are_prices_where_three_do() -> None:
    lines = ["Lyrica 300 mg – 1400", "Xanax 1 mg 50 tb – 1200", "Ritalin 10 mg: 850"]
    assert {s for _, s in kinds("<br>".join(lines))} == {"pregabalin", "alprazolam", "methylphenidate"}
    assert kinds("<br>".join(lines[:2])) == set()
    assert kinds("<p>Lyrica 150 mg – 300 mg</p><p>Xanax 1 mg – 4 mg</p><p>Ritalin 10 mg – 60 mg</p>") == set()


def test_what_stands_behind_a_button_is_the_next_cards() -> None:
    needles = "<p>For insulin</p><b>$19.00</b><button>Add to cart</button><p>Syringe 2 ml</p><b>$1.00</b>"
    assert kinds(needles) == set()


def test_an_order_word_of_two_languages_counts_once() -> None:
    offers = seen("<p>Comprar tramadol</p>").pages[0].offers  # Spanish and Portuguese
    assert [o.how for o in offers] == ["order-words"]
