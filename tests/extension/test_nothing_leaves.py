"""With the choices of the first start, 200 sites are visited and the extension sends nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.extension import shops
from tests.extension.chromium import chromium
from tests.extension.proxy import Proxy
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")

SITES = 200
BROWSERS_OWN = ("google.com", "googleapis.com", "gstatic.com", "gvt1.com")
"""What Chromium itself may ask for although told not to; refused by the proxy."""


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
