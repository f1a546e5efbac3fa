"""Whether medicines are sold: what a shop shows and a forum, a clinic's text or a study do not."""

from __future__ import annotations

import pytest

from checker.verdict import Verdict
from tests.builders import decision, seen

POST = (
    "<h2>Order tramadol without prescription?</h2><p>I saw a site that sells tramadol 100 mg, 90 pills for $120.</p>"
    "<p>Buy tramadol there? Has anybody tried to buy tramadol there for $120?</p>"
)
MEMBERS = "".join(f"<a href='/memberlist.php?mode=viewprofile&u={n}'>member {n}</a>" for n in range(3))
TABLE = (
    "<table><tr><td>Drug</td><td>{}</td></tr>"
    "<tr><td>Amoxicillin 500 mg</td><td>39.00</td></tr><tr><td>Doxycycline 100 mg</td><td>28.00</td></tr>"
    "<tr><td>Prednisone 20 mg</td><td>31.00</td></tr><tr><td>Furosemide 40 mg</td><td>19.00</td></tr></table>"
)


def test_what_users_write_in_a_forum_is_no_offer_of_the_site() -> None:
    assert seen(POST).selling.state != "no"
    assert seen(POST + MEMBERS).selling.state == "no"
    assert seen(POST + MEMBERS).pages[0].kind == "forum"


def test_a_shop_that_links_its_forum_stays_a_shop() -> None:
    card = "<h2>Tramadol 100 mg</h2><p>$59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
    assert seen(card + "<a href='/viewtopic.php?t=1'>Forum</a>").selling.state == "yes"


@pytest.mark.parametrize(("heading", "state"), [("US$", "yes"), ("Preis EUR", "yes"), ("Mean (ng/ml)", "no")])
def test_bare_amounts_are_prices_under_a_heading_that_names_a_currency(heading: str, state: str) -> None:
    assert seen(TABLE.format(heading)).selling.state == state


def test_a_clinics_text_about_black_market_prices_does_not_sell() -> None:
    text = (
        "<p>Tramadol addiction treatment in our treatment center. Our physicians taper the dose.</p>"
        "<p>Patients bought Xanax for $5 a pill and oxycodone for $20, without a prescription.</p>"
    )
    assert decision(text).verdict is Verdict.NOT_SELLING
