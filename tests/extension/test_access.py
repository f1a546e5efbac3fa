"""axe-core finds nothing to object to in any page of the extension, light and dark; keyboard, zoom, 360 pixels."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.extension import shops
from tests.extension.chromium import Chromium

pytestmark = pytest.mark.xdist_group("browser")

PAGES = ("options/options.html", "welcome/welcome.html", f"tell/tell.html?host={shops.ROGUE}")


def _violations(page: object) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages(chrome: Chromium, path: str, scheme: str) -> None:
    page = chrome.own_page(path)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_selector("html[dir]")
    assert _violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})  # what 200 % zoom makes of a small window
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "host", [shops.ROGUE, shops.LISTED, shops.CONFLICT, shops.SUSPICIOUS, shops.UNLISTED, shops.BLANK]
)
def test_popup(chrome: Chromium, host: str, scheme: str) -> None:
    chrome.open(f"http://{host}/")
    chrome.state_of(host)
    page = chrome.popup(host)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
    assert _violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_warning(chrome: Chromium, scheme: str) -> None:
    chrome.worker.evaluate("() => chrome.storage.session.remove('passed-hosts')")
    chrome.settings(warnings=True)
    page = chrome.context.new_page()
    page.goto(f"http://{shops.ROGUE}/", wait_until="commit")
    page.wait_for_url("**/warning/warning.html", timeout=10_000)
    page.wait_for_selector("#reasons li")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert _violations(page) == []


def test_the_popup_is_reached_by_keyboard(chrome: Chromium) -> None:
    chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")
    page = chrome.popup(shops.ROGUE)
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
    assert {"quote", "SUMMARY", "open-options", "open-tell", "open-how"} <= reached
