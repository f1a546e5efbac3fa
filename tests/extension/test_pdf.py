"""A PDF in the browsers' own viewers: silence, whatever it says, and words instead of an error when one asks."""

from __future__ import annotations

import time
from typing import Final

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.firefox import Firefox
from tests.web.servers import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

HOST: Final = "leaflets.test"
PATH: Final = "/price-list.pdf"
QUIET_S: Final = 2.5
"""Longer than a page takes to be read."""


def pdf(text: str) -> bytes:
    """A PDF of one page with that line."""
    content = f"BT /F1 18 Tf 40 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    count = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)


@pytest.fixture
def leaflet(web: Web) -> str:
    body = pdf("Buy tramadol online, no prescription needed. Add to cart 59 EUR")
    web.add(HOST, {PATH: Reply(body, content_type="application/pdf")})
    return f"http://{HOST}{PATH}"


def test_in_chromium(chrome: Chromium, leaflet: str) -> None:
    errors: list[str] = []
    chrome.worker.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    chrome.settings(warnings=True)
    page = chrome.open(leaflet, wait="commit")
    page.wait_for_timeout(QUIET_S * 1000)
    known = chrome.ask("tab-state", tab=chrome.tab_of(PATH))
    assert (known["state"], known["warning"]) == (None, None)
    popup = chrome.popup(PATH)
    assert popup.inner_text("#headline") == "Nothing to say about this page yet."
    popup.click("#check")
    popup.wait_for_selector("text=could not be read")
    assert errors == []


def test_in_firefox(fox: Firefox, leaflet: str) -> None:
    fox.open(leaflet)
    time.sleep(QUIET_S)
    tab = fox.tab_of(PATH)
    known = fox.ask("tab-state", tab=tab)
    assert (known["state"], known["warning"]) == (None, None)
    popup = fox.own_page(f"popup/popup.html?tab={tab}&lang=en")
    fox.wait(popup, "document.querySelector('main').ariaBusy === 'false'")
    assert fox.run(popup, "document.querySelector('#headline').textContent") == "Nothing to say about this page yet."
    fox.click(popup, "#check")
    fox.wait(popup, "document.querySelector('main').textContent.includes('could not be read')")


def test_a_listed_host_keeps_its_badge_over_a_pdf(chrome: Chromium, web: Web) -> None:
    """What the list says of the host needs no page."""
    site = web.site(shops.LISTED)
    assert site is not None
    site.pages[PATH] = Reply(pdf("Leaflet"), content_type="application/pdf")
    try:
        chrome.open(f"http://{shops.LISTED}{PATH}", wait="commit")
        chrome.state_of(PATH, "listed", depth="quick")
        assert chrome.popup(PATH).inner_text("#headline") == "On the official register"
    finally:
        del site.pages[PATH]
