"""Of 200 sites visited: nothing, with the choices of the first start; in live mode the hosts of shops alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.extension import shops
from tests.extension.chromium import Chromium, chromium
from tests.extension.conftest import Api
from tests.extension.proxy import Proxy
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")

SITES = 200
BROWSERS_OWN = ("google.com", "googleapis.com", "gstatic.com", "gvt1.com")
"""What Chromium itself may ask for although told not to; refused by the proxy."""
FEED_FILE = re.compile(r"/(?:manifest\.json(?:\.sig)?|hosts\.bin|delta-\d+-\d+\.bin)")


def test_nothing_leaves(playwright: Playwright, web: Web, unpacked: Path, tmp_path: Path) -> None:
    hosts = shops.add_many(web, SITES)
    with Proxy(web) as proxy, chromium(playwright, unpacked, tmp_path, proxy.port) as browser:
        # Only so that the engine takes .test names for sites; all that sends is as after an install.
        browser.settings(allow_reserved=True)
        settings = browser.ask("settings")["settings"]
        assert (settings["mode"], settings["feed_address"]) == ("private", "")
        page = browser.context.new_page()
        for host in hosts:
            page.goto(f"http://{host}/", wait_until="load")
        page.wait_for_timeout(2_000)
        assert browser.ask("update-list")["version"] == 0
        browser.open(f"http://{hosts[0]}/?last")
        assert browser.state_of("?last", "unlisted")
        asked = [entry for entry in proxy.log if not entry.host.split(":")[0].endswith(BROWSERS_OWN)]
    strange = [e for e in asked if e.host not in hosts or e.path not in ("/", "/?last", "/favicon.ico")]
    assert strange == []
    assert {e.host for e in asked} == set(hosts)
    assert sum(e.path == "/" for e in asked) == SITES, "each page was fetched once, by the visit itself"
    assert not [e for e in asked if e.headers.get("origin", "").startswith("chrome-extension")]


def test_live_mode_tells_of_shops_alone(chrome: Chromium, proxy: Proxy, web: Web, api: Api) -> None:
    """With the list's alarm fired as hours pass: the list's own files, and each shop's host once to the one address."""
    hosts = shops.add_many(web, SITES)
    sellers = {host for number, host in enumerate(hosts) if number % shops.SHOP_EVERY == 0}
    chrome.worker.evaluate("() => chrome.storage.session.remove(['service-cache', 'service-back-off'])")
    chrome.settings(mode="live", api_address=api.address)
    proxy.forget()
    page = chrome.context.new_page()
    for number, host in enumerate(hosts):
        page.goto(f"http://{host}/?visit", wait_until="load")
        if host in sellers:
            chrome.state_of(host, "unlisted")
        if number % 50 == 0:  # six hours pass
            chrome.worker.evaluate("() => chrome.alarms.create('update-list', { when: Date.now() })")
    page.wait_for_timeout(2_500)
    asked = [e for e in proxy.log if not e.host.split(":")[0].endswith(BROWSERS_OWN) and e.host not in hosts]
    service = [e for e in asked if f"http://{e.host}" == api.address]
    files = [e for e in asked if e not in service]
    assert sorted(e.path for e in service) == sorted(f"/v1/check?url={h}&depth=quick&country=DE" for h in sellers)
    # Changes of the list come when the feed has a newer one by then: the same files for everybody.
    assert {"/manifest.json", "/manifest.json.sig"} <= {e.path for e in files}
    assert all(FEED_FILE.fullmatch(e.path) for e in files)
    feed_host = chrome.ask("settings")["settings"]["feed_address"].split("/")[2]
    assert {e.host for e in files} == {feed_host}
    assert not {"cookie", "referer"} & {name for e in asked for name in e.headers}
