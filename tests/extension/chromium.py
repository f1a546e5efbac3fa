"""Debian's Chromium with the extension loaded, behind the logging proxy."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from tests.needs import need

PROGRAM: Final = "/usr/bin/chromium"
WAIT_S: Final = 10.0
ARGUMENTS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-default-browser-check",
    "--disable-features=DisableLoadExtensionCommandLineSwitch,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LocalNetworkAccessChecks",
)


class Chromium:
    """One browser with its extension."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context = context
        self.base = base

    @property
    def worker(self) -> Worker:
        if not self.context.service_workers:
            return self.context.wait_for_event("serviceworker", timeout=WAIT_S * 1000)
        return self.context.service_workers[-1]

    def open(self, url: str, *, wait: str = "load") -> Page:
        page = self.context.new_page()
        page.goto(url, wait_until=wait)  # type: ignore[arg-type]
        return page

    def own_page(self, path: str) -> Page:
        """A page of the extension in a tab."""
        page = self.context.new_page()
        page.goto(self.base + path)
        return page

    def ask(self, kind: str, **fields: Any) -> Any:
        """A message to the background, as the extension's own pages send it."""
        page = self._asker()
        return page.evaluate("message => chrome.runtime.sendMessage(message)", {"type": kind, **fields})

    def settings(self, **changes: Any) -> None:
        assert self.ask("change-settings", changes=changes)

    def tab_of(self, url_part: str) -> int:
        """Id of the tab whose address holds this text."""
        tabs = self._asker().evaluate("() => chrome.tabs.query({})")
        return next(int(tab["id"]) for tab in tabs if url_part in (tab.get("url") or ""))

    def state_of(self, url_part: str, wanted: str = "", *, depth: str = "page") -> dict[str, Any]:
        """What is known of a tab, once there is a report of this depth (with this verdict)."""
        end = time.monotonic() + WAIT_S
        known: dict[str, Any] = {}
        while time.monotonic() < end:
            try:
                known = self.ask("tab-state", tab=self.tab_of(url_part)) or {}
            except StopIteration:
                known = {}
            report = (known.get("state") or {}).get("report")
            if report and wanted in ("", report["verdict"]) and report["depth"] == depth:
                return known
            time.sleep(0.1)
        raise AssertionError(f"no {wanted or 'report'} for {url_part}: {json.dumps(known)[:600]}")

    def popup(self, url_part: str, lang: str = "en") -> Page:
        tab = self.tab_of(url_part)
        page = self.context.new_page()
        page.set_viewport_size({"width": 360, "height": 560})
        page.goto(f"{self.base}popup/popup.html?tab={tab}&lang={lang}")
        page.wait_for_selector("main[aria-busy=false]")
        return page

    def close_pages(self) -> None:
        """All tabs but the one that asks."""
        for page in self.context.pages:
            if not page.url.endswith("#asker"):
                page.close()

    def _asker(self) -> Page:
        for page in self.context.pages:
            if page.url.endswith("#asker"):
                return page
        page = self.context.new_page()
        page.goto(f"{self.base}tell/tell.html#asker")
        return page


@contextmanager
def chromium(playwright: Playwright, extension: Path, profile: Path, proxy_port: int) -> Iterator[Chromium]:
    """A running browser, loopback behind the proxy as well; ended with everything it started."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=need(PROGRAM, "apt-get install chromium"),
        headless=False,
        args=[
            *ARGUMENTS,
            f"--proxy-server=http://127.0.0.1:{proxy_port}",
            "--proxy-bypass-list=<-loopback>",
            f"--disable-extensions-except={extension}",
            f"--load-extension={extension}",
        ],
    )
    try:
        workers = context.service_workers
        worker = workers[0] if workers else context.wait_for_event("serviceworker", timeout=15_000)
        yield Chromium(context, f"chrome-extension://{worker.url.split('/')[2]}/")
    finally:
        context.close()
