"""Prescription medicines offered without prescription."""

from __future__ import annotations

import pytest

from checker.signals.base import Strength
from checker.signals.prescription_waived import SIGNAL
from tests.builders import findings, page

CARD = "<h2>{}</h2><p>100 mg, 30 tablets: €59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
SHOP = CARD.format("Tramadol") + CARD.format("Diazepam 10 mg")


def test_fires_with_quote_and_place() -> None:
    found = findings(SIGNAL, page(SHOP + "<p>Buy Tramadol here, no prescription needed.</p>"))
    assert found[0].strength is Strength.DECISIVE
    assert found[0].quote == "Buy Tramadol here, no prescription needed."
    assert found[0].place == "text of https://shop.test/"
    assert "tramadol" in found[0].statement


@pytest.mark.parametrize(
    "words",
    [
        "Tramadol: a valid prescription is required.",
        "Never buy Tramadol without a prescription.",
        "We do not sell Tramadol without a prescription.",
        "Tramadol : sans ordonnance valable, votre commande sera annulée.",
        "Aucune commande de Tramadol ne sera expédiée sans ordonnance.",
        "Tramadolo: senza ricetta valida l'ordine verrà annullato.",
        "Senza ricetta non possiamo spedire Tramadolo.",
    ],
)
def test_silent_when_the_page_demands_one(words: str) -> None:
    assert findings(SIGNAL, page(SHOP + f"<p>{words}</p>")) == ()


def test_silent_for_over_the_counter_goods() -> None:
    shop = CARD.format("Vitamin C") + CARD.format("Paracetamol 500 mg")
    assert findings(SIGNAL, page(shop + "<p>Paracetamol is available without prescription.</p>")) == ()


def test_silent_on_a_page_that_sells_nothing() -> None:
    news = "<p>Police warn of sites that sell Tramadol with no prescription needed.</p>"
    assert findings(SIGNAL, page(news)) == ()


def test_quoted_words_of_others_do_not_count() -> None:
    text = "<p>Rogue sites write “Buy Tramadol here, no prescription needed, fast and safe” on their pages.</p>"
    assert findings(SIGNAL, page(SHOP + text)) == ()


def test_weaker_beside_an_online_consultation() -> None:
    text = "<p>No prescription needed for Tramadol: complete an online consultation with our doctor.</p>"
    found = findings(SIGNAL, page(SHOP + text))
    assert {f.strength for f in found} == {Strength.MODERATE}


@pytest.mark.parametrize(
    ("question", "answer", "fires"),
    [
        ("Do I need a prescription?", "No, just place your order.", True),
        ("Do you ask for a prescription?", "We don't.", True),
        ("Serve la ricetta?", "No, non serve.", True),
        ("Brauche ich ein Rezept?", "Nein, Tramadol liefern wir so.", True),
        ("Do I need a prescription?", "Yes, for Tramadol always.", False),
        ("Do I need a prescription?", "Normally your doctor sends it to us.", False),
    ],
)
def test_a_question_about_the_prescription_answered_with_no(question: str, answer: str, fires: bool) -> None:
    found = findings(SIGNAL, page(SHOP + f"<h3>{question}</h3><p>{answer}</p>"))
    assert bool(found) is fires


@pytest.mark.parametrize(
    ("words", "fires"),
    [
        ("No prescription? No problem!", True),
        ("No prescription? Ask your doctor first.", False),
        ("Prescription required: no", True),
        ("Prescription required: yes", False),
        ("Pas d'ordonnance ? Pas de problème !", True),
        ("No prescription, no medicine.", False),
        ("¿Tengo que enviar la receta original? No, basta con una foto.", False),
        ("No prescription | Prescription required", False),
    ],
)
def test_slogans_labels_and_refusals(words: str, fires: bool) -> None:
    assert bool(findings(SIGNAL, page(SHOP + f"<p>{words}</p>"))) is fires


def test_the_statement_quotes_the_answer() -> None:
    found = findings(SIGNAL, page(SHOP + "<h3>Do I need a prescription?</h3><p>No, just order.</p>"))
    assert "No, just order" in found[0].statement


def test_an_articles_button_invites() -> None:
    head = "<meta property='og:type' content='article'><meta name='author' content='A. Writer'>"
    article = f"{head}<p>Ozempic 1 mg $199</p><p>Buy Ozempic online here.</p>"
    line = "Buy Ozempic without prescription"
    assert findings(SIGNAL, page(article + f"<p>{line}</p>")) == ()
    assert findings(SIGNAL, page(article + f"<a href='/go/shop'>{line}</a>")) != ()
    assert findings(SIGNAL, page(article + f"<a href='https://pills.test/'>{line}</a>")) != ()
    assert findings(SIGNAL, page(article + f"<a href='https://www.shop.test/news/1'>{line}</a>")) == ()


def test_words_do_not_reach_over_another_medicines_line() -> None:
    """A pharmacy's price list that says of each medicine how it is supplied."""
    lines = (
        "Amoxicillin 500 mg, 20 capsules (prescription required) €12.00",
        "Ibuprofen 200 mg, 20 tablets (no prescription needed) €4.50",
    )
    text = "".join(f"<p>{line}</p>" for line in lines) + "<button>Add to cart</button>" * 2
    assert Strength.DECISIVE not in {f.strength for f in findings(SIGNAL, page(text))}


def test_a_class_alone_is_moderate_where_the_prescription_is_handed_in() -> None:
    shop = CARD.format("Tramadol") + CARD.format("Ibuprofen 400 mg")
    apart = "<p>Read our advice on travel and sleep.</p>" * 10
    text = f"{shop}{apart}<p>Antibiotics: no prescription needed.</p>"
    assert {f.strength for f in findings(SIGNAL, page(text))} == {Strength.STRONG}
    asked = f"{text}{apart}<p>Upload your prescription at checkout.</p>"
    assert {f.strength for f in findings(SIGNAL, page(asked))} == {Strength.MODERATE}


def test_words_stay_with_the_goods_that_their_sentence_names() -> None:
    words = "<p>No prescription is needed to buy paracetamol. {}</p>"
    assert findings(SIGNAL, page(SHOP + words.format("Tramadol comes tomorrow."))) == ()
    assert findings(SIGNAL, page(SHOP + "<p>No prescription is needed to buy paracetamol or tramadol.</p>"))


def test_a_link_that_says_nothing_else_is_an_aisle_where_prescriptions_are_demanded() -> None:
    aisle = "<nav><a href='/a'>Vitamins</a> <a href='/b'>Without prescription</a></nav>"
    demand = "<p>This medicine requires a prescription: a valid prescription is required.</p>"
    assert findings(SIGNAL, page(aisle + SHOP)) != ()
    assert findings(SIGNAL, page(aisle + SHOP + demand)) == ()
