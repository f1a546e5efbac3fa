"""The signed list in Chromium: taken, changed by a delta, and refused when forged, damaged or older."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.feed import make_key
from tests.extension import shops
from tests.extension.chromium import Chromium
from tests.extension.feeds import ENTRIES, Feed, entry

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def whole(feed: Feed, chrome: Chromium, tmp_path: Path) -> Iterator[Feed]:
    """The feed, put back to a good one that the browser takes."""
    yield feed
    shutil.rmtree(feed.folder)
    feed.folder.mkdir()
    held = chrome.ask("list-state")["version"]
    while feed.build() <= held:
        pass
    assert chrome.ask("update-list")["error"] == ""


def test_a_delta_brings_a_new_host(whole: Feed, chrome: Chromium) -> None:
    before = chrome.ask("list-state")
    version = whole.build([*ENTRIES, entry("new-pharmacy.test")])
    (whole.folder / "hosts.bin").rename(whole.folder / "away.bin")  # only the delta can lead there
    after = chrome.ask("update-list")
    (whole.folder / "away.bin").rename(whole.folder / "hosts.bin")
    assert (after["version"], after["count"], after["error"]) == (version, before["count"] + 1, "")


def test_a_damaged_list_is_refused(whole: Feed, chrome: Chromium) -> None:
    before = chrome.ask("list-state")
    whole.build([entry(shops.ROGUE)])
    for path in whole.folder.glob("delta-*"):
        path.write_bytes(path.read_bytes()[:-1])
    data = bytearray((whole.folder / "hosts.bin").read_bytes())
    data[20] ^= 1
    (whole.folder / "hosts.bin").write_bytes(data)
    after = chrome.ask("update-list")
    assert after["error"] == "feed-damaged"
    assert after["version"] == before["version"]


def test_a_changed_manifest_is_refused(whole: Feed, chrome: Chromium) -> None:
    before = chrome.ask("list-state")
    whole.build([entry(shops.ROGUE)])
    manifest = whole.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"rule_pack":"test"', b'"rule_pack":"tost"'))
    after = chrome.ask("update-list")
    assert (after["error"], after["version"]) == ("feed-bad-signature", before["version"])


def test_a_strange_key_is_refused(whole: Feed, chrome: Chromium, tmp_path: Path) -> None:
    whole.build([entry(shops.ROGUE)], key=make_key(tmp_path / "other.pem"))
    assert chrome.ask("update-list")["error"] == "feed-unknown-key"
    chrome.open(f"http://{shops.ROGUE}/")
    chrome.state_of(shops.ROGUE, "rogue")


def test_an_older_list_is_refused(whole: Feed, chrome: Chromium, tmp_path: Path) -> None:
    shutil.copytree(whole.folder, tmp_path / "old")
    whole.build([*ENTRIES, entry("new-pharmacy.test")])
    assert chrome.ask("update-list")["error"] == ""
    shutil.rmtree(whole.folder)
    shutil.copytree(tmp_path / "old", whole.folder)
    assert chrome.ask("update-list")["error"] == "feed-rollback"


def test_the_entry_is_shown_on_a_click(whole: Feed, chrome: Chromium) -> None:
    chrome.open(f"http://{shops.LISTED}/")
    chrome.state_of(shops.LISTED, "listed")
    popup = chrome.popup(shops.LISTED)
    popup.click("#show-entry")
    popup.wait_for_selector("text=DE-0042")
    text = popup.inner_text("main")
    assert "Versandhandels-Register" in text
    assert "20 November 2026" in text or "November 20, 2026" in text
    assert popup.get_attribute(".second a", "href") == "https://register.example/"
