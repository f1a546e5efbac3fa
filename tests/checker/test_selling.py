"""Whether medicines are sold: what a shop shows and a forum, a clinic's text or a study do not."""

from __future__ import annotations

import pytest

from checker.verdict import Verdict
from tests.builders import decision, page, seen

TABLE = (
    "<table><tr><td>Drug</td><td>{}</td></tr>"
    "<tr><td>Amoxicillin 500 mg</td><td>39.00</td></tr><tr><td>Doxycycline 100 mg</td><td>28.00</td></tr>"
    "<tr><td>Prednisone 20 mg</td><td>31.00</td></tr><tr><td>Furosemide 40 mg</td><td>19.00</td></tr></table>"
    "<p>We accept bitcoin.</p>"
)


@pytest.mark.parametrize(("heading", "state"), [("US$", "yes"), ("Preis EUR", "yes"), ("Mean (ng/ml)", "no")])
def test_bare_amounts_are_prices_under_a_heading_that_names_a_currency(heading: str, state: str) -> None:
    assert seen(TABLE.format(heading)).selling.state == state


def test_a_clinics_text_about_black_market_prices_does_not_sell() -> None:
    text = (
        "<p>Tramadol addiction treatment in our treatment center. Our physicians taper the dose.</p>"
        "<p>Patients bought Xanax for $5 a pill and oxycodone for $20, without a prescription.</p>"
    )
    assert decision(text).verdict is Verdict.NOT_SELLING


LIST = "<p>Xanax 1 mg, 30 tablets $60</p><p>Tramadol 50 mg, 20 tablets $35</p>"


def test_a_list_of_prices_alone_is_an_insurers_or_an_authoritys() -> None:
    assert seen(LIST).selling.state == "no"


@pytest.mark.parametrize(
    "words",
    [
        "<p>To order message us on Telegram.</p>",
        "<p>Orders: @pillsdepot</p>",
        "<a href='https://wa.me/15550100'>Write</a>",
        "<p>Payment in bitcoin, stealth shipping.</p>",
        "<form action='/send'><input name='name'><input name='address'><input name='phone'></form>",
    ],
)
def test_with_a_way_to_order_it_is_a_sellers(words: str) -> None:
    assert seen(LIST + words).selling.state == "yes"


def test_prices_in_the_middle_of_an_article_are_no_list() -> None:
    article = (
        "<p>Analysts say that Wegovy 1 mg costs $169 now and that Mounjaro 5 mg costs $239, which is less than a year "
        "ago, and that the makers feel it.</p><p>Fakes are sold without prescription on Telegram channels.</p>"
    )
    assert seen(article).selling.state == "no"


def test_suppliers_of_the_trade_alone_sell_to_nobody_here() -> None:
    words = "<p>We supply pharmacies only. No sales to the public. Orders: message us on Signal.</p>"
    said = {hit.phrase.topic for hit in seen(LIST + words).pages[0].said("trade-only")}
    assert said == {"trade-only"}
    assert seen(LIST + words.partition(" Orders")[0]).selling.reasons == (
        "supplies pharmacies, clinics or laboratories only",
    )
    assert seen(LIST + words).selling.state == "yes"


def test_names_in_pictures_beside_prices_are_a_catalogue() -> None:
    card = "<figure><img alt='{}'><figcaption>$49</figcaption></figure>"
    text = "<p>Each pack is sent on the day you order it, from a place near you.</p>"
    page = card.format("Xanax 1 mg") + card.format("Tramadol 50 mg") + text + "<a href='/cart'>Cart</a>"
    offers = seen(page).pages[0].offers
    assert {offer.how for offer in offers} == {"catalogue"}
    assert seen(page).pages[0].place(offers[0].start).startswith("pictures and data of ")


def test_a_shell_is_read_by_its_data() -> None:
    items = '[{"name":"Xanax 1 mg","price":49,"currency":"USD"},{"name":"Tramadol 50 mg","price":39}]'
    data = f'{{"items":{items},"cta":"Add to cart"}}'
    page = f"<script id='__NEXT_DATA__' type='application/json'>{data}</script>"
    assert seen(page).selling.state == "yes"
    assert seen(page + f"<p>{'A long text of its own. ' * 200}</p>").selling.state == "no"


