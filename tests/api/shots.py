"""Pictures of the console in every state, for looking at: ``python -m tests.api.shots FOLDER``."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from api import Config, create_app
from checker.settings import Settings
from tests.api.fakes import FakeCheck, reports

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config = Config(settings=Settings(data_dir=folder / "data", allow_reserved_names=True))
    server = make_server("127.0.0.1", 0, create_app(config, FakeCheck()), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for scheme, width in (("light", 1100), ("dark", 1100), ("light", 360), ("dark", 360)):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
            page.on("console", lambda message: print("console:", message.text))
            for name, path in [("empty", "/"), *((host, f"/?url={host}&country=NL") for host in reports())]:
                page.goto(base + path)
                if name != "empty":
                    page.locator("#verdict").wait_for()
                page.screenshot(path=folder / f"{name}-{scheme}-{width}.png", full_page=True)
            for name, path in (("too-long", "/?url=" + 9000 * "a"), ("bad", "/?url=javascript:alert(1)")):
                page.goto(base + path) if name == "bad" else page.goto(base + "/")
                if name == "too-long":
                    page.fill("#address", "a" * 9000)
                    page.keyboard.press("Enter")
                page.locator("#address-problem:not([hidden])").wait_for()
                page.screenshot(path=folder / f"{name}-{scheme}-{width}.png")
            page.route("**/v1/check*", lambda route: route.abort())
            page.goto(f"{base}/?url=rogue.test")
            page.locator("#verdict").wait_for()
            page.screenshot(path=folder / f"offline-{scheme}-{width}.png")
            page.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
