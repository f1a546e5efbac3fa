# ruff: noqa: E501 - pages read better on long lines
"""Marks on result pages of the shape that each engine serves, from the local list only."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from playwright.sync_api import Route

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.proxy import Proxy

pytestmark = pytest.mark.xdist_group("browser")

LISTED = f"https://{shops.LISTED}/ibuprofen"
WARNED = f"https://{shops.WARNED}/"
PLAIN = f"https://{shops.INNOCENT}/"


def _bing(url: str) -> str:
    return (
        "https://www.bing.com/ck/a?!&&p=0&u=a1" + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=") + "&ntb=1"
    )


def _rows(row: str) -> str:
    return "".join(row.format(url=url, text=text) for url, text in ((LISTED, "A"), (WARNED, "B"), (PLAIN, "C")))


ENGINES = {
    "google": ("https://www.google.com/search?q=x", "<div id=search>{}</div>", "<div class=g><a href='{url}'><h3>{text}</h3></a></div>"),
    "bing": ("https://www.bing.com/search?q=x", "<ol id=b_results>{}</ol>", "<li class=b_algo><h2><a href='{url}'>{text}</a></h2></li>"),
    "duckduckgo": (
        "https://duckduckgo.com/?q=x", "<div>{}</div>", "<article data-testid=result><h2><a href='{url}'>{text}</a></h2></article>",
    ),
    "duckduckgo-html": (
        "https://html.duckduckgo.com/html/?q=x", "<div>{}</div>", "<h2 class=result__title><a class=result__a href='{url}'>{text}</a></h2>",
    ),
    "ecosia": (
        "https://www.ecosia.org/search?q=x", "<div>{}</div>",
        "<article data-test-id=mainline-result-web><a data-test-id=result-link href='{url}'>{text}</a></article>",
    ),
    "qwant": ("https://www.qwant.com/?q=x", "<div>{}</div>", "<div data-testid=webResult><a href='{url}'><h2>{text}</h2></a></div>"),
    "yahoo": ("https://search.yahoo.com/search?p=x", "<div id=web>{}</div>", "<div class=algo><h3><a href='{url}'>{text}</a></h3></div>"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_marks(chrome: Chromium, proxy: Proxy, engine: str) -> None:
    address, around, row = ENGINES[engine]
    body = around.replace("{}", _rows(row))
    if engine == "bing":
        for url in (LISTED, WARNED, PLAIN):
            body = body.replace(f"'{url}'", f"'{_bing(url)}'")
    if engine == "duckduckgo-html":
        for url in (LISTED, WARNED, PLAIN):
            body = body.replace(f"'{url}'", f"'//duckduckgo.com/l/?uddg={quote(url, safe='')}'")
    page = chrome.context.new_page()

    def serve(route: Route) -> None:
        route.fulfill(body=f"<!doctype html><title>x</title><body>{body}</body>", content_type="text/html")

    page.route("**/*", serve)
    proxy.forget()
    page.goto(address)
    page.wait_for_selector(".pharmaproof-mark")
    page.wait_for_timeout(300)
    marks = page.eval_on_selector_all(
        ".pharmaproof-mark", "all => all.map(m => [m.className, m.getAttribute('aria-label')])"
    )
    assert marks == [
        ["pharmaproof-mark pharmaproof-listed", "On an official register"],
        ["pharmaproof-mark pharmaproof-rogue", "Named on an official warning list"],
    ]
    assert not {shops.LISTED, shops.WARNED} & proxy.hosts(), "no shop was asked"


def test_marks_can_be_switched_off(chrome: Chromium) -> None:
    chrome.settings(marks=False)
    address, around, row = ENGINES["google"]
    page = chrome.context.new_page()
    page.route("**/*", lambda route: route.fulfill(body=around.replace("{}", _rows(row)), content_type="text/html"))
    page.goto(address)
    page.wait_for_timeout(800)
    assert page.query_selector(".pharmaproof-mark") is None
