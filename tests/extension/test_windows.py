"""The manifest as shipped: the button without access, private windows, a service on this machine, access taken back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import CDPSession, Playwright

from scripts.build_extension import for_tests, manifest_for, write_folder
from tests.extension import shops
from tests.extension.chromium import ARGUMENTS, PROGRAM, Chromium
from tests.extension.conftest import Api
from tests.extension.feeds import Feed
from tests.extension.proxy import Proxy
from tests.needs import need

pytestmark = pytest.mark.xdist_group("browser")

WAIT_S: Final = 10.0


class Shipped(Chromium):
    """A browser in which the extension was loaded by the debugger, so that private windows may be allowed."""

    cdp: CDPSession

    @property
    def extension_id(self) -> str:
        return self.base.split("/")[2]

    def targets(self, kind: str) -> list[dict[str, Any]]:
        found = self.cdp.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
        return [target for target in found if target["type"] == kind]

    def press_button(self, url_part: str) -> None:
        """The toolbar button over the tab with this address: gives activeTab, as a user's click does."""
        tab = next(t for t in self.targets("tab") if url_part in t["url"])
        self.cdp.send("Extensions.triggerAction", {"id": self.extension_id, "targetId": tab["targetId"]})

    def private_window(self, url: str) -> None:
        self._asker().evaluate("url => { chrome.windows.create({ incognito: true, url }) }", url)

    def target_urls(self) -> list[str]:
        return [target["url"] for target in self.targets("tab")]

    def wait_url(self, part: str) -> None:
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            if any(part in url for url in self.target_urls()):
                return
            time.sleep(0.1)
        raise AssertionError(f"no tab at {part}: {self.target_urls()}")


@contextmanager
def shipped(
    playwright: Playwright, profile: Path, proxy_port: int, manifest: dict[str, Any], *, in_private: bool = False
) -> Iterator[Shipped]:
    folder = profile / "extension"
    write_folder(folder, manifest)
    preferences = profile / "profile" / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True)
    preferences.write_text(json.dumps({"extensions": {"ui": {"developer_mode": True}}}))
    arguments = [a.replace(",LocalNetworkAccessChecks", "") for a in ARGUMENTS]
    context = playwright.chromium.launch_persistent_context(
        profile / "profile",
        executable_path=need(PROGRAM, "apt-get install chromium"),
        headless=False,
        ignore_default_args=["--disable-extensions"],
        args=[
            *arguments,
            "--enable-unsafe-extension-debugging",
            f"--proxy-server=http://127.0.0.1:{proxy_port}",  # but for loopback, which is asked directly
        ],
    )
    try:
        assert context.browser is not None
        cdp = context.browser.new_browser_cdp_session()
        found = cdp.send("Extensions.loadUnpacked", {"path": str(folder), "enableInIncognito": in_private})
        running = Shipped(context, f"chrome-extension://{found['id']}/")
        running.cdp = cdp
        running.settings(allow_reserved=True, country="DE", language="en", is_welcomed=True)
        yield running
    finally:
        context.close()


def test_one_page_is_checked_by_the_button_alone(playwright: Playwright, proxy: Proxy, tmp_path: Path) -> None:
    """No access to sites: nothing is seen until the button is pressed, and then this page only."""
    with shipped(playwright, tmp_path, proxy.port, manifest_for("chrome")) as browser:
        assert browser.ask("settings")["access"] is False
        browser.open(f"http://{shops.ROGUE}/")
        browser.open(f"http://{shops.UNLISTED}/")
        tabs = browser._asker().evaluate("() => chrome.tabs.query({}).then(all => all.map(t => [t.id, t.url ?? '']))")
        blind = [tab for tab, url in tabs if not url]
        assert len(blind) >= 2, "without access the addresses of other tabs are not told"
        next(p for p in browser.context.pages if shops.ROGUE in p.url).bring_to_front()
        browser.press_button(shops.ROGUE)
        browser.wait_url("popup/popup.html")
        tab = browser.tab_of(shops.ROGUE)  # its address is told now
        popup = browser.own_page(f"popup/popup.html?tab={tab}&lang=en")
        popup.click("#check")
        popup.wait_for_selector("text=Don’t buy here")
        known = [browser.ask("tab-state", tab=tab)["state"] for tab in blind]
        assert [state["host"] for state in known if state] == [shops.ROGUE]


