"""What contradicts a site's own signs: seals, register scope, hidden text, a darknet address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.evaluate import evaluate
from checker.rules import load_rules
from checker.score import score
from checker.signals import copied_seal, hidden_medicine_links, onion_address, outside_register_scope
from checker.signals.base import Strength
from checker.verdict import decide
from tests.builders import entry, findings, page, registers, seen

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
RX_SHOP = CARD.format("Amoxicillin 500 mg") + CARD.format("Finasteride 1 mg")
OTC_SHOP = CARD.format("Loratadine 10 mg") + CARD.format("Paracetamol 500 mg")
SEAL = "<img src='/img/legitscript-certified.png' alt='LegitScript certified'>"


def test_a_bare_seal_is_weak_and_one_that_leads_elsewhere_moderate() -> None:
    (bare,) = findings(copied_seal.SIGNAL, page(OTC_SHOP + SEAL))
    assert bare.strength is Strength.WEAK
    assert "LegitScript" in bare.statement
    (elsewhere,) = findings(copied_seal.SIGNAL, page(OTC_SHOP + f"<a href='https://other.test/'>{SEAL}</a>"))
    assert elsewhere.strength is Strength.MODERATE


def test_a_seal_in_an_article_is_nothing() -> None:
    assert findings(copied_seal.SIGNAL, page(f"<p>How to check a seal.</p>{SEAL}")) == ()


def test_hidden_offers_of_a_hijacked_site_are_told_as_a_note() -> None:
    hidden = (
        "<div style='display:none'><a href='https://x.test/'>buy viagra online</a> cheap cialis, order cialis</div>"
    )
    (found,) = findings(hidden_medicine_links.SIGNAL, page("<h1>School by the lake</h1>" + hidden))
    assert "Viagra" in found.statement
    assert found.place.startswith("hidden text of")
    assert findings(hidden_medicine_links.SIGNAL, page("<h1>School</h1><div hidden>Menu, search, close</div>")) == ()


@pytest.mark.parametrize(("body", "fires"), [(RX_SHOP, True), (OTC_SHOP, False)])
def test_offers_outside_the_scope_of_the_entry(body: str, fires: bool) -> None:
    listed = registers(replace(entry(), scope="non_prescription"))
    looked = seen(page(body), register=listed)
    found = outside_register_scope.SIGNAL.find(looked, load_rules())
    assert bool(found) is fires
    outcomes = evaluate(looked, load_rules())
    got = decide(looked, outcomes, score(outcomes))
    assert (got.verdict, got.is_conflict) == ("listed", fires)


def test_darknet_address_beside_prescription_medicines() -> None:
    onion = "a2" * 28 + ".onion"
    (found,) = findings(onion_address.SIGNAL, page(RX_SHOP + f"<p>Mirror: {onion}</p>"))
    assert found.quote == onion
    assert findings(onion_address.SIGNAL, page(OTC_SHOP + f"<p>Mirror: {onion}</p>")) == ()
    assert findings(onion_address.SIGNAL, page(f"<p>Our newspaper's mirror: {onion}</p>")) == ()
