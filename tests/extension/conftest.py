"""One invented web, one Chromium with the extension, for all tests of this folder that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Playwright, sync_playwright
from werkzeug.serving import make_server

from api import Config, create_app
from api.service import EXTENSION, Service
from scripts.build_extension import for_tests, manifest_for, write_folder
from tests.extension import shops
from tests.extension.chromium import Chromium, chromium
from tests.extension.feeds import Feed
from tests.extension.firefox import Firefox, firefox
from tests.extension.proxy import Proxy
from tests.web.servers import Web


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    with Web() as running:
        shops.add_to(running)
        yield running


@pytest.fixture(scope="session")
def proxy(web: Web) -> Iterator[Proxy]:
    with Proxy(web) as running:
        yield running


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chromium's extension with access to sites granted at install."""
    folder = tmp_path_factory.mktemp("extension")
    write_folder(folder, for_tests(manifest_for("chrome")))
    return folder


@pytest.fixture(scope="session")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    made = Feed(tmp_path_factory.mktemp("feed"))
    made.build()
    return made


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def feed_address(feed: Feed) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(feed.folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """One driver: a second one in the same thread is refused, so it ends with this folder's tests."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(
    playwright: Playwright,
    unpacked: Path,
    proxy: Proxy,
    feed: Feed,
    feed_address: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Chromium]:
    """With the list loaded, in private mode, the buyer in Germany."""
    with chromium(playwright, unpacked, tmp_path_factory.mktemp("profile"), proxy.port) as running:
        running.settings(
            allow_reserved=True,
            country="DE",
            feed_address=feed_address,
            feed_keys=[feed.public],
            is_welcomed=True,
            language="en",
        )
        state = running.ask("update-list")
        assert state["error"] == ""
        yield running


@pytest.fixture
def chrome(browser: Chromium) -> Iterator[Chromium]:
    """The same browser, tabs closed and choices as at first."""
    browser.settings(mode="private", warnings=False, marks=True, paused_until=0, paused_hosts=[], api_address="")
    yield browser
    browser.close_pages()


@dataclass(frozen=True)
class Api:
    """The real service on loopback, and what it keeps."""

    address: str
    service: Service


@pytest.fixture(scope="session")
def api(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    folder: Path = tmp_path_factory.mktemp("api")
    app = create_app(Config(settings=web.settings(data_dir=folder, page_deadline_s=5.0)))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Api(f"http://127.0.0.1:{server.server_port}", app.extensions[EXTENSION])
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def firefox_browser(
    proxy: Proxy, feed: Feed, feed_address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Firefox]:
    """Firefox ESR with the manifest of its store, access granted by the button of the first screen."""
    folder = tmp_path_factory.mktemp("firefox-extension")
    write_folder(folder, manifest_for("firefox"))
    with firefox(tmp_path_factory.mktemp("firefox-profile"), proxy.port) as running:
        running.install(folder)
        assert running.ask("settings")["access"] is False
        welcome = running.own_page("welcome/welcome.html?lang=en")
        running.wait(welcome, "document.querySelector('#country').options.length > 10")
        running.click(welcome, "#grant")
        running.wait(welcome, "document.querySelector('#status').textContent !== ''")
        changes = {
            "allow_reserved": True, "country": "DE", "feed_address": feed_address, "feed_keys": [feed.public],
            "warnings": False, "language": "en",
        }  # fmt: skip
        assert running.ask("change-settings", changes=changes)
        assert running.ask("update-list")["error"] == ""
        yield running


@pytest.fixture
def fox(firefox_browser: Firefox) -> Iterator[Firefox]:
    """The same browser; tabs are closed afterwards."""
    yield firefox_browser
    firefox_browser.close_tabs()
