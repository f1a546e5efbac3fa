# ruff: noqa: E501 - pages read better on long lines
"""Pages that fight back, and stores that are damaged, full or of an older version: a verdict all the same."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.firefox import Firefox
from tests.web.servers import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

HOST: Final = "hostile-page.test"
OVERWRITES: Final = """<script>
for (const name of ['querySelectorAll', 'createTreeWalker']) Document.prototype[name] = () => { throw 1 };
for (const name of ['getAttribute', 'hasAttribute', 'checkVisibility', 'closest']) Element.prototype[name] = () => { throw 1 };
Object.defineProperty(Node.prototype, 'textContent', { get: () => 'Our garden club' });
Array.prototype.map = Array.prototype.push = String.prototype.slice = () => { throw 1 };
JSON.parse = window.requestIdleCallback = window.MutationObserver = () => { throw 1 };
window.chrome = { runtime: { sendMessage() { throw 1 } } }; window.pharmaproof = { gather: () => ({}) };
</script>"""
DEEP: Final = "<div>" * 5_000 + "</div>" * 5_000
WIDE: Final = "<i>x</i>" * 100_000


def rogue_body(web: Web) -> str:
    site = web.site(shops.ROGUE)
    assert site is not None
    page = site.pages["/"]
    assert isinstance(page, str)
    return page


def pages(web: Web) -> dict[str, Reply]:
    rogue = rogue_body(web)
    inner = rogue.partition("<body")[2].partition(">")[2]
    sandbox = (("Content-Security-Policy", "sandbox allow-scripts; default-src 'none'; script-src 'none'"),)
    quoted = rogue.replace("&", "&amp;").replace('"', "&quot;")
    return {
        "overwritten": Reply(OVERWRITES + rogue),
        "sandboxed": Reply(rogue, headers=sandbox),
        "deep": Reply(rogue + DEEP),
        "wide": Reply(rogue + WIDE),
        "shadow": Reply(
            "<!doctype html><html lang=en><title>Shop</title><body><div id=host></div><template id=t>"
            + inner
            + "</template>"
            "<script>document.querySelector('#host').attachShadow({ mode: 'open' }).append(document.querySelector('#t').content)</script>"
        ),
        "fake marks": Reply(
            rogue.replace(
                "<body>",
                "<body><span class='pharmaproof-mark pharmaproof-listed'></span><p>Pharmaproof: On the official register</p>",
            )
        ),
        "frames": Reply(rogue + f'<iframe srcdoc="{quoted}"></iframe>' * 3),
    }


KINDS: Final = ("overwritten", "sandboxed", "deep", "wide", "shadow", "fake marks", "frames")


@pytest.mark.parametrize("kind", KINDS)
def test_in_chromium(chrome: Chromium, web: Web, kind: str) -> None:
    web.add(HOST, pages(web)[kind])
    chrome.open(f"http://{HOST}/{kind.replace(' ', '-')}")
    chrome.state_of(HOST, "rogue")


@pytest.mark.parametrize("kind", KINDS)
def test_in_firefox(fox: Firefox, web: Web, kind: str) -> None:
    web.add(HOST, pages(web)[kind])
    fox.open(f"http://{HOST}/{kind.replace(' ', '-')}")
    fox.state_of(HOST, "rogue")


def test_content_behind_a_ticking_clock_is_seen(chrome: Chromium, web: Web) -> None:
    """A page that is never at rest does not put the second look off for ever."""
    start = (
        "<!doctype html><html lang=en><title>Club</title><b id=clock></b><div id=app>"
        + "Our garden club. " * 20
        + "</div><script>"
        "setInterval(() => { clock.textContent = Date.now() }, 200);"
        "setTimeout(async () => { app.innerHTML = await (await fetch('/late')).text() }, 1500)</script>"
    )
    web.add("ticking.test", {"/": start, "/late": rogue_body(web)})
    chrome.open("http://ticking.test/")
    chrome.state_of("ticking.test", "rogue")


@pytest.mark.parametrize(
    "url", ["about:blank", "chrome://version/", "file:///etc/hostname", "data:text/html,<p>Buy Tramadol"]
)
def test_what_is_no_site_is_left_alone(chrome: Chromium, url: str) -> None:
    page = chrome.context.new_page()
    page.goto(url)
    page.wait_for_timeout(500)
    tabs = chrome._asker().evaluate("() => chrome.tabs.query({}).then(all => all.map(t => t.id))")
    assert [s for tab in tabs if (s := chrome.ask("tab-state", tab=tab)["state"])] == []


def test_a_look_alike_name_is_shown_as_it_is(chrome: Chromium, web: Web) -> None:
    """A Cyrillic letter in the name of a listed pharmacy: not that pharmacy, and shown in a form that cannot be mistaken."""
    written = shops.LISTED.replace("a", "\u0430", 1)
    host = written.encode("idna").decode()
    web.add(host, rogue_body(web))
    chrome.open(f"http://{written}/")
    report = chrome.state_of(host, "rogue")["state"]["report"]
    assert report["registers"] == []
    shown = chrome.popup(host).inner_text(".verdict .host")
    assert shown == host
    assert shown.isascii()


BROKEN: Final[dict[str, Any]] = {
    "text": "settings",
    "list": [1, 2],
    "wrong kinds": {"paused_hosts": None, "mode": 7, "feed_keys": "x", "warnings": "no", "country": {"a": 1}},
    "older names": {"api": "http://shop.test", "private": True, "version": 0},
}


@pytest.mark.parametrize("what", BROKEN)
def test_damaged_choices_count_as_none(chrome: Chromium, what: str) -> None:
    before = chrome.worker.evaluate("() => chrome.storage.local.get('settings')")
    try:
        chrome.worker.evaluate("value => chrome.storage.local.set({ settings: value })", BROKEN[what])
        settings = chrome.ask("settings")["settings"]
        assert (settings["mode"], settings["paused_hosts"], settings["warnings"]) == ("private", [], True)
        chrome.settings(allow_reserved=True, warnings=False)
        chrome.open(f"http://{shops.ROGUE}/{what.replace(' ', '-')}")
        chrome.state_of(shops.ROGUE)
    finally:
        chrome.worker.evaluate("value => chrome.storage.local.set(value)", before)


def test_a_full_session_store_loses_old_tabs_not_the_verdict(chrome: Chromium) -> None:
    fill = "async () => { for (let i = 0; i < 40; i++) await chrome.storage.session.set({ ['tab:9' + i]: 'x'.repeat(1e6) }).catch(() => 0) }"
    chrome.worker.evaluate(fill)
    try:
        chrome.open(f"http://{shops.ROGUE}/")
        chrome.state_of(shops.ROGUE, "rogue")
    finally:
        chrome.worker.evaluate("() => chrome.storage.session.clear()")


@pytest.mark.parametrize(
    "damage",
    [
        "t => t.put({ keys: 'none', version: 'x' }, 'kept')",
        "t => t.put('text', 'kept')",
        "t => t.get('kept').onsuccess = e => { const k = e.target.result; k.hosts[20] ^= 1; t.put(k, 'kept') }",
    ],
)
def test_a_damaged_list_is_fetched_anew(chrome: Chromium, damage: str) -> None:
    held = chrome.ask("list-state")["version"]
    chrome.own_page("options/options.html").evaluate(
        f"""() => new Promise((resolve, reject) => {{ const open = indexedDB.open('pharmaproof'); open.onerror = reject;
            open.onsuccess = () => {{ const t = open.result.transaction('feed', 'readwrite'); ({damage})(t.objectStore('feed'));
                t.oncomplete = () => {{ open.result.close(); resolve(true) }} }} }})"""
    )
    address = chrome.ask("settings")["settings"]["feed_address"]
    chrome.settings(feed_address=address)  # closes the list, so that it is opened again
    assert chrome.ask("list-state")["version"] == 0
    chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE)
    state = chrome.ask("update-list")
    assert state["error"] == ""
    assert state["version"] >= held > 0
