# ruff: noqa: E501 - whole pages read better on long lines
"""Invented shops for the extension: one page for each verdict, over plain http."""

from __future__ import annotations

from typing import Final

from tests.web.servers import Site, Web
from tests.web.sites import rogue
from tests.web.sites.honest import card, html

LISTED: Final = "apotheke-am-muehlbach.test"
CONFLICT: Final = "closed-pharmacy-taken-over.test"
ACCREDITED: Final = "seal-of-care.test"
UNLISTED: Final = "corner-remedies.test"
SUSPICIOUS: Final = "easy-meds-online.test"
ROGUE: Final = "quickmeds-express.test"
WARNED: Final = "named-by-the-regulator.test"
INNOCENT: Final = "school-garden.test"
BLANK: Final = "blank-page.test"

HONEST_BODY: Final = (
    "<h1>Our pharmacy</h1><p>Non-prescription medicines sent to your home. Prescription medicines are supplied only against "
    "a valid prescription.</p>{cards}<p>Prescriptions: send us the original by post.</p>"
    "<footer>Mill Road 3, 00001 Sampletown. Phone +49 30 1234567. Company number HRB 0001, responsible pharmacist on duty."
    "</footer><a href='/cart'>Cart</a>"
)
CARDS: Final = (
    card("Ibuprofen 400 mg, 20 tablets", "€6.95", "Add to cart")
    + card("Cetirizine 10 mg, 50 tablets", "€8.49", "Add to cart")
    + card("Paracetamol 500 mg, 20 tablets", "€2.20", "Add to cart")
)
SHOP_EVERY: Final = 20
MANY_CHARS: Final = 2_000_000


def add_to(web: Web) -> None:
    rogue.add_to(web)
    honest = html("en", "Medicines by post", HONEST_BODY.format(cards=CARDS))
    for host in (LISTED, ACCREDITED, UNLISTED, WARNED):
        web.add(host, Site(default=honest))
    rogue_page = web.site(ROGUE)
    assert rogue_page is not None
    web.add(CONFLICT, Site({"/": rogue_page.pages["/"]}))
    web.add(
        SUSPICIOUS,
        html(
            "en",
            "Order Viagra and Cialis online",
            "<h1>Order Viagra online today</h1><p>Buy Viagra and Cialis at the best price. Discreet packaging, we ship worldwide. Pay "
            "with Bitcoin.</p>"
            + card("Viagra 100 mg x 30 pills", "$59.00", "Add to cart")
            + card("Cialis 20 mg x 30 pills", "$69.00", "Add to cart")
            + "<a href='/checkout'>Checkout</a>",
        ),
    )
    web.add(INNOCENT, html("en", "School garden", "<h1>School garden</h1><p>We grow beans and roses.</p>" * 20))
    web.add(BLANK, "<!doctype html><title></title><body></body>")


def add_many(web: Web, count: int) -> list[str]:
    """So many sites that sell nothing, a few of them shops; returns their hosts."""
    hosts = []
    for number in range(count):
        host = f"site-{number:03}.test"
        if number % SHOP_EVERY == 0:
            web.add(host, html("en", f"Shop {number}", HONEST_BODY.format(cards=CARDS)))
        else:
            web.add(
                host,
                html(
                    "en", f"Notes {number}", f"<h1>Notes {number}</h1><p>Tea, bread and books, part {number}.</p>" * 10
                ),
            )
        hosts.append(host)
    return hosts