def test_a_novel_is_no_medicine() -> None:
    offer = '{"@type":"Offer","price":"12","priceCurrency":"USD"}'
    book = f'{{"@context":"https://schema.org","@type":"Book","name":"Prozac Nation","offers":{offer}}}'
    page = f"<script type='application/ld+json'>{book}</script><p>He sells tramadol.</p><button>Add to cart</button>"
    assert seen(page).selling.state == "no"


def test_a_shop_that_says_it_sells_no_medicines() -> None:
    cards = "<p>Face cream $9</p><button>Add to cart</button>" * 2 + "<a href='/cart'>Cart</a>"
    prescriptions = f"<title>Aster Pharmacy</title><p>A prescription is required for some medicines.</p>{cards}"
    denial = "<p>We do not sell medicines.</p>"
    assert seen(prescriptions).selling.state == "yes"
    assert seen(prescriptions + denial).selling.state != "yes"
    assert seen(prescriptions + "<p>We do not sell medicines that need a prescription.</p>").selling.state == "yes"
    pills = "<p>Tramadol 50 mg, 30 pills $99</p><button>Add to cart</button>"
    assert seen(prescriptions + denial + pills).selling.state == "yes"  # a disguise


def test_a_private_seller_has_no_cart() -> None:
    assert seen("<h1>Wegovy 1 mg, unopened</h1><p>I'm selling my Wegovy 1 mg pen, 250 €.</p>").selling.state == "yes"
    assert seen("<h1>Bicycle</h1><p>I'm selling my bicycle, 250 €.</p>").selling.state == "no"


EPISODE = (
    "<meta property='og:type' content='article'><meta name='author' content='A. Writer'>"
    "<p>The dealer takes Rohypnol 1 mg for $9, Subutex 8 mg for $40 and "
    "Viagra 50 mg for $5.</p><p>Buy Rohypnol, he says.</p><p>Order on Telegram.</p>"
)


def test_orders_by_messenger_in_an_article_are_told_of_others() -> None:
    assert seen(EPISODE).selling.state != "yes"
    assert seen(EPISODE + "<p>No prescription needed.</p>").selling.state == "yes"


def test_a_study_that_is_for_sale_sells_no_medicine() -> None:
    sellers = "<p>Buy Viagra, no prescription needed, discreet packaging.</p><button>Order now</button>"
    study = "<p>Clinical trials. According to a study. Medically reviewed. Risk factors.</p>"
    assert seen(sellers).selling.state == "yes"
    assert seen(sellers + study).selling.state != "yes"


def test_vitamins_and_melatonin_alone_are_no_medicines_on_sale() -> None:
    card = "<h2>{}</h2><p>$9.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
    assert seen(card.format("Melatonin 1 mg, 60 tablets") * 2).selling.state == "no"
    assert seen(card.format("Melatonin 1 mg, 60 tablets") + card.format("Ibuprofen 400 mg")).selling.state == "yes"


PAID = (
    "<p>Buy tramadol online without prescription, 90 pills for $120.</p>"
    "<a rel='{}' href='https://pills.test/a'>To the shop</a>"
)


def test_an_article_that_is_paid_for_its_buyers_sells() -> None:
    assert seen(PAID.format("nofollow sponsored")).selling.state == "yes"
    assert seen(PAID.format("nofollow")).selling.state != "yes"


LISTED = "<p>Tramadol 50 mg, $40</p><p>Alprazolam 1 mg, $25</p><p>Zolpidem 10 mg, $30</p>"


def test_a_title_that_invites_above_a_list_of_prices_sells() -> None:
    assert seen(page(LISTED, title="Buy tramadol and alprazolam")).selling.state == "yes"
    assert seen(page(LISTED, title="What tramadol costs")).selling.state != "yes"
    assert seen(page(LISTED + "<p>A valid prescription is required.</p>", title="Buy tramadol")).selling.state != "yes"
