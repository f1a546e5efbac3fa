# ruff: noqa: E501 - pages read better on long lines
"""Firefox ESR: the list with its refusals, marks, live mode, late content, reports; and nothing leaves by itself."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from checker.feed import make_key
from scripts.build_extension import for_tests, manifest_for, write_folder
from tests.extension import shops
from tests.extension.conftest import Api
from tests.extension.feeds import ENTRIES, Feed, entry
from tests.extension.firefox import Firefox, firefox
from tests.extension.proxy import Proxy
from tests.extension.test_search_marks import ENGINES, FOUND, page_of
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")

SITES: Final = 60
BROWSERS_OWN: Final = ("mozilla.org", "mozilla.com", "mozilla.net", "firefox.com", "googleapis.com")
"""What Firefox itself may ask for although told not to; refused by the proxy."""


@pytest.fixture
def whole(feed: Feed, fox: Firefox) -> Iterator[Feed]:
    """The feed, put back to a good one that the browser takes."""
    yield feed
    shutil.rmtree(feed.folder)
    feed.folder.mkdir()
    held = fox.ask("list-state")["version"]
    while feed.build() <= held:
        pass
    assert fox.ask("update-list")["error"] == ""


def test_the_list_is_updated_and_asked(whole: Feed, fox: Firefox) -> None:
    before = fox.ask("list-state")
    version = whole.build([*ENTRIES, entry(shops.UNLISTED)])
    after = fox.ask("update-list")
    assert (after["version"], after["count"], after["error"]) == (version, before["count"] + 1, "")
    fox.open(f"http://{shops.UNLISTED}/now-listed")
    fox.state_of("/now-listed", "listed")


def test_a_tampered_list_is_refused(whole: Feed, fox: Firefox, tmp_path: Path) -> None:
    before = fox.ask("list-state")
    whole.build([entry(shops.ROGUE)])
    manifest = whole.folder / "manifest.json"
    good = manifest.read_bytes()
    manifest.write_bytes(good.replace(b'"rule_pack":"test"', b'"rule_pack":"tost"'))
    after = fox.ask("update-list")
    assert (after["error"], after["version"]) == ("feed-bad-signature", before["version"])
    manifest.write_bytes(good)
    for path in whole.folder.glob("delta-*"):
        path.unlink()
    hosts = bytearray((whole.folder / "hosts.bin").read_bytes())
    hosts[20] ^= 1
    (whole.folder / "hosts.bin").write_bytes(hosts)
    after = fox.ask("update-list")
    assert (after["error"] != "", after["version"]) == (True, before["version"])
    whole.build([entry(shops.ROGUE)], key=make_key(tmp_path / "other.pem"))
    assert fox.ask("update-list")["error"] == "feed-unknown-key"
    fox.open(f"http://{shops.ROGUE}/")
    fox.state_of(shops.ROGUE, "rogue")


def test_an_older_list_is_refused(whole: Feed, fox: Firefox, tmp_path: Path) -> None:
    shutil.copytree(whole.folder, tmp_path / "old")
    whole.build([*ENTRIES, entry("new-pharmacy.test")])
    assert fox.ask("update-list")["error"] == ""
    shutil.rmtree(whole.folder)
    shutil.copytree(tmp_path / "old", whole.folder)
    assert fox.ask("update-list")["error"] == "feed-rollback"


def test_an_away_list_leaves_the_copy(fox: Firefox) -> None:
    """Offline: list and verdict stay, and the options page says so without alarm."""
    address = fox.ask("settings")["settings"]["feed_address"]
    before = fox.ask("list-state")
    assert fox.ask("change-settings", changes={"feed_address": "http://127.0.0.1:9/"})
    try:
        after = fox.ask("update-list")
        assert (after["error"], after["version"]) == ("feed-unreachable", before["version"])
        fox.open(f"http://{shops.LISTED}/offline")
        fox.state_of("/offline", "listed")
        page = fox.own_page("options/options.html?lang=en")
        told = fox.wait(page, "document.querySelector('#list').textContent")
        assert "refused" not in told
        assert "stands" in told
    finally:
        assert fox.ask("change-settings", changes={"feed_address": address})
        assert fox.ask("update-list")["error"] == ""


@pytest.mark.parametrize("engine", ["google", "bing", "duckduckgo-html", "yahoo"])
def test_search_results_are_marked(fox: Firefox, web: Web, engine: str) -> None:
    address = ENGINES[engine].replace("https://", "http://")
    body = page_of(engine)
    web.add(address.split("/")[2], body)
    context = fox.open(address)
    count = len(re.findall(r'data-expect="\w+"', body.partition("<template")[0]))
    fox.wait(context, f"document.querySelectorAll('.pharmaproof-mark').length === {count}")
    time.sleep(0.5)
    found = fox.run(context, f"({FOUND})()")
    assert [len(marks) for _, _, marks in found] == [1 if kind else 0 for _, kind, _ in found]
    assert {(kind, words) for _, kind, ((_, words),) in (f for f in found if f[1])} == {
        ("listed", "On an official register"),
        ("rogue", "Named on an official warning list"),
    }


def test_late_content_is_seen(fox: Firefox, web: Web) -> None:
    rogue = web.site(shops.ROGUE)
    assert rogue is not None
    start = (
        "<!doctype html><html lang='en'><title>One moment</title><div id=app>Loading the page of our garden club, please wait."
        "</div><script>setTimeout(async () => { app.innerHTML = await (await fetch('/late')).text() }, 1500)</script>"
    )
    web.add("late-fox.test", {"/": start, "/late": rogue.pages["/"]})
    fox.open("http://late-fox.test/")
    fox.state_of("late-fox.test", "rogue")


def test_another_view_of_a_single_page_shop_is_seen(fox: Firefox, web: Web) -> None:
    rogue = web.site(shops.ROGUE)
    assert rogue is not None
    web.add("one-page.test", {"/": "<!doctype html><title>Club</title><div id=app>" + "Our garden club. " * 20 + "</div>",
                              "/late": rogue.pages["/"]})  # fmt: skip
    context = fox.open("http://one-page.test/")
    fox.state_of("one-page.test", "not_selling")
    fox.run(
        context,
        "(history.pushState({}, '', '/shop'), fetch('/late').then(r => r.text()).then(t => { app.innerHTML = t }))",
    )
    fox.state_of("one-page.test/shop", "rogue")


def test_live_mode_sends_the_host_of_a_shop(fox: Firefox, api: Api, proxy: Proxy) -> None:
    assert fox.ask("change-settings", changes={"mode": "live", "api_address": api.address})
    try:
        proxy.forget()
        fox.open(f"http://{shops.INNOCENT}/garden?name=secret")
        fox.state_of("/garden", "not_selling")
        fox.open(f"http://{shops.UNLISTED}/basket?name=secret")
        state = _service(fox, "/basket", "done")
        assert state["report"]["verdict"] == "unlisted"
        sent = [e for e in proxy.log if e.path.startswith("/v1/")]
        assert [e.path for e in sent] == [f"/v1/check?url={shops.UNLISTED}&depth=quick&country=DE"]
        assert not {"cookie", "referer"} & set(sent[0].headers)
        # Away: the local verdict stands.
        assert fox.ask("change-settings", changes={"api_address": "http://127.0.0.1:9"})
        fox.open(f"http://{shops.SUSPICIOUS}/away")
        assert _service(fox, "/away", "failed")["report"]["verdict"] == "suspicious"
    finally:
        assert fox.ask("change-settings", changes={"mode": "private", "api_address": ""})


def test_a_report_is_stored(fox: Firefox, api: Api) -> None:
    assert fox.ask("change-settings", changes={"api_address": api.address})
    try:
        page = fox.own_page(f"tell/tell.html?host={shops.CONFLICT}&lang=en")
        fox.wait(page, "document.querySelector('#matter').options.length > 3")
        fox.run(page, "document.querySelector('#matter').value = 'false-logo'")
        fox.click(page, "#tell")
        fox.wait(page, "document.querySelector('#status').textContent.startsWith('Thank you')")
        (tally,) = [t for t in api.service.consumer_reports.tallies() if t.host == shops.CONFLICT]
        assert tally.counts == {"false-logo": 1}
    finally:
        assert fox.ask("change-settings", changes={"api_address": ""})


def test_nothing_leaves(web: Web, tmp_path: Path) -> None:
    """With the choices of the first start but access granted, so many sites are visited and the extension asks for nothing."""
    hosts = shops.add_many(web, SITES)
    folder, profile = tmp_path / "extension", tmp_path / "profile"
    profile.mkdir()
    write_folder(folder, for_tests(manifest_for("firefox")))
    with Proxy(web) as proxy, firefox(profile, proxy.port) as browser:
        browser.install(folder)
        assert browser.ask("change-settings", changes={"allow_reserved": True})
        context = browser.open("about:blank")
        for host in hosts:
            browser.command("browsingContext.navigate", context=context, url=f"http://{host}/", wait="complete")
        browser.open(f"http://{hosts[0]}/?last")
        browser.state_of("?last", "unlisted")
        assert browser.ask("update-list")["version"] == 0
        asked = [e for e in proxy.log if not e.host.split(":")[0].endswith(BROWSERS_OWN)]
    assert {e.host for e in asked} == set(hosts)
    assert {e.path for e in asked} <= {"/", "/?last", "/favicon.ico"}
    assert not [e for e in asked if e.headers.get("origin", "").startswith("moz-extension")]
    assert sum(e.path == "/" for e in asked) == SITES, "each page was fetched once, by the visit itself"


def _service(fox: Firefox, url_part: str, wanted: str) -> dict[str, Any]:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        state: dict[str, Any] = fox.state_of(url_part)["state"]
        if state["service"] == wanted:
            return state
        time.sleep(0.1)
    raise AssertionError(f"service is {json.dumps(state)[:300]}, not {wanted}")
