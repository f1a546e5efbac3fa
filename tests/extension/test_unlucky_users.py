# ruff: noqa: E501 - expressions read better on long lines
"""Users without luck: full stores, a wrong clock, no list, a restored warning page, keyboard only, 200 % zoom, long words."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")

YEAR_MS: Final = 365 * 86_400_000
FILL: Final = """async area => {
  for (let size = 4e6; size > 20; size /= 2)
    for (let n = 0; n < 9; n += 1) {
      const key = `filler-${size}-${n}`;
      const room = await chrome.storage[area].set({ [key]: 'x'.repeat(size) }).then(() => true, () => false);
      if (!room) break;
    }
  for (let pad = 'x'; await chrome.storage[area].set({ 'filler-pad': pad }).then(() => true, () => false); pad += 'x');
}"""
EMPTY: Final = """async area => {
  const all = await chrome.storage[area].get(null);
  await chrome.storage[area].remove(Object.keys(all).filter(key => key.startsWith('filler')));
}"""


@contextmanager
def _full(chrome: Chromium, area: str) -> Iterator[None]:
    chrome._asker().evaluate(FILL, area)
    try:
        yield
    finally:
        chrome._asker().evaluate(EMPTY, area)


def _rogue(web: Web) -> str:
    site = web.site(shops.ROGUE)
    assert site is not None
    body = site.pages["/"]
    assert isinstance(body, str)
    return body


def _warned(chrome: Chromium, host: str) -> Page:
    chrome._asker().evaluate("() => chrome.storage.session.remove('passed-hosts')")
    chrome.settings(warnings=True)
    page = chrome.context.new_page()
    page.goto(f"http://{host}/", wait_until="commit")
    page.wait_for_url("**/warning/warning.html", timeout=10_000)
    page.wait_for_selector("#reasons li")
    return page


def test_a_full_session_store_neither_hides_the_warning_nor_blocks_the_way_on(chrome: Chromium) -> None:
    with _full(chrome, "session"):
        page = _warned(chrome, shops.ROGUE)
    with _full(chrome, "session"):
        page.click("#on")
        page.wait_for_url(f"http://{shops.ROGUE}/", timeout=5_000)
        page.wait_for_timeout(1_500)
        assert page.url == f"http://{shops.ROGUE}/", "no second warning"


def test_the_way_on_is_open_when_the_warning_was_forgotten_meanwhile(chrome: Chromium) -> None:
    page = _warned(chrome, shops.ROGUE)
    chrome._asker().evaluate("() => chrome.storage.session.clear()")
    chrome.settings(warnings=False)
    page.click("#on")
    page.wait_for_url(f"http://{shops.ROGUE}/", timeout=5_000)


def test_a_restored_warning_page_accuses_nobody(chrome: Chromium) -> None:
    page = chrome.own_page("warning/warning.html?lang=en")
    page.wait_for_selector("#registers p")
    assert page.inner_text("#headline") == "Nothing to say about this page yet."
    assert "buy here" not in page.inner_text("body")
    assert page.is_hidden("#on")
    assert page.is_visible("#back")


def test_a_full_disk_is_told_as_that(chrome: Chromium) -> None:
    page = chrome.own_page("options/options.html?lang=en")
    page.wait_for_selector("#list:not(:empty)")
    with _full(chrome, "local"):
        page.fill("#api", "https://" + "long-name." * 20 + "example")
        page.click("#save")
        page.wait_for_selector("text=storage is full")
        page.fill("#api", "http://plain.example")
        page.click("#save")
        page.wait_for_selector("text=must begin with https://")


def test_the_first_screen_tells_that_a_choice_was_not_stored(chrome: Chromium) -> None:
    chrome.settings(country="")
    page = chrome.own_page("welcome/welcome.html?lang=en")
    page.wait_for_selector("#country option", state="attached")
    try:
        with _full(chrome, "local"):
            page.select_option("#country", "FR")
            page.wait_for_selector("text=storage is full")
    finally:
        chrome.settings(country="DE")


@pytest.mark.parametrize(
    "address",
    ["https://", "https://api.example/?q=", "https://a:b@api.example", "https://api.example/#x", "https://api example"],
)
def test_an_address_that_cannot_be_asked_is_not_saved(chrome: Chromium, address: str) -> None:
    page = chrome.own_page("options/options.html?lang=en")
    page.wait_for_selector("#list:not(:empty)")
    page.fill("#api", address)
    page.click("#save")
    page.wait_for_selector("text=Not saved")
    assert chrome.ask("settings")["settings"]["api_address"] == ""


def test_a_pause_made_under_a_wrong_clock_ends(chrome: Chromium) -> None:
    chrome.settings(paused_until=int(time.time() * 1000) + YEAR_MS)
    chrome.open(f"http://{shops.UNLISTED}/clock")
    chrome.state_of("/clock", "unlisted")
    assert chrome.popup("/clock").inner_text("#headline") == "Not found on a register"
    chrome.settings(paused_until=int(time.time() * 1000) + 60_000)
    assert "Paused" in chrome.popup("/clock").inner_text("main")


@pytest.mark.parametrize("content", [b"", b"<!doctype html><h1>Sign in</h1>", b"[]", b"null", b'{"version": 1e999}'])
def test_a_list_that_is_none_is_refused_and_the_held_one_stays(chrome: Chromium, content: bytes) -> None:
    before = chrome.ask("list-state")
    address = chrome.ask("settings")["settings"]["feed_address"]
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        chrome.settings(feed_address=f"http://127.0.0.1:{server.getsockname()[1]}/")
        page = chrome._asker()
        page.evaluate("() => { globalThis.asked = chrome.runtime.sendMessage({ type: 'update-list' }) }")
        try:
            for _ in range(2):
                connection, _peer = server.accept()
                with connection:
                    connection.recv(4_000)
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(content) + content
                    )
            after = page.evaluate("() => globalThis.asked")
            assert after["error"].startswith("feed-")
            assert (after["version"], after["count"]) == (before["version"], before["count"])
            options = chrome.own_page("options/options.html?lang=en")
            options.wait_for_selector("#list:text-matches('refused|reached')")
        finally:
            chrome.settings(feed_address=address)
            assert chrome.ask("update-list")["error"] == ""


def test_a_report_is_sent_once_and_a_strange_host_is_told(chrome: Chromium) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        chrome.settings(api_address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        page = chrome.own_page(f"tell/tell.html?host={shops.ROGUE}&lang=en")
        page.wait_for_selector("#matter option", state="attached")
        page.click("#tell")
        assert page.is_disabled("#tell")
        assert page.is_disabled("#dispute")
        page.wait_for_selector("text=could not be reached", timeout=15_000)
        assert page.is_enabled("#tell")
    page = chrome.own_page(f"tell/tell.html?host={'x' * 400}&lang=en")
    page.wait_for_selector("#matter option", state="attached")
    page.click("#tell")
    page.wait_for_selector("text=did not accept")


def test_the_place_and_focus_in_the_popup_outlast_news(chrome: Chromium) -> None:
    chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")
    popup = chrome.popup(shops.ROGUE)
    popup.click("details summary >> nth=0")
    popup.evaluate("document.querySelector('#main').scrollTop = 150")
    popup.evaluate("document.querySelector('#open-options').focus()")
    key = f"tab:{chrome.tab_of(shops.ROGUE)}"
    change = """async key => { const held = await chrome.storage.session.get(key); held[key].service_error = 'service-busy';
        await chrome.storage.session.set(held); new BroadcastChannel('session').postMessage(key) }"""
    popup.evaluate("document.querySelector('#headline').dataset.old = '1'")
    chrome._asker().evaluate(change, key)
    popup.wait_for_selector("#headline:not([data-old])")
    assert popup.evaluate("document.querySelector('details').open")
    assert popup.evaluate("document.querySelector('#main').scrollTop") == 150
    assert popup.evaluate("document.activeElement.id") == "open-options"
    popup.evaluate("document.querySelector('#headline').dataset.old = '1'")
    chrome._asker().evaluate(change, key)  # the same again
    popup.wait_for_timeout(500)
    assert popup.evaluate("document.querySelector('#headline').dataset.old") == "1", "not drawn anew"


def test_the_warning_page_by_keyboard_at_200_percent(chrome: Chromium) -> None:
    """640x400 is what 200 % makes of 1280x800: the way back is in sight at once, and the first thing reached."""
    page = _warned(chrome, shops.ROGUE)
    page.set_viewport_size({"width": 640, "height": 400})
    page.reload()
    page.wait_for_selector("#reasons li")
    box = page.locator("#back").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 400
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert reached.index("back") < reached.index("on")
    page.locator("#on").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"http://{shops.ROGUE}/")


@pytest.mark.parametrize("language", ["en", "ar", "de"])
def test_words_without_end_stay_within_the_popup(chrome: Chromium, web: Web, language: str) -> None:
    host = ("a" * 60 + ".") * 3 + "long.test"
    word = "tramadol" + "x" * 3_000
    web.add(host, _rogue(web).replace("<body>", f"<body><h1>Buy tramadol {word} no prescription needed {word}</h1>"))
    chrome.open(f"http://{host}/")
    chrome.state_of("long.test", "rogue")
    popup = chrome.popup("long.test", language)
    popup.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
    wide = "[...document.querySelectorAll('main, main *')].filter(n => n.scrollWidth > 362 || n.getBoundingClientRect().right > 361).map(n => n.className || n.tagName)"
    assert popup.evaluate(wide) == []
    assert popup.evaluate("document.body.getBoundingClientRect().height") <= 560
