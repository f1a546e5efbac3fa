"""Many shops at once in a real Chromium: handing in, watching, filtering, downloading, and what sites share."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from api import Config
from checker.settings import Settings
from tests.api.browser import chromium, served
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import key_of, service_of, working

pytestmark = pytest.mark.xdist_group("chromium")
ADDRESSES = "rogue.test\nlisted.test\nsuspicious.test\nnews.test\nhttp://127.1/\nconflict.test\n"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), allow_reserved_names=True)
    check = FakeCheck(delay_s=0.05)
    check.marks = {
        "rogue.test": (("phone", "+12025550143"), ("tron", "T1")),
        "suspicious.test": (("whatsapp", "12025550143"),),
        "conflict.test": (("tron", "T1"),),
    }
    with working(Config(settings=settings, max_open_jobs=100, **NO_LIMITS), check) as it:
        yield it


@pytest.fixture(scope="module")
def base(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as it:
        yield it


@pytest.fixture
def key(app: Flask) -> str:
    return key_of(app).removeprefix("Bearer ")


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    it = browser.new_page(base_url=base, viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    it.set_default_timeout(10_000)
    faults: list[str] = []
    it.on("pageerror", lambda error: faults.append(str(error)))
    yield it
    it.close()
    assert faults == []


def hand_in(page: Page, key: str, *, note: str = "October") -> None:
    page.goto("/#many")
    page.get_by_label("Addresses, one a line").fill(ADDRESSES)
    page.get_by_label("Name of this job").fill(note)
    page.get_by_label("Your key").fill(key)
    page.get_by_role("button", name="Check all").click()
    expect(page.get_by_role("heading", level=1, name=note)).to_be_focused()


def done(page: Page) -> None:
    expect(page.get_by_text("6 of 6 done.")).to_be_visible()
    expect(page.get_by_role("heading", name="What sites share")).to_be_visible()


def test_by_keyboard_alone(page: Page, key: str) -> None:
    page.goto("/")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Many shops")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check many shops at once")
    expect(page.get_by_role("link", name="Many shops")).to_have_attribute("aria-current", "page")
    page.get_by_label("Addresses, one a line").focus()
    page.keyboard.insert_text(ADDRESSES)
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Your key")).to_be_focused()
    page.keyboard.insert_text(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="6 shops")).to_be_focused()
    done(page)
    chip = page.get_by_role("button", name="Warning signs 1")
    chip.focus()
    page.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("row")).to_have_count(2)


def test_rows_counts_and_filter(page: Page, key: str) -> None:
    hand_in(page, key)
    done(page)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.nth(0)).to_contain_text("Don’t buy here")
    expect(rows.nth(4)).to_contain_text("Could not be asked")
    expect(rows.nth(5)).to_contain_text("On the register, but look again")
    expect(page.locator("progress")).to_be_hidden()
    listed = page.get_by_role("button", name="On the official register 2")
    listed.click()
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Don’t buy here 1").click()
    expect(rows).to_have_count(3)
    listed.click()
    expect(rows).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "the page is wider than a phone"
    page.get_by_role("link", name="rogue.test").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Don’t buy here")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="October")).to_be_visible()


def test_the_table_keeps_its_head(page: Page, key: str) -> None:
    page.set_viewport_size({"width": 1100, "height": 700})
    page.goto("/#many")
    page.get_by_label("Addresses, one a line").fill("\n".join(f"shop-{n}.test" for n in range(150)))
    page.get_by_label("Your key").fill(key)
    page.get_by_role("button", name="Check all").click()
    expect(page.get_by_text("150 of 150 done.")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(100)
    region = page.get_by_role("region", name="Rows of this job")
    region.evaluate("(it) => it.scrollTo(0, 1500)")
    top, head = region.bounding_box(), page.get_by_role("columnheader", name="Why").bounding_box()
    assert top is not None
    assert head is not None
    assert abs(head["y"] - top["y"]) < 3
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("tbody tr")).to_have_count(150)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_what_sites_share_is_drawn_and_told(page: Page, key: str) -> None:
    hand_in(page, key)
    done(page)
    picture = page.get_by_role("img", name="3 sites tied by 2 shared things")
    expect(picture).to_be_visible()
    assert picture.locator("line").count() == 4
    page.get_by_text("As a list").click()
    expect(page.locator(".ties")).to_contain_text("The same telephone number 12025550143: rogue.test, suspicious.test")
    expect(page.locator(".ties")).to_contain_text("The same wallet T1: conflict.test, rogue.test")


def test_results_are_downloaded(page: Page, key: str) -> None:
    hand_in(page, key, note="Sweep: week 47")
    done(page)
    with page.expect_download() as got:
        page.get_by_role("button", name="Download CSV").click()
    assert got.value.suggested_filename == "Sweep-week-47.csv"
    lines = list(csv.DictReader(Path(got.value.path()).read_text("utf-8-sig").splitlines()))
    assert [line["verdict"] for line in lines][:2] == ["rogue", "listed"]
    with page.expect_download() as got:
        page.get_by_role("button", name="Download JSON Lines").click()
    assert len(Path(got.value.path()).read_text("utf-8").splitlines()) == 6


def test_a_file_is_taken_in_its_own_form(page: Page, key: str, tmp_path: Path) -> None:
    table = tmp_path / "sellers.csv"
    table.write_bytes("name;website\nLékárna;rogue.test\nB;news.test\n".encode("cp1252"))
    page.goto("/#many")
    page.get_by_label("Your key").fill(key)
    page.get_by_label("Choose a file").set_input_files(table)
    expect(page.get_by_role("status").last).to_have_text("sellers.csv was read: 3 lines.")
    expect(page.get_by_label("Addresses, one a line")).to_have_value(re.compile("Lékárna;rogue.test"))
    page.get_by_role("button", name="Check all").click()
    expect(page.get_by_role("heading", level=1, name="sellers")).to_be_visible()
    expect(page.get_by_text("2 of 2 done.")).to_be_visible()
    other = tmp_path / "picture.png"
    other.write_bytes(b"\x89PNG\x00\x00")
    page.goto("/#many")
    page.get_by_label("Choose a file").set_input_files(other)
    expect(page.get_by_role("alert")).to_contain_text("picture.png is no text")


def test_jobs_are_listed_and_deleted_after_a_second_press(page: Page, key: str) -> None:
    hand_in(page, key)
    done(page)
    page.get_by_role("link", name="All jobs").click()
    entry = page.get_by_role("link", name="October")
    expect(entry).to_be_visible()
    entry.click()
    page.get_by_role("button", name="Delete this job").click()
    page.get_by_role("button", name="Delete all results? Press again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check many shops at once")
    expect(page.get_by_role("link", name="October")).to_have_count(0)


def test_what_is_wrong_is_told_at_its_field(page: Page, key: str) -> None:
    page.goto("/#many")
    alert = page.get_by_role("alert")
    page.get_by_role("button", name="Check all").click()
    expect(alert).to_contain_text("Paste at least one address")
    expect(page.get_by_label("Addresses, one a line")).to_be_focused()
    page.get_by_label("Addresses, one a line").fill("rogue.test")
    page.get_by_role("button", name="Check all").click()
    expect(alert).to_contain_text("Give your key")
    page.get_by_label("Your key").fill("pp_wrong")
    page.get_by_role("button", name="Check all").click()
    expect(alert).to_contain_text("not known here")
    expect(page.get_by_label("Your key")).to_have_attribute("aria-invalid", "true")
    page.route("**/v1/jobs*", lambda route: route.abort())
    page.get_by_role("button", name="Check all").click()
    expect(alert).to_contain_text("could not be reached")
    page.unroute("**/v1/jobs*")
    page.evaluate("sessionStorage.clear()")
    page.goto("/#many/b-000000000000000000000000")
    expect(alert).to_contain_text("Give the key")
    page.get_by_label("Your key").fill(key)
    page.get_by_role("button", name="Check all").click()
    expect(page.get_by_text("1 of 1 done.")).to_be_visible()
    page.goto("/#many/b-000000000000000000000000")
    expect(alert).to_contain_text("removed, or belongs to another key")


def test_a_job_is_watched_without_streams_too(page: Page, key: str) -> None:
    page.route("**/events", lambda route: route.fulfill(status=503, json={"status": 503, "title": "busy"}))
    hand_in(page, key)
    done(page)


def test_words_of_a_list_never_run(page: Page, key: str) -> None:
    page.goto("/#many")
    page.get_by_label("Addresses, one a line").fill("<img src=x onerror=\"document.title='ran'\">")
    page.get_by_label("Name of this job").fill("<b>bold</b>")
    page.get_by_label("Your key").fill(key)
    page.get_by_role("button", name="Check all").click()
    expect(page.get_by_role("heading", level=1, name="<b>bold</b>")).to_be_visible()
    expect(page.locator("tbody tr")).to_contain_text("<img src=x")
    assert page.locator("#job img, #job b:text('bold')").count() == 0
    expect(page).not_to_have_title("ran")


def test_the_places_of_streams_are_given_back(page: Page, app: Flask, key: str) -> None:
    hand_in(page, key)
    done(page)
    assert service_of(app).event_streams.open() == 0


@pytest.mark.parametrize("width", [390, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(browser: Browser, base: str, key: str, scheme: str, width: int) -> None:
    page = browser.new_page(base_url=base, color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    try:
        page.goto("/#many")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        hand_in(page, key)
        done(page)
        page.get_by_role("button", name="Warning signs 1").click()
        page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    finally:
        page.close()
