"""Pictures of the console in every state, for looking at: ``python -m tests.api.shots FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

from api import Config, create_app
from checker.settings import Settings
from tests.api.browser import chromium, served
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck, reports

LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("light", 1100),
    ("dark", 1100),
    ("light", 360),
    ("dark", 360),
)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(
        Config(settings=Settings(data_dir=folder / "data", allow_reserved_names=True), **NO_LIMITS), FakeCheck()
    )
    with served(app) as base, chromium() as browser:
        for scheme, width in LOOKS:
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
            end = f"{scheme}-{width}.png"
            page.goto(base)
            page.screenshot(path=folder / f"empty-{end}", full_page=True)
            for host in reports():
                page.goto(f"{base}/?url={host}&country=NL")
                page.locator("#verdict").wait_for()
                page.screenshot(path=folder / f"{host}-{end}", full_page=True)
            for name, typed in (("too-long", "a" * 9000), ("bad", "javascript:alert(1)")):
                page.goto(base)
                page.fill("#address", typed)
                page.keyboard.press("Enter")
                page.locator("#address-problem:not([hidden])").wait_for()
                page.screenshot(path=folder / f"{name}-{end}")
            page.route("**/v1/check*", lambda route: None)
            page.goto(f"{base}/?url=rogue.test")
            page.get_by_text("Still looking").wait_for()
            page.screenshot(path=folder / f"slow-{end}")
            page.unroute("**/v1/check*")
            page.route("**/v1/check*", lambda route: route.abort())
            page.goto(f"{base}/?url=rogue.test")
            page.locator("#verdict").wait_for()
            page.screenshot(path=folder / f"offline-{end}")
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
