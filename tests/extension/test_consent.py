"""Chromium's own dialogue for access to sites, answered by real keys on a virtual screen."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from scripts.build_extension import manifest_for, write_folder
from tests.extension.chromium import ARGUMENTS, PROGRAM
from tests.needs import need

pytestmark = pytest.mark.xdist_group("browser")

DIALOGUE_S = 1.5
"""The dialogue takes no key in its first half second, so that nobody accepts it unread."""


@contextmanager
def _screen() -> Iterator[str]:
    """Name of a virtual X display."""
    program = need("Xvfb", "apt-get install xvfb")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        yield ":" + os.read(reading, 20).decode().strip()
    finally:
        os.close(reading)
        server.terminate()
        server.wait(10)


@contextmanager
def _visible(playwright: Playwright, folder: Path) -> Iterator[tuple[BrowserContext, dict[str, str]]]:
    """Chromium with a window, the extension as shipped, and the environment of its display."""
    write_folder(folder / "extension", manifest_for("chrome"))
    with _screen() as display:
        environment = {**os.environ, "DISPLAY": display}
        context = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=need(PROGRAM, "apt-get install chromium"),
            headless=False,
            env={**environment},
            args=[
                *(a for a in ARGUMENTS if not a.startswith("--headless")),
                "--ozone-platform=x11",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                f"--disable-extensions-except={folder / 'extension'}",
                f"--load-extension={folder / 'extension'}",
            ],
        )
        try:
            yield context, environment
        finally:
            context.close()


def _welcome(context: BrowserContext) -> Page:
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    page = context.new_page()
    page.goto(f"chrome-extension://{worker.url.split('/')[2]}/welcome/welcome.html?lang=en")
    page.bring_to_front()
    page.wait_for_selector("#country option", state="attached")
    return page


@pytest.mark.parametrize(
    ("keys", "is_granted", "told"),
    [(("Tab", "Return"), True, "You will be warned by itself"), (("Escape",), False, "Click the icon on any page")],
    ids=["allowed", "refused"],
)
def test_access_is_asked_for(
    playwright: Playwright, tmp_path: Path, keys: tuple[str, ...], is_granted: bool, told: str
) -> None:
    xdotool = need("xdotool", "apt-get install xdotool")
    with _visible(playwright, tmp_path) as (context, environment):
        page = _welcome(context)
        assert page.inner_text("#status") == "", "nothing is granted before it is asked for"
        page.click("#grant")
        time.sleep(DIALOGUE_S)
        for key in keys:
            subprocess.run([xdotool, "key", key], env=environment, check=True, timeout=10)
            time.sleep(0.3)
        page.wait_for_selector(f"#status:text('{told}')", timeout=10_000)
        held = page.evaluate("() => chrome.permissions.getAll()")
        assert ("https://*/*" in held["origins"]) == is_granted
        assert ("scripting" in held["permissions"]) == is_granted
        if not is_granted:
            return
        scripts = page.evaluate("() => chrome.scripting.getRegisteredContentScripts().then(all => all.map(s => s.id))")
        assert sorted(scripts) == ["pages", "search"]
        # And taken back in the options.
        page.goto(page.url.replace("welcome/welcome.html", "options/options.html"))
        page.click("#revoke")
        page.wait_for_selector("#grant:visible")
        assert page.evaluate("() => chrome.permissions.getAll()")["origins"] == []
