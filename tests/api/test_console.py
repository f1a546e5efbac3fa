"""The console in a real Chromium: by keyboard, read aloud, shared, offline, and with hostile words in a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api import Config, create_app
from checker.report.model import Override
from checker.settings import Settings
from tests.api.browser import chromium, served
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck, reports

pytestmark = pytest.mark.xdist_group("chromium")


@pytest.fixture(scope="module")
def check() -> FakeCheck:
    return FakeCheck()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, check: FakeCheck) -> Iterator[str]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), allow_reserved_names=True)
    with served(create_app(Config(settings=settings, **NO_LIMITS), check)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as it:
        yield it


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    it = browser.new_page(base_url=base, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    it.set_default_timeout(10_000)
    faults: list[str] = []
    it.on("pageerror", lambda error: faults.append(str(error)))
    yield it
    it.close()
    assert faults == []


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the address field")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Web address").press_sequentially("rogue.test")
    page.keyboard.press("Enter")
    headline = page.get_by_role("heading", level=2)
    expect(headline).to_have_text("Don’t buy here")
    expect(headline).to_be_focused()
    expect(page.get_by_role("region", name="Don’t buy here")).to_contain_text("No prescription needed")
    expect(page).to_have_url(re.compile(r"/\?url=rogue\.test$"))
    expect(page).to_have_title("Don’t buy here: rogue.test · Pharmaproof")


@pytest.mark.parametrize(
    ("host", "headline"),
    [
        ("listed.test", "On the official register"),
        ("conflict.test", "On the register, but look again"),
        ("unlisted.test", "Not found on a register"),
        ("suspicious.test", "Warning signs"),
        ("rogue.test", "Don’t buy here"),
        ("closed.test", "Couldn’t check"),
    ],
)
def test_a_shared_address_shows_its_verdict(page: Page, host: str, headline: str) -> None:
    page.goto(f"/?url={host}&country=NL")
    expect(page.get_by_role("heading", level=2)).to_have_text(headline)
    expect(page.get_by_label("Web address")).to_have_value(host)
    assert page.locator(".part").count() == 5
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, "the page is wider than a phone"


def test_each_finding_can_be_looked_up(page: Page) -> None:
    page.goto("/?url=rogue.test")
    finding = page.locator(".finding.decisive").first
    expect(finding).to_contain_text("No prescription needed")
    expect(finding).to_contain_text("https://shop.test/")
    for anchor in page.locator("#result a").all():
        assert anchor.get_attribute("rel") == "noopener noreferrer"
        assert str(anchor.get_attribute("href")).startswith(("https://", "http://"))


def test_what_was_not_looked_at_is_grey_and_numbers_wait_for_a_click(page: Page) -> None:
    page.goto("/?url=closed.test")
    expect(page.get_by_text("Not checked", exact=True).last).to_be_visible()
    expect(page.locator(".verdict")).to_have_class("verdict calm")
    coverage = page.locator("p", has_text="Coverage")
    expect(coverage).to_be_hidden()
    page.get_by_text("Score, coverage").click()
    expect(coverage).to_be_visible()


def test_bad_and_too_long_addresses_are_told_at_the_field(page: Page) -> None:
    page.goto("/")
    field = page.get_by_label("Web address")
    for typed, told in (
        ("", "Type or paste"),
        ("a" * 9000, "9,000 characters"),
        ("javascript:1", "only http and https"),
    ):
        field.fill(typed)
        page.get_by_role("button", name="Check").click()
        expect(page.locator("#address-problem")).to_contain_text(told)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()


def test_slow_is_said_and_offline_is_no_verdict(page: Page) -> None:
    page.clock.install()
    page.route("**/v1/check*", lambda route: None)
    page.goto("/?url=rogue.test")
    status = page.get_by_role("status")
    expect(status).to_have_text("Looking at the registers and the site …")
    page.clock.run_for(3100)
    expect(status).to_contain_text("Still looking")
    page.unroute("**/v1/check*")
    page.route("**/v1/check*", lambda route: route.abort())
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("No connection")
    page.unroute("**/v1/check*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Don’t buy here")


def test_going_back_shows_the_answer_before(page: Page) -> None:
    page.goto("/?url=rogue.test")
    page.get_by_label("Web address").fill("listed.test")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("On the official register")
    page.go_back()
    expect(page.get_by_role("heading", level=2)).to_have_text("Don’t buy here")


def test_a_buyer_reports_and_a_seller_contests(page: Page) -> None:
    page.goto("/?url=rogue.test&country=NL")
    page.get_by_text("Report this site").click()
    page.get_by_label("What happened?").select_option("nothing-arrived")
    page.get_by_role("button", name="Send report").click()
    expect(page.locator(".sent")).to_contain_text("Your report is counted")
    expect(page.locator(".sent")).to_be_focused()
    page.get_by_text("This is my shop").click()
    page.get_by_role("button", name="Send dispute").click()
    expect(page.get_by_text("Write at least 20 characters")).to_be_visible()
    page.get_by_label("Why is it wrong?").fill("We are on the Czech register, and the page is about pets.")
    page.get_by_role("button", name="Send dispute").click()
    expect(page.locator(".sent").last).to_contain_text("Your reference: D-")
    expect(page.locator(".sent").last).to_contain_text("What would change the verdict")


@pytest.mark.parametrize("status", [200, 502])
def test_a_report_answered_by_no_service_says_so_in_words(page: Page, status: int) -> None:
    page.goto("/?url=rogue.test")
    page.get_by_text("Report this site").click()
    page.route("**/v1/reports", lambda route: route.fulfill(status=status, body="<h1>Proxy</h1>"))
    page.get_by_role("button", name="Send report").click()
    expect(page.locator(".form-state").first).to_have_text("The service gave no readable answer.")


def test_a_correction_is_shown_as_one(page: Page, check: FakeCheck) -> None:
    override = Override("rogue", "Misread.", "pharmacist on duty", "D-1", "2026-11-24", "2027-02-22")
    base = reports()["rogue.test"]
    check.reports["corrected.test"] = replace(base, verdict="not_selling", reason="Misread.", override=override)
    page.goto("/?url=corrected.test")
    expect(page.locator(".override")).to_contain_text(
        "Set by hand on 24 November 2026 (pharmacist on duty) until 22 February 2027"
    )


def test_for_whom_a_registered_shop_is(page: Page) -> None:
    page.goto("/?url=listed.test&country=NL")
    expect(page.locator(".verdict")).to_contain_text("The seller is established in Czechia.")
    expect(page.locator(".next")).to_have_count(0)


def test_register_state_is_told(page: Page) -> None:
    page.goto("/status")
    expect(page.get_by_text("No copy is held yet")).to_be_visible()
    expect(page.get_by_text("None has been built here.")).to_be_visible()


def test_words_of_a_page_never_run(page: Page, check: FakeCheck) -> None:
    evil = "<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"
    base = reports()["rogue.test"]
    part = base.parts["prescription"]
    finding = replace(part.findings[0], quote=evil, statement=evil, place="javascript:document.title='ran'")
    parts = base.parts | {"prescription": replace(part, summary=evil, findings=(finding,))}
    check.reports["evil.test"] = replace(base, reason=evil, parts=parts, where_to_buy=("x: javascript:1",))
    page.goto("/?url=evil.test")
    expect(page.locator(".finding blockquote, .finding p").first).to_contain_text("<img src=x")
    assert page.locator("#result img, #result script").count() == 0
    expect(page).to_have_title("Don’t buy here: evil.test · Pharmaproof")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/docs", "/status", *(f"/?url={host}&country=NL" for host in reports())])
def test_axe_finds_no_barrier(browser: Browser, base: str, scheme: str, path: str) -> None:
    page = browser.new_page(base_url=base, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page.goto(path)
        if "url=" in path:
            page.locator("#verdict").wait_for()
            page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
        if path in ("/docs", "/status"):
            expect(page.get_by_role("status")).to_have_text("")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    finally:
        page.close()
