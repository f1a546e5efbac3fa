"""Controlled substances offered for sale."""

from __future__ import annotations

from checker.signals.base import Strength
from checker.signals.controlled_substance_offer import SIGNAL
from tests.builders import findings, page

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
SHOP = CARD.format("Oxycodone 80 mg") + CARD.format("Alprazolam 2 mg")


def test_decisive_without_a_word_of_a_prescription() -> None:
    (found,) = findings(SIGNAL, page(SHOP))
    assert found.strength is Strength.DECISIVE
    assert "oxycodone" in found.statement
    assert "Convention" in found.statement
    assert found.quote.startswith("Oxycodone 80 mg")


def test_weak_where_the_prescription_is_handed_in() -> None:
    (found,) = findings(SIGNAL, page(SHOP + "<p>Please upload your prescription at checkout.</p>"))
    assert found.strength is Strength.WEAK


def test_silent_on_mentions() -> None:
    assert findings(SIGNAL, page("<p>Oxycodone is an opioid. Alprazolam is a benzodiazepine.</p>")) == ()


def test_silent_on_uncontrolled_medicines() -> None:
    assert findings(SIGNAL, page(CARD.format("Ibuprofen 400 mg") + CARD.format("Cetirizine 10 mg"))) == ()


def test_a_single_one_is_strong_only() -> None:
    """The page that asks for the prescription may not have been read."""
    (found,) = findings(SIGNAL, page(CARD.format("Alprazolam 2 mg") + CARD.format("Ibuprofen 400 mg")))
    assert found.strength is Strength.STRONG


def test_a_price_before_a_button_belongs_to_the_other_card() -> None:
    locks = "".join(f"<p>Bicycle lock {n}</p><p>€35.00</p><button>Add to cart</button>" for n in range(3))
    removed = "<p>The listing “Concerta 36 mg” was removed.</p><a href='/checkout'>Checkout</a>"
    assert findings(SIGNAL, page(locks + removed)) == ()
