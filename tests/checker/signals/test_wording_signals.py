"""Signals that are words at a seller: fire beside prescription medicines, silent where nothing is sold."""

from __future__ import annotations

import pytest

from checker.signals import (
    approval_claim,
    bonus_pills,
    bulk_controlled_offer,
    canadian_pharmacy_brand,
    customs_reship_promise,
    discreet_packaging,
    miracle_claim,
    research_chemical_disguise,
    sales_pressure,
    worldwide_medicines,
)
from checker.signals.base import Signal, Strength
from tests.builders import findings, page

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
RX_SHOP = CARD.format("Amoxicillin 500 mg") + CARD.format("Finasteride 1 mg")
OTC_SHOP = CARD.format("Loratadine 10 mg") + CARD.format("Paracetamol 500 mg")

CASES = [
    (customs_reship_promise.SIGNAL, "If customs seizes your parcel, we reship it for free."),
    (bonus_pills.SIGNAL, "Free Viagra pills with every order!"),
    (worldwide_medicines.SIGNAL, "We offer worldwide shipping."),
    (discreet_packaging.SIGNAL, "Every order is sent in discreet packaging."),
    (research_chemical_disguise.SIGNAL, "For research use only. Not for human consumption."),
    (miracle_claim.SIGNAL, "It works for everybody with no side effects."),
    (approval_claim.SIGNAL, "All our pills are FDA approved medications."),
    (sales_pressure.SIGNAL, "Hurry up, limited time offer!"),
    (canadian_pharmacy_brand.SIGNAL, "Welcome to the Canadian Pharmacy online."),
    (bulk_controlled_offer.SIGNAL, "Buy heroin online and buy cocaine online here."),
]


@pytest.mark.parametrize(("signal", "words"), CASES, ids=[s.id for s, _ in CASES])
def test_fires_beside_prescription_medicines(signal: Signal, words: str) -> None:
    found = findings(signal, page(RX_SHOP + f"<p>{words}</p>"))
    assert found, words
    assert (found[0].strength or signal.strength) is signal.strength
    assert found[0].quote in words
    assert found[0].place == "text of https://shop.test/"


@pytest.mark.parametrize(("signal", "words"), CASES, ids=[s.id for s, _ in CASES])
def test_silent_where_nothing_is_sold(signal: Signal, words: str) -> None:
    found = findings(signal, page(f"<p>Spam mails say: {words}</p><p>Amoxicillin is an antibiotic.</p>"))
    assert all(f.strength is Strength.NOTE for f in found)


@pytest.mark.parametrize("signal", [worldwide_medicines.SIGNAL, discreet_packaging.SIGNAL, sales_pressure.SIGNAL])
def test_no_weight_at_shops_for_other_goods(signal: Signal) -> None:
    words = dict(CASES)[signal]
    found = findings(signal, page(OTC_SHOP + f"<p>{words}</p>"))
    assert all(f.strength is Strength.NOTE for f in found)


def test_a_warning_about_such_sellers_is_no_offer() -> None:
    warning = (
        "<p>Beware of illegal online pharmacies. Counterfeit medicines can harm you.</p>"
        "<p>They promise worldwide shipping and discreet packaging.</p>"
    )
    for signal in (worldwide_medicines.SIGNAL, discreet_packaging.SIGNAL):
        assert findings(signal, page(RX_SHOP + warning)) == ()
