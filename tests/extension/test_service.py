"""Live mode and the check in depth on the real API; what is sent, and what happens when it is away."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.conftest import Api
from tests.extension.proxy import Proxy

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def live(chrome: Chromium, api: Api, proxy: Proxy) -> Chromium:
    chrome.worker.evaluate("() => chrome.storage.session.remove(['service-cache', 'service-back-off'])")
    chrome.settings(mode="live", api_address=api.address)
    proxy.forget()
    return chrome


def _asked(proxy: Proxy) -> list[str]:
    return [entry.path for entry in proxy.log if entry.path.startswith("/v1/")]


def _wait_for(chrome: Chromium, host: str, service: str, *, wait_s: int = 8) -> dict[str, Any]:
    for _ in range(wait_s * 10):
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


def test_a_slow_service_changes_nothing(live: Chromium, proxy: Proxy) -> None:
    """The local verdict stands while it is asked, and after the time limit; then there is a pause, longer each time."""
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, never answers
        live.settings(api_address=f"http://127.0.0.1:{silent.getsockname()[1]}")
        live.open(f"http://{shops.UNLISTED}/")
        assert live.state_of(shops.UNLISTED, "unlisted")["state"]["service"] == "asking"
        state = _wait_for(live, shops.UNLISTED, "failed", wait_s=12)
        assert (state["report"]["verdict"], state["service_error"]) == ("unlisted", "service-unreachable")
        pause = live.worker.evaluate("() => chrome.storage.session.get('service-back-off')")["service-back-off"]
        assert pause["length"] == 30_000
        assert 0 < pause["until"] - time.time() * 1000 <= 30_000
        # The pause is over, the service still away: the next one is twice as long.
        live.worker.evaluate(
            "() => chrome.storage.session.set({ 'service-back-off': { until: Date.now() - 1, length: 30000 } })"
        )
        live.settings(api_address="http://127.0.0.1:9")
        live.open(f"http://{shops.SUSPICIOUS}/")
        _wait_for(live, shops.SUSPICIOUS, "failed")
        pause = live.worker.evaluate("() => chrome.storage.session.get('service-back-off')")["service-back-off"]
        assert pause["length"] == 60_000


def test_a_site_is_reported_and_a_verdict_disputed(live: Chromium, proxy: Proxy, api: Api) -> None:
    """From the popup to what the service keeps; it never looked at this site in full before."""
    live.settings(mode="private")
    live.open(f"http://{shops.SUSPICIOUS}/")
    live.state_of(shops.SUSPICIOUS, "suspicious")
    popup = live.popup(shops.SUSPICIOUS)
    with live.context.expect_page() as opened:
        popup.click("#open-tell")
    page = opened.value
    page.wait_for_selector("#matter option", state="attached")
    page.select_option("#matter", "nothing-arrived")
    page.click("#tell")
    page.wait_for_selector("text=Thank you. It was counted.")
    (tally,) = [t for t in api.service.consumer_reports.tallies() if t.host == shops.SUSPICIOUS]
    assert tally.counts["nothing-arrived"] == 1

    page.fill("#statement", "too short")
    page.click("#dispute")
    page.wait_for_selector("#status:text-matches('20')")
    statement = "We are a registered pharmacy in Sampletown since 1990; the page quoted is not ours."
    page.fill("#statement", statement)
    page.click("#dispute")
    page.wait_for_selector("#status:text-matches('D-[0-9a-f]{16}')")
    reference = page.inner_text("#status").split("D-")[1][:16]
    (filed,) = api.service.disputes.list()
    assert filed.dispute.reference == f"D-{reference}"
    assert (filed.host, filed.statement) == (shops.SUSPICIOUS, statement)

    # An address that the service does not take: it answered, so nobody is told that it was out of reach.
    page = live.own_page("tell/tell.html?host=not%20a%20host&lang=en")
    page.wait_for_selector("#matter option", state="attached")
    page.click("#tell")
    page.wait_for_selector("text=The service did not accept this.")
    assert {entry.path.partition("?")[0] for entry in proxy.log if entry.path.startswith("/v1/")} <= {
        "/v1/reports", "/v1/disputes", "/v1/check",
    }  # fmt: skip
