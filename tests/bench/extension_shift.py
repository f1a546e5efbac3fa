"""Layout shift while the extension marks search results and judges shops, from the browser's layout-shift entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, Route

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.test_search_marks import ENGINES, page_of

SETTLE_MS: Final = 1_500
_SHIFT = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(done, 300, 0); // no entry, no call
})"""
_PUSH = """() => new Promise(done => {
    const node = document.createElement('span');
    node.style.paddingInlineEnd = '1.35em';
    document.querySelector('[data-expect]').prepend(node);
    setTimeout(done, 500);
})"""


def measure_shift(chrome: Chromium, say: Callable[[str, str, str], None]) -> None:
    """Sums for result pages with marks, for shops, and for a mark that takes room, which must not be 0."""
    chrome.settings(marks=True)
    marked = 0
    worst = 0.0
    control = 0.0
    for engine, address in ENGINES.items():
        page = chrome.context.new_page()
        body = page_of(engine)

        def serve(route: Route, *, body: str = body) -> None:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

        page.route("**/*", serve)
        page.goto(address)
        page.wait_for_selector(".pharmaproof-mark", state="attached")
        page.wait_for_timeout(SETTLE_MS)
        marked += int(page.evaluate("document.querySelectorAll('.pharmaproof-mark').length"))
        worst = max(worst, _shift(page))
        page.evaluate(_PUSH)
        control = max(control, _shift(page))
        page.close()
    say(f"layout shift: {len(ENGINES)} engines' result pages, {marked} marks, worst page", f"{worst:.4f}", "0")
    say("layout shift: the same if a mark took room (shows that the measure sees it)", f"{control:.4f}", "> 0")
    worst = 0.0
    hosts = (shops.ROGUE, shops.LISTED, shops.UNLISTED, shops.SUSPICIOUS, shops.INNOCENT)
    for host in hosts:
        page = chrome.open(f"http://{host}/")
        chrome.state_of(host)
        page.wait_for_timeout(SETTLE_MS)
        worst = max(worst, _shift(page))
        page.close()
    say(f"layout shift: {len(hosts)} shops and others with their badges, worst page", f"{worst:.4f}", "0")


def _shift(page: Page) -> float:
    return float(page.evaluate(_SHIFT))
