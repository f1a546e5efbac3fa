"""Unlicensed products offered as medicines."""

from __future__ import annotations

from checker.signals.base import Strength
from checker.signals.unapproved_product_offer import SIGNAL
from tests.builders import findings, page

CARD = "<h2>{}</h2><p>20 pieces: €29.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"


def test_names_brand_and_where_it_has_no_licence() -> None:
    (found,) = findings(SIGNAL, page(CARD.format("Kamagra Oral Jelly") + CARD.format("Super Kamagra")))
    assert found.strength is Strength.STRONG
    assert "Kamagra" in found.statement
    assert "Great Britain" in found.statement


def test_silent_on_licensed_medicines_and_on_mentions() -> None:
    assert findings(SIGNAL, page(CARD.format("Sildenafil 50 mg") + CARD.format("Tadalafil 20 mg"))) == ()
    assert findings(SIGNAL, page("<p>Customs seized 20,000 packs of Kamagra.</p>")) == ()
