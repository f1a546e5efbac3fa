# ruff: noqa: E501 - pages read better on long lines
"""Life in the browser: an ended worker, late content, two windows, pauses, no network; the place of a quote."""

from __future__ import annotations

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")


def test_an_ended_worker_is_revived(chrome: Chromium) -> None:
    chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")
    page = chrome.own_page("options/options.html")
    session = chrome.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    popup = chrome.popup(shops.ROGUE)
    assert popup.inner_text("#headline") == "Don’t buy here"
    chrome.open(f"http://{shops.LISTED}/")
    chrome.state_of(shops.LISTED, "listed")


def test_late_content_is_seen(chrome: Chromium, web: Web) -> None:
    body = web.site(shops.ROGUE)
    assert body is not None
    web.add(
        "late-shop.test",
        {
            "/": "<!doctype html><html lang='en'><title>One moment</title><div id=app>Loading the page of our garden club, please wait."
            "</div><script>setTimeout(async () => { app.innerHTML = await (await fetch('/late')).text() }, 1500)</script>",
            "/late": body.pages["/"],
        },
    )
    chrome.open("http://late-shop.test/")
    chrome.state_of("late-shop.test", "rogue")


def test_windows_do_not_mix(chrome: Chromium) -> None:
    chrome.worker.evaluate(f"() => chrome.windows.create({{url: 'http://{shops.UNLISTED}/'}})")
    chrome.open(f"http://{shops.ROGUE}/")
    assert chrome.state_of(shops.UNLISTED, "unlisted")["state"]["host"] == shops.UNLISTED
    assert chrome.state_of(shops.ROGUE, "rogue")["state"]["host"] == shops.ROGUE


def test_a_paused_site_is_left_alone(chrome: Chromium) -> None:
    chrome.settings(paused_hosts=[shops.SUSPICIOUS])
    page = chrome.open(f"http://{shops.SUSPICIOUS}/")
    page.wait_for_timeout(1_500)
    assert chrome.ask("tab-state", tab=chrome.tab_of(shops.SUSPICIOUS))["state"] is None


def test_without_network_the_list_and_the_verdict_stay(chrome: Chromium) -> None:
    chrome.open(f"http://{shops.LISTED}/")
    chrome.state_of(shops.LISTED, "listed")
    before = chrome.ask("list-state")
    address = chrome.ask("settings")["settings"]["feed_address"]
    chrome.settings(feed_address="http://127.0.0.1:9/")
    try:
        after = chrome.ask("update-list")
        assert (after["error"], after["version"]) == ("feed-unreachable", before["version"])
        assert chrome.popup(shops.LISTED).inner_text("#headline") == "On the official register"
    finally:
        chrome.settings(feed_address=address)
        assert chrome.ask("update-list")["error"] == ""


def test_a_quote_is_shown_in_its_place(chrome: Chromium) -> None:
    page = chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")
    popup = chrome.popup(shops.ROGUE)
    popup.click("button.quote >> nth=0")
    page.wait_for_function("String(getSelection()).length > 5")
    selected = page.evaluate("String(getSelection())").lower()
    assert selected in popup.inner_text("button.quote >> nth=0").lower()


def test_the_page_sees_nothing_of_the_extension(chrome: Chromium) -> None:
    page = chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")
    assert page.evaluate("typeof pharmaproof") == "undefined"
    assert "pharmaproof" not in page.content().lower()