def test_a_service_on_this_machine_is_reached(playwright: Playwright, proxy: Proxy, api: Api, tmp_path: Path) -> None:
    """With Chromium's checks of access to the local network as they are, without and with access to sites."""
    with shipped(playwright, tmp_path, proxy.port, for_tests(manifest_for("chrome"))) as browser:
        browser.settings(mode="live", api_address=api.address, warnings=False)
        browser.open(f"http://{shops.UNLISTED}/local")
        end = time.monotonic() + WAIT_S
        while (state := browser.state_of("/local")["state"])["service"] == "asking" and time.monotonic() < end:
            time.sleep(0.1)
        assert (state["service"], state["service_error"]) == ("done", "")


def test_access_is_taken_back(playwright: Playwright, proxy: Proxy, tmp_path: Path) -> None:
    """Revoked in the browser: pages are left alone again, and the popup says so."""
    with shipped(playwright, tmp_path, proxy.port, for_tests(manifest_for("chrome"))) as browser:
        browser.settings(warnings=False)
        browser.open(f"http://{shops.ROGUE}/")
        browser.state_of(shops.ROGUE, "rogue")
        admin = browser.context.new_page()
        admin.goto("chrome://extensions/")
        admin.evaluate(
            "id => chrome.developerPrivate.updateExtensionConfiguration({ extensionId: id, hostAccess: 'ON_CLICK' })",
            browser.extension_id,
        )
        admin.close()
        assert browser.ask("settings")["access"] is False
        proxy.forget()
        page = browser.open(f"http://{shops.SUSPICIOUS}/after")
        page.wait_for_timeout(1_500)
        tabs = browser._asker().evaluate("() => chrome.tabs.query({}).then(all => all.map(t => t.id))")
        hosts = [s["host"] for tab in tabs if (s := browser.ask("tab-state", tab=tab)["state"])]
        assert shops.SUSPICIOUS not in hosts


def test_a_private_window_is_left_alone(playwright: Playwright, proxy: Proxy, tmp_path: Path) -> None:
    with shipped(playwright, tmp_path, proxy.port, for_tests(manifest_for("chrome"))) as browser:
        browser.settings(warnings=True)
        browser.private_window(f"http://{shops.ROGUE}/")
        browser.wait_url(shops.ROGUE)
        time.sleep(2.0)
        assert f"http://{shops.ROGUE}/" in browser.target_urls(), "no warning page"
        assert browser._asker().evaluate("() => chrome.storage.session.get(null)") == {}


def test_a_private_window_is_guarded_when_allowed_and_leaves_nothing(
    playwright: Playwright, proxy: Proxy, feed: Feed, feed_address: str, tmp_path: Path
) -> None:
    """The warning page stands there too, from the page and from the list; afterwards neither store knows the hosts."""
    manifest = for_tests(manifest_for("chrome"))
    with shipped(playwright, tmp_path, proxy.port, manifest, in_private=True) as browser:
        browser.settings(feed_address=feed_address, feed_keys=[feed.public], warnings=True)
        assert browser.ask("update-list")["error"] == ""
        for host in (shops.ROGUE, shops.WARNED):
            browser.private_window(f"http://{host}/")
            browser.wait_url("/warning/warning.html")
            page = next(p for p in browser.context.pages if p.url.endswith("/warning/warning.html"))
            page.wait_for_selector("#reasons li")
            assert page.inner_text("#host") == host
            assert page.is_hidden("#pause-choice"), "a pause would be kept on the disk"
            page.click("#on")
            page.wait_for_url(f"http://{host}/**")
            page.wait_for_timeout(500)
            page.close()
        kept = browser._asker().evaluate("""async () => JSON.stringify([
            await chrome.storage.local.get(null), await chrome.storage.session.get(null)])""")
        for host in (shops.ROGUE, shops.WARNED):
            assert host not in kept
