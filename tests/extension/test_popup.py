"""The popup beyond its verdicts: countries by name, hosts that cannot be misread, a worker that ends meanwhile."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from typing import Final

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")

DIRECTION_SIGNS: Final = re.compile("[\u202a-\u202e\u2066\u2067]")


@pytest.fixture
def abroad(chrome: Chromium) -> Iterator[Chromium]:
    """For tests that choose another country."""
    yield chrome
    chrome.settings(country="DE")


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("XI", "en", "your country (Northern Ireland)"),
        ("GB", "en", "your country (Great Britain)"),
        ("XI", "de", "(Nordirland)"),
        ("GB", "fr", "(Grande-Bretagne)"),
        ("SG", "nl", "uw land (Singapore)"),
        ("US", "da", "dit land (USA)"),
    ],
)
def test_the_buyers_country_is_named(abroad: Chromium, country: str, language: str, name: str) -> None:
    abroad.settings(country=country)
    abroad.open(f"http://{shops.UNLISTED}/{country}-{language}")
    abroad.state_of(f"{country}-{language}")
    popup = abroad.popup(f"{country}-{language}", language)
    assert name in popup.inner_text("main")


def test_a_country_that_is_no_longer_offered_stays_chosen(abroad: Chromium) -> None:
    abroad.settings(country="TV")
    page = abroad.own_page("options/options.html?lang=en")
    page.wait_for_selector("#country option", state="attached")
    assert page.eval_on_selector("#country", "s => s.selectedOptions[0]?.textContent") == "Tuvalu"
    names = page.eval_on_selector_all("#country option", "all => all.map(o => o.textContent)")
    assert {"Great Britain", "Northern Ireland"} <= set(names)
    assert "United Kingdom" not in names


def test_dates_and_quotes_are_written_as_the_language_does(chrome: Chromium) -> None:
    chrome.open(f"http://{shops.CONFLICT}/")
    chrome.state_of(shops.CONFLICT)
    popup = chrome.popup(shops.CONFLICT)
    assert re.search(r"\(read \d{1,2} [A-Z][a-z]+ \d{4}\)", popup.inner_text(".second"))
    marks = """() => { const q = document.querySelector('.reasons q');
        return [document.documentElement.lang, getComputedStyle(q).quotes, q.textContent] }"""
    language, quotes, text = popup.evaluate(marks)
    assert (language, quotes) == ("en", "auto")
    assert not re.search(r"[“”]$", text)


def _rogue(web: Web) -> str:
    site = web.site(shops.ROGUE)
    assert site is not None
    body = site.pages["/"]
    assert isinstance(body, str)
    return body


def _ascii(host: str) -> str:
    return host.encode("idna").decode()


@pytest.mark.parametrize(
    ("written", "is_shown"),
    [
        ("apotheke-am-m\u00fchlbach.test", True),
        ("\u0634\u0631\u0627\u0621.\u062f\u0648\u0627\u0621.test", True),  # Arabic: "buy", "medicine"
        ("\u0430\u0440\u0440\u04cf\u0435.test", False),  # Cyrillic letters that all look Latin
        ("\u03b1potheke.test", False),  # one Greek letter
    ],
)
def test_a_host_is_shown_so_that_it_cannot_be_misread(chrome: Chromium, web: Web, written: str, is_shown: bool) -> None:
    """In the popup, on the warning page and in its title; labels stand from left to right whatever their letters."""
    host = _ascii(written)
    web.add(host, _rogue(web))
    chrome.settings(warnings=True)
    page = chrome.context.new_page()
    page.goto(f"http://{host}/", wait_until="commit")
    page.wait_for_url("**/warning/warning.html", timeout=10_000)
    page.wait_for_selector("#reasons li")
    popup = chrome.popup("warning/warning.html")
    expected = written if is_shown else host
    assert page.inner_text("#host") == expected
    assert page.title() == f"Don\u2019t buy here: {expected}"
    assert popup.inner_text(".verdict .host") == expected
    for shown in (page.locator("#host"), popup.locator(".verdict .host")):
        lefts = shown.locator("bdi bdi").evaluate_all("all => all.map(label => label.getBoundingClientRect().left)")
        assert len(lefts) == len(expected.split("."))
        assert lefts == sorted(lefts)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_signs_of_direction_in_a_page_turn_no_sentence_of_ours(chrome: Chromium, web: Web, language: str) -> None:
    turned = "\u202eNo prescription needed\u2067 "
    web.add("turned.test", _rogue(web).replace("<body>", f"<body><p>Buy tramadol. {turned}</p>"))
    chrome.open("http://turned.test/")
    chrome.state_of("turned.test", "rogue")
    popup = chrome.popup("turned.test", language)
    popup.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
    shown = popup.inner_text("main")
    assert "No prescription needed" in shown
    assert not DIRECTION_SIGNS.search(shown)


def test_a_question_is_given_up_when_its_worker_was_ended(chrome: Chromium) -> None:
    """The popup that was open sees it too, and so does one whose clock was put back."""
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, never answers
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        chrome.worker.evaluate("() => chrome.storage.session.remove(['service-cache', 'service-back-off'])")
        chrome.settings(mode="live", api_address=address)
        chrome.open(f"http://{shops.UNLISTED}/lost")
        assert chrome.state_of("/lost", "unlisted")["state"]["service"] == "asking"
        session = chrome.context.new_cdp_session(chrome.own_page("options/options.html"))
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        popup = chrome.popup("/lost")
        asked = "Asking the service"
        assert asked in popup.inner_text("main")
        popup.wait_for_selector("text=could not be reached", timeout=15_000)
        assert asked not in popup.inner_text("main")
        # A second one knows at once; the verdict stood all the while.
        again = chrome.popup("/lost")
        assert "could not be reached" in again.inner_text("main")
        assert again.inner_text("#headline") == "Not found on a register"
        ahead = """async key => { const held = await chrome.storage.session.get(key);
            held[key].asked_at = Date.now() + 1e9; await chrome.storage.session.set(held) }"""
        chrome._asker().evaluate(ahead, f"tab:{chrome.tab_of('/lost')}")
        assert chrome.ask("tab-state", tab=chrome.tab_of("/lost"))["state"]["service"] == "failed"
    chrome.worker.evaluate("() => chrome.storage.session.remove(['service-cache', 'service-back-off'])")


def test_a_click_is_not_lost_with_the_worker(chrome: Chromium) -> None:
    """The worker ends during a check in depth: the button comes back."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        chrome.settings(api_address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        chrome.open(f"http://{shops.UNLISTED}/clicked")
        chrome.state_of("/clicked", "unlisted")
        popup = chrome.popup("/clicked")
        popup.click("#check-in-depth")
        popup.wait_for_selector("#check-in-depth:disabled")
        session = chrome.context.new_cdp_session(chrome.own_page("options/options.html"))
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        popup.wait_for_selector("#check-in-depth:not(:disabled)", timeout=10_000)
