"""Pictures of the console's panel for many shops: ``python -m tests.api.shots_many FOLDER``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from api import Config, create_app
from checker.settings import Settings
from tests.api.browser import chromium, served
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import MANY_JOBS, key_of
from tests.api.shots import LOOKS

KINDS = ("rogue.test", "suspicious.test", "unlisted.test", "listed.test", "news.test", "closed.test", "conflict.test")
WORDS = "harbour express direct garden north bridge corner".split()
MARKS: Sequence[tuple[tuple[str, str], ...]] = (
    (("phone", "12025550101"), ("google-analytics", "UA-1234567-1")),
    (("phone", "12025550101"),),
    (("tron", "TXa1"), ("tawk", "5f0a")),
    (("tron", "TXa1"),),
    (("phone", "12025550102"), ("email", "sales@shop.test")),
    (("email", "sales@shop.test"), ("tron", "TXa1")),
    (("telegram", "rx_supply"),),
    (("telegram", "rx_supply"),),
)


def invented(check: FakeCheck, count: int) -> list[str]:
    """Addresses of sites of every verdict, some of them tied."""
    hosts = []
    for number in range(count):
        host, kind = f"{WORDS[number % 7]}-meds-{number}.test", KINDS[number * 5 % 7]
        check.reports[host], check.evidence[host] = check.reports[kind], check.evidence[kind]
        if number < len(MARKS):
            check.marks[host] = MARKS[number]
        hosts.append(host)
    return [*hosts, "http://127.1/", "exa mple"]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    check = FakeCheck(delay_s=0.05)
    settings = Settings(data_dir=folder / "data", allow_reserved_names=True)
    app = create_app(Config(settings=settings, **NO_LIMITS, **MANY_JOBS), check)
    with served(app) as base, chromium() as browser:
        for scheme, width in LOOKS:
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
            end = f"{scheme}-{width}.png"
            page.goto(f"{base}/#many")
            page.get_by_role("button", name="Check all").click()
            page.screenshot(path=folder / f"many-empty-{end}", full_page=True)
            page.get_by_label("Addresses, one a line").fill("\n".join(invented(check, 140)))
            page.get_by_label("Name of this job").fill("October sweep")
            page.get_by_label("Your key").fill(key_of(app).removeprefix("Bearer "))
            page.get_by_role("button", name="Check all").click()
            page.locator("#job-title").wait_for()
            page.wait_for_timeout(700)
            page.screenshot(path=folder / f"many-running-{end}")
            page.locator("#networks-title").wait_for(timeout=60_000)
            page.get_by_role("button", name="Warning signs").click()
            page.wait_for_timeout(300)
            page.screenshot(path=folder / f"many-done-{end}", full_page=True)
            page.get_by_role("link", name="All jobs").click()
            page.locator("#job-list a").first.wait_for()
            page.screenshot(path=folder / f"many-jobs-{end}", full_page=True)
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
