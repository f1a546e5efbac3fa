"""The stores' pictures and the contact sheets, taken of the extension as it runs in Chromium on invented shops.

python -m scripts.store_pictures FOLDER                  # five pictures of 1280x800 for both stores
python -m scripts.store_pictures FOLDER --language de    # the same in another language
python -m scripts.store_pictures FOLDER --sheet          # every page in sixteen languages

Everything seen is real but the bar around the pages: a headless browser draws none, so a plain one is drawn here.
"""

from __future__ import annotations

import argparse
import base64
import html
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Page, Route, sync_playwright

from scripts.build_extension import SOURCE, for_tests, manifest_for, write_folder
from tests.extension import shops
from tests.extension.chromium import Chromium, chromium
from tests.extension.feeds import Feed
from tests.extension.proxy import Proxy
from tests.web.servers import Web

WIDTH: Final = 1280
HEIGHT: Final = 800
BAR: Final = 56
"""Pixels of the browser's bar above a page."""
POPUP: Final = {"width": 360, "height": 560}
SERVICE: Final = "https://api.example"
"""An invented service to be seen in the pictures; nothing asks it."""
LANGUAGES: Final = sorted(path.name for path in (SOURCE / "_locales").iterdir())
SHOP_STYLE: Final = """
body { margin: 0 auto; max-width: 1080px; padding: 32px; font: 17px/1.5 sans-serif; color: #233; background: #fff }
h1 { font-size: 30px; max-width: 620px } p { max-width: 620px }
article { display: inline-block; vertical-align: top; width: 190px; margin: 12px 14px 12px 0; padding: 16px;
  border: 1px solid #d5dbe1; border-radius: 8px } article h3 { margin: 0; font-size: 17px; min-height: 51px }
footer { margin-top: 32px; color: #667; max-width: 620px }
"""
SEARCH_STYLE: Final = """
body { margin: 0; font: 16px/1.5 sans-serif; color: #223 } header { padding: 20px 110px; border-bottom: 1px solid #ddd }
header span { display: inline-block; width: 560px; padding: 10px 18px; border: 1px solid #ccd; border-radius: 24px }
ol { list-style: none; margin: 24px 110px; padding: 0; width: 680px } article { margin-bottom: 30px; padding: 0 24px }
h2 { font-size: 21px; margin: 0; font-weight: 400 } h2 a { color: #1a3d8f; text-decoration: none } p { margin: 0 }
p a { color: #566; text-decoration: none; font-size: 14px }
"""
RESULTS: Final = (
    (shops.LISTED, "Ibuprofen 400 mg – Pharmacy by the Mill Brook", "Non-prescription medicines sent to your home."),
    (shops.INNOCENT, "What ibuprofen is – School garden", "A page about medicines that sells none."),
    (shops.WARNED, "Ibuprofen and more without waiting", "Order today, sent worldwide in plain parcels."),
    (shops.UNLISTED, "Corner Remedies – cold and pain", "Tablets, drops and teas from round the corner."),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _browser(folder: Path, language: str) -> Iterator[Chromium]:
    """Chromium with the extension and a list of invented registers; the buyer is in Germany."""
    feed = Feed(folder)
    feed.build()
    write_folder(folder / "extension", for_tests(manifest_for("chrome")))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(feed.folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    with Web() as web, sync_playwright() as playwright:
        shops.add_to(web)
        with Proxy(web) as proxy, chromium(playwright, folder / "extension", folder / "profile", proxy.port) as running:
            running.settings(
                allow_reserved=True,
                country="DE",
                feed_address=f"http://127.0.0.1:{server.server_port}/",
                feed_keys=[feed.public],
                is_welcomed=True,
                language=language,
                warnings=False,
                api_address=SERVICE,
            )
            if error := running.ask("update-list")["error"]:
                sys.exit(f"store_pictures: the list of invented registers was not taken: {error}")
            yield running
    server.shutdown()
    server.server_close()


def _data(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def _icon(name: str) -> str:
    return _data((SOURCE / "icons" / f"{name}-32.png").read_bytes())


def _framed(chrome: Chromium, target: Path, shop: bytes, address: str, icon: str, popup: bytes | None = None) -> None:
    """``shop`` under a plain bar with this address and toolbar button, the popup hanging from the button."""
    hanging = f"<img class='popup' src='{_data(popup)}'>" if popup else ""
    page = chrome.context.new_page()
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.set_content(
        "<!doctype html><style>body{margin:0;font:15px system-ui,sans-serif;background:#fff}"
        f".bar{{height:{BAR}px;box-sizing:border-box;background:#e9edf1;border-bottom:1px solid #cfd6dc;display:flex;"
        "align-items:center;gap:16px;padding:0 24px}"
        ".bar span{flex:1;background:#fff;border-radius:18px;padding:7px 18px;"
        "color:#334}.bar img{width:24px;height:24px}.page{display:block}"
        f".popup{{position:fixed;top:{BAR - 2}px;right:20px;border-radius:10px;box-shadow:0 6px 30px #0006}}</style>"
        f"<div class='bar'><span>{html.escape(address)}</span><img src='{_icon(icon)}'></div>"
        f"<img class='page' src='{_data(shop)}'>{hanging}"
    )
    page.screenshot(path=target)
    page.close()
    print(target)


def _sized(page: Page) -> Page:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT - BAR})
    return page


def _shop_picture(chrome: Chromium, target: Path, host: str, verdict: str, language: str) -> None:
    page = _sized(chrome.open(f"http://{host}/"))
    chrome.state_of(host, verdict)
    page.add_style_tag(content=SHOP_STYLE)
    popup = chrome.popup(host, language)
    _framed(chrome, target, page.screenshot(), host, verdict, popup.screenshot())
    chrome.close_pages()


def _search_picture(chrome: Chromium, target: Path) -> None:
    rows = "".join(
        f"<li data-layout='organic'><article data-testid='result'><p><a data-testid='result-extras-url-link' "
        f"href='https://{host}/'>https://{host}</a></p>"
        f"<h2><a href='https://{host}/' data-testid='result-title-a'>{title}</a>"
        f"</h2><p>{text}</p></article></li>"
        for host, title, text in RESULTS
    )
    body = (
        f"<!doctype html><meta charset='utf-8'><style>{SEARCH_STYLE}</style>"
        "<header><span>ibuprofen online</span></header>"
        f"<ol class='react-results--main'>{rows}</ol>"
    )

    def serve(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page = _sized(chrome.context.new_page())
    page.route("**/*", serve)
    page.goto("https://duckduckgo.com/?q=ibuprofen+online")
    page.wait_for_function("document.querySelectorAll('.pharmaproof-mark').length >= 2")
    page.wait_for_timeout(600)
    _framed(chrome, target, page.screenshot(), "ibuprofen online", "pharmaproof")
    chrome.close_pages()


def _warned(chrome: Chromium) -> Page:
    """The warning page that stands before the rogue shop."""
    chrome.settings(warnings=True)
    page = _sized(chrome.context.new_page())
    page.goto(f"http://{shops.ROGUE}/", wait_until="commit")
    page.wait_for_url("**/warning/warning.html", timeout=10_000)
    page.wait_for_selector("#reasons li")
    return page


def pictures(folder: Path, language: str) -> None:
    """Five pictures for the stores."""
    with tempfile.TemporaryDirectory() as work, _browser(Path(work), language) as chrome:
        _shop_picture(chrome, folder / "1-rogue.png", shops.ROGUE, "rogue", language)
        _shop_picture(chrome, folder / "2-listed.png", shops.LISTED, "listed", language)
        _search_picture(chrome, folder / "3-search.png")
        _framed(chrome, folder / "4-warning.png", _warned(chrome).screenshot(), shops.ROGUE, "rogue")
        chrome.close_pages()
        # The list was taken from this machine; the picture names a place where an operator would put it.
        chrome.settings(feed_address=f"{SERVICE}/v1/feed/")
        options = _sized(chrome.own_page("options/options.html"))
        options.wait_for_selector("#list:not(:empty)")
        _framed(chrome, folder / "5-options.png", options.screenshot(), "Pharmaproof", "pharmaproof")


def _sheet(chrome: Chromium, target: Path, taken: dict[str, bytes], width: int, columns: int) -> None:
    cells = "".join(
        f"<figure><figcaption>{name}</figcaption><img src='{_data(p)}'></figure>" for name, p in taken.items()
    )
    page = chrome.context.new_page()
    page.set_viewport_size({"width": columns * (width + 16) + 16, "height": HEIGHT})
    page.set_content(
        "<!doctype html><style>body{margin:16px;background:#888;font:16px sans-serif;display:grid;gap:16px;"
        f"grid-template-columns:repeat({columns},{width}px)}}figure{{margin:0}}img{{width:{width}px;display:block}}</style>{cells}"
    )
    page.screenshot(path=target, full_page=True)
    page.close()
    print(target)


def sheets(folder: Path) -> None:
    """Each page in sixteen languages on one picture; popup and warning page in dark as well."""
    with tempfile.TemporaryDirectory() as work, _browser(Path(work), "en") as chrome:
        chrome.open(f"http://{shops.ROGUE}/")
        chrome.state_of(shops.ROGUE, "rogue")
        shop = chrome.tab_of(shops.ROGUE)
        popup = chrome.popup(shops.ROGUE)
        for scheme in ("light", "dark"):
            popup.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            taken = {}
            for language in LANGUAGES:
                popup.goto(f"{chrome.base}popup/popup.html?tab={shop}&lang={language}")
                popup.wait_for_selector("main[aria-busy=false]")
                taken[language] = popup.screenshot()
            _sheet(chrome, folder / f"popup-{scheme}.png", taken, POPUP["width"], 4)
        chrome.close_pages()
        tab = _warned(chrome).evaluate("async () => (await chrome.tabs.getCurrent()).id")
        page = chrome.context.new_page()
        page.set_viewport_size({"width": 720, "height": HEIGHT})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            taken = {}
            for language in LANGUAGES:
                page.goto(f"{chrome.base}warning/warning.html?tab={tab}&lang={language}")
                page.wait_for_selector("#reasons li")
                taken[language] = page.screenshot(full_page=True)
            _sheet(chrome, folder / f"warning-{scheme}.png", taken, 480, 4)
        page.emulate_media(color_scheme="light")
        for name, filled in (("options", "#list"), ("welcome", "#live-text")):
            taken = {}
            for language in LANGUAGES:
                page.goto(f"{chrome.base}{name}/{name}.html?lang={language}")
                page.wait_for_selector(f"{filled}:not(:empty)")
                taken[language] = page.screenshot(full_page=True)
            _sheet(chrome, folder / f"{name}.png", taken, 480, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures are written; made when missing")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the store pictures")
    parser.add_argument("--sheet", action="store_true", help="the contact sheets instead of the store pictures")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.sheet:
        sheets(given.folder)
    else:
        pictures(given.folder, given.language)


if __name__ == "__main__":
    main()
