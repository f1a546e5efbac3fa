"""Live mode and the check in depth on the real API; what is sent, and what happens when it is away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from api import Config, create_app
from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.proxy import Proxy
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def api(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("api")
    app = create_app(Config(settings=web.settings(data_dir=folder, page_deadline_s=5.0)))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def live(chrome: Chromium, api: str, proxy: Proxy) -> Chromium:
    chrome.worker.evaluate("() => chrome.storage.session.remove(['service-cache', 'service-back-off'])")
    chrome.settings(mode="live", api_address=api)
    proxy.forget()
    return chrome


def _asked(proxy: Proxy) -> list[str]:
    return [entry.path for entry in proxy.log if entry.path.startswith("/v1/")]


def _wait_for(chrome: Chromium, host: str, service: str) -> dict[str, Any]:
    for _ in range(80):
        state: dict[str, Any] = chrome.state_of(host)["state"]
        if state["service"] == service:
            return state
        time.sleep(0.1)
    raise AssertionError(f"service is {state['service']} {state['service_error']}, not {service}")


def test_only_the_host_of_a_shop_is_sent(live: Chromium, proxy: Proxy) -> None:
    live.open(f"http://{shops.INNOCENT}/garden?name=secret")
    live.state_of(shops.INNOCENT, "not_selling")
    live.open(f"http://{shops.UNLISTED}/basket?name=secret")
    _wait_for(live, shops.UNLISTED, "done")
    assert _asked(proxy) == [f"/v1/check?url={shops.UNLISTED}&depth=quick&country=DE"]
    sent = next(entry for entry in proxy.log if entry.path.startswith("/v1/"))
    assert "cookie" not in sent.headers
    assert "referer" not in sent.headers


def test_a_host_is_asked_once(live: Chromium, proxy: Proxy) -> None:
    for path in ("/", "/a", "/b"):
        live.open(f"http://{shops.SUSPICIOUS}{path}")
    _wait_for(live, shops.SUSPICIOUS, "done")
    live.open(f"http://{shops.SUSPICIOUS}/c")
    live.state_of(f"{shops.SUSPICIOUS}/c")
    assert 1 <= len(_asked(proxy)) <= 3  # pages opened together may ask together; afterwards the answer is kept
    proxy.forget()
    live.open(f"http://{shops.SUSPICIOUS}/d")
    live.state_of(f"{shops.SUSPICIOUS}/d")
    time.sleep(0.5)
    assert _asked(proxy) == []


def test_in_depth_is_asked_on_a_click_and_says_what_is_sent(live: Chromium, proxy: Proxy) -> None:
    live.settings(mode="private")
    live.open(f"http://{shops.ROGUE}/")
    live.state_of(shops.ROGUE, "rogue")
    popup = live.popup(shops.ROGUE)
    assert f"“{shops.ROGUE}”" in popup.inner_text("#check-in-depth-sends")
    assert _asked(proxy) == []
    popup.click("#check-in-depth")
    report = live.state_of(shops.ROGUE, depth="full")["state"]["report"]
    assert report["verdict"] == "rogue"
    assert _asked(proxy)[0] == f"/v1/check?url={shops.ROGUE}&depth=full&country=DE"
    popup.wait_for_function("!document.querySelector('#check-in-depth')")


def test_a_service_that_is_away_changes_nothing(live: Chromium, proxy: Proxy) -> None:
    live.settings(api_address="http://127.0.0.1:9")
    live.open(f"http://{shops.UNLISTED}/")
    state = _wait_for(live, shops.UNLISTED, "failed")
    assert state["report"]["verdict"] == "unlisted"
    assert "could not be reached" in live.popup(shops.UNLISTED).inner_text("main")
    proxy.forget()
    live.open(f"http://{shops.UNLISTED}/again")
    live.state_of("/again", "unlisted")
    time.sleep(0.5)
    assert _asked(proxy) == [], "after a failure it waits before it asks again"


def test_a_site_is_reported(live: Chromium, proxy: Proxy) -> None:
    page = live.own_page(f"tell/tell.html?host={shops.ROGUE}&lang=en")
    page.wait_for_selector("#matter option", state="attached")
    page.select_option("#matter", "nothing-arrived")
    page.click("#tell")
    page.wait_for_selector("text=Thank you. It was counted.")
    assert _asked(proxy) == ["/v1/reports"]
