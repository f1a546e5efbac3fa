"""Every verdict in Chromium: toolbar, popup, quotes and their places."""

from __future__ import annotations

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium

pytestmark = pytest.mark.xdist_group("browser")

VERDICTS = {
    "listed": (shops.LISTED, "On the official register"),
    "conflict": (shops.CONFLICT, "On the register, but look again"),
    "accredited": (shops.ACCREDITED, "Accredited by a named programme"),
    "unlisted": (shops.UNLISTED, "Not found on a register"),
    "suspicious": (shops.SUSPICIOUS, "Warning signs"),
    "rogue": (shops.ROGUE, "Don’t buy here"),
    "not_selling": (shops.INNOCENT, "No medicines seem to be sold on this page."),
    "undetermined": (shops.BLANK, "Couldn’t check"),
}


@pytest.mark.parametrize("state", VERDICTS)
def test_popup_tells(chrome: Chromium, state: str) -> None:
    host, headline = VERDICTS[state]
    chrome.open(f"http://{host}/")
    report = chrome.state_of(host, "listed" if state == "conflict" else state)["state"]["report"]
    assert report["is_conflict"] == (state == "conflict")
    popup = chrome.popup(host)
    assert popup.inner_text("#headline") == headline
    assert popup.inner_text(".verdict .host") == host
    assert popup.evaluate("document.documentElement.scrollWidth") <= 360
