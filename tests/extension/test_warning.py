"""The warning page: before a shop is used, with its reason; back first, on always possible, off for good."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.extension import shops
from tests.extension.chromium import Chromium

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def warning(chrome: Chromium) -> Page:
    """A tab that came from an innocent page to a rogue shop."""
    chrome.worker.evaluate("() => chrome.storage.session.remove('passed-hosts')")
    chrome.settings(warnings=True)
    page = chrome.open(f"http://{shops.INNOCENT}/")
    page.goto(f"http://{shops.ROGUE}/", wait_until="commit")
    page.wait_for_url("**/warning/warning.html", timeout=10_000)
    page.wait_for_selector("#reasons li")
    return page


def test_tells_the_reason(warning: Page) -> None:
    assert warning.inner_text("#headline") == "Don’t buy here"
    assert warning.inner_text("#host") == shops.ROGUE
    assert "no prescription needed" in warning.inner_text("#reasons")
    assert warning.evaluate("document.activeElement.id") == "headline"


def test_goes_back_out_of_the_shop(warning: Page) -> None:
    warning.click("#back")
    warning.wait_for_url(f"http://{shops.INNOCENT}/", timeout=5_000)


def test_goes_on_and_warns_no_second_time(warning: Page, chrome: Chromium) -> None:
    warning.click("#on")
    warning.wait_for_url(f"http://{shops.ROGUE}/", timeout=5_000)
    chrome.state_of(shops.ROGUE, "rogue")
    again = chrome.open(f"http://{shops.ROGUE}/faq")
    again.wait_for_timeout(1_000)
    assert again.url == f"http://{shops.ROGUE}/faq"


def test_can_be_switched_off(warning: Page, chrome: Chromium) -> None:
    warning.check("#off")
    warning.check("#pause")
    warning.click("#on")
    warning.wait_for_url(f"http://{shops.ROGUE}/", timeout=5_000)
    settings = chrome.ask("settings")["settings"]
    assert settings["warnings"] is False
    assert settings["paused_hosts"] == [shops.ROGUE]


def test_a_listed_warning_comes_from_the_list(chrome: Chromium) -> None:
    """The page itself looks honest: the regulator's list alone decides."""
    chrome.settings(warnings=True)
    page = chrome.context.new_page()
    page.goto(f"http://{shops.WARNED}/", wait_until="commit")
    page.wait_for_url("**/warning/warning.html", timeout=10_000)
    page.wait_for_selector("#reasons li")
    assert "warning list" in page.inner_text("#reasons")
