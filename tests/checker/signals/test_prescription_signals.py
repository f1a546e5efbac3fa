"""The other prescription signals: demanded, replaced by a questionnaire."""

from __future__ import annotations

from checker.signals import (
    advertised_prescription_medicine,
    prescription_required,
    questionnaire_instead_of_prescription,
)
from checker.signals.base import Strength
from tests.builders import findings, page

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
SHOP = CARD.format("Amoxicillin 500 mg") + CARD.format("Finasteride 1 mg")
FORM = "<p>Complete our online consultation and our doctor will approve your order.</p>"


def test_step_and_words_are_told_apart() -> None:
    both = page(SHOP + "<p>A valid prescription is required.</p><p>Upload your prescription here.</p>")
    strengths = {f.strength for f in findings(prescription_required.SIGNAL, both)}
    assert strengths == {Strength.MODERATE, Strength.WEAK}
    words = page(SHOP + "<p>A valid prescription is required.</p>")
    assert [f.strength for f in findings(prescription_required.SIGNAL, words)] == [Strength.WEAK]
    assert findings(prescription_required.SIGNAL, page(SHOP)) == ()


def test_questionnaire_in_place_of_a_prescription() -> None:
    (found,) = findings(questionnaire_instead_of_prescription.SIGNAL, page(SHOP + FORM))
    assert found.strength is Strength.MODERATE
    assert "consultation" in found.quote


def test_questionnaire_beside_a_prescription_step_is_only_noted() -> None:
    lawful = page(SHOP + FORM + "<p>Or upload your prescription.</p>")
    (found,) = findings(questionnaire_instead_of_prescription.SIGNAL, lawful)
    assert found.strength is Strength.NOTE


def test_questionnaire_of_a_shop_without_prescription_medicines() -> None:
    otc = CARD.format("Loratadine") + CARD.format("Paracetamol")
    assert findings(questionnaire_instead_of_prescription.SIGNAL, page(otc + FORM)) == ()


INVITING = "<h1>Buy Finasteride online</h1><p>Order Finasteride today. Buy Amoxicillin from us.</p>"


def test_advertised_prescription_medicine_quotes_the_invitation() -> None:
    (found,) = findings(advertised_prescription_medicine.SIGNAL, page(SHOP + INVITING))
    assert found.strength is Strength.STRONG
    assert found.quote == "Buy Finasteride online"


def test_advertised_prescription_medicine_is_silent_where_a_prescriber_is_spoken_of() -> None:
    for words in ("<p>A valid prescription is required.</p>", FORM):
        assert findings(advertised_prescription_medicine.SIGNAL, page(SHOP + INVITING + words)) == ()


def test_advertised_prescription_medicine_leaves_over_the_counter_goods_alone() -> None:
    otc = CARD.format("Loratadine") + "<h1>Buy Loratadine online</h1><p>Order Paracetamol. Buy Loratadine now.</p>"
    assert findings(advertised_prescription_medicine.SIGNAL, page(otc)) == ()
