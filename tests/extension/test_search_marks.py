"""Marks on result pages in each engine's own markup: once, at the right title, from the list alone, moving nothing."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.proxy import Proxy

pytestmark = pytest.mark.xdist_group("browser")

PAGES: Final = Path(__file__).parent / "result_pages"
ENGINES: Final = {
    "google": "https://www.google.com/search?q=x",
    "bing": "https://www.bing.com/search?q=x",
    "duckduckgo": "https://duckduckgo.com/?q=x",
    "duckduckgo-html": "https://html.duckduckgo.com/html/?q=x",
    "ecosia": "https://www.ecosia.org/search?q=x",
    "qwant": "https://www.qwant.com/?q=x",
    "yahoo": "https://de.search.yahoo.com/search?p=x",
}
WORDS: Final = {"listed": "On an official register", "rogue": "Named on an official warning list"}
FOUND: Final = """() => [...document.querySelectorAll('[data-expect]')].map(title => [
    title.textContent.trim().slice(0, 30), title.dataset.expect,
    [...title.querySelectorAll('.pharmaproof-mark')]
        .map(m => [m.className.split('-').at(-1), m.getAttribute('aria-label')]),
])"""
BOXES: Final = """() => [...document.body.querySelectorAll('*:not(.pharmaproof-mark)')].map(e => {
    const r = e.getBoundingClientRect(); return [e.tagName, r.x, r.y, r.width, r.height].join(' ') })"""


def page_of(engine: str) -> str:
    """The engine's page with the shops of these tests in it; inner marks of the encoding are filled first."""
    text = (PAGES / f"{engine}.html").read_text()
    for name, host in (("listed", shops.LISTED), ("warned", shops.WARNED), ("plain", shops.INNOCENT)):
        text = text.replace("{" + name + "}", host)
    inner = re.compile(r"\{(b64|pct):([^{}]*)\}")
    while found := inner.search(text):
        kind, raw = found[1], found[2].replace("&amp;", "&")
        plain = base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=") if kind == "b64" else quote(raw, safe="")
        text = text[: found.start()] + plain + text[found.end() :]
    return text


def _open(chrome: Chromium, engine: str) -> Page:
    page = chrome.context.new_page()
    body = page_of(engine)

    def serve(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/*", serve)
    page.goto(ENGINES[engine])
    return page


def _marked(page: Page, count: int) -> list[Any]:
    """The marks, once there are so many and they have come to rest."""
    page.wait_for_function(f"document.querySelectorAll('.pharmaproof-mark').length >= {count}")
    page.wait_for_timeout(600)
    found: list[Any] = page.evaluate(FOUND)
    assert page.evaluate("document.querySelectorAll('.pharmaproof-mark').length") == sum(len(m) for _, _, m in found), (
        "a mark stands outside of the titles"
    )
    return found


def _check(found: list[Any]) -> None:
    wanted = [[text, kind, [[kind, WORDS[kind]]] if kind else []] for text, kind, _ in found]
    # A mark behind its title carries a second class, which ends in "after".
    seen = [
        [text, kind, [[kind if name == "after" else name, words] for name, words in marks]]
        for text, kind, marks in found
    ]
    assert seen == wanted


def _count(engine: str) -> int:
    shown = page_of(engine).partition("<template")[0]
    return len(re.findall(r'data-expect="\w+"', shown))


@pytest.mark.parametrize("engine", ENGINES)
def test_marks(chrome: Chromium, proxy: Proxy, engine: str) -> None:
    """The right ones, to be seen, and every box of the page stands where it stands without them."""
    chrome.settings(marks=False)
    page = _open(chrome, engine)
    page.wait_for_timeout(200)
    before = page.evaluate(BOXES)
    page.close()
    chrome.settings(marks=True)
    proxy.forget()
    page = _open(chrome, engine)
    _check(_marked(page, _count(engine)))
    assert not {shops.LISTED, shops.WARNED} & proxy.hosts(), "no shop was asked"
    assert page.evaluate(BOXES) == before
    hidden = page.eval_on_selector_all(
        ".pharmaproof-mark",
        """all => all.filter(m => { m.scrollIntoView({ block: 'center' }); const r = m.getBoundingClientRect();
           return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) !== m })
           .map(m => m.closest('[data-expect]').textContent)""",
    )
    assert hidden == [], "these marks cannot be seen"


@pytest.mark.parametrize("engine", ENGINES)
def test_more_results_are_marked(chrome: Chromium, engine: str) -> None:
    """Infinite scroll, on a page that is never at rest."""
    page = _open(chrome, engine)
    count = _count(engine)
    _marked(page, count)
    page.evaluate("""() => {
        document.body.append(document.createElement('i'));
        setInterval(() => { document.body.lastChild.textContent = Date.now() }, 50);
        const more = document.querySelector('#more');
        const last = [...document.querySelectorAll('[data-expect]')].at(-1);
        const list = '#rso > *, #b_results > *, #links > *, .mainline > *, ol > *, [data-testid=sectionWeb] > *';
        const place = last.closest(list);
        for (let i = 0; i < 3; i++) place.after(more.content.cloneNode(true));
    }""")
    found = _marked(page, count + 3)
    assert len(found) >= count + 3
    _check(found)


def test_a_page_that_draws_anew_keeps_its_marks_right(chrome: Chromium) -> None:
    """Elements that the page uses again for other results, or redraws: the mark follows the address."""
    page = _open(chrome, "duckduckgo")
    _marked(page, _count("duckduckgo"))
    page.evaluate(
        """([listed, plain]) => {
        const [first, second, third, fourth] = document.querySelectorAll('h2[data-expect]');
        second.querySelector('a').href = `https://${plain}/`; second.dataset.expect = '';
        fourth.querySelector('a').href = `https://${listed}/`; fourth.dataset.expect = 'listed';
        second.closest('article').querySelector('ul').remove();
        third.querySelector('a').innerHTML = '<span>Second, drawn anew</span>';
    }""",
        [shops.LISTED, shops.INNOCENT],
    )
    page.wait_for_function("document.querySelectorAll('h2[data-expect]')[3].querySelector('.pharmaproof-mark')")
    _check(_marked(page, 3))


def test_marks_can_be_switched_off(chrome: Chromium) -> None:
    chrome.settings(marks=False)
    page = _open(chrome, "google")
    page.wait_for_timeout(800)
    assert page.query_selector(".pharmaproof-mark") is None
