"""Wikis and forums are told by their software, shops by their controls."""

from __future__ import annotations

import pytest

from tests.builders import page, seen

POST = (
    "<h2>Order tramadol without prescription?</h2><p>I saw a site that sells tramadol 100 mg, 90 pills for $120.</p>"
    "<p>I can get it too. To order tramadol message me on Telegram.</p>"
)
MEMBERS = "".join(f"<a href='/memberlist.php?mode=viewprofile&u={n}'>member {n}</a>" for n in range(3))


@pytest.mark.parametrize(("generator", "kind"), [("MediaWiki 1.42", "information"), ("WordPress 6", "unknown")])
def test_wikis_inform(generator: str, kind: str) -> None:
    assert seen(page("<p>Sildenafil</p>", meta=(("generator", generator),))).pages[0].kind == kind


def test_what_users_write_in_a_forum_is_no_offer_of_the_site() -> None:
    assert seen(POST).selling.state != "no"
    assert seen(POST + MEMBERS).selling.state == "no"
    assert seen(POST + MEMBERS).pages[0].kind == "forum"


def test_a_shop_that_links_its_forum_stays_a_shop() -> None:
    card = "<h2>Tramadol 100 mg</h2><p>$59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
    assert seen(card + "<a href='/viewtopic.php?t=1'>Forum</a>").selling.state == "yes"
