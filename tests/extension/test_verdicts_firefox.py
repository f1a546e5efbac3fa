"""Consent, then every verdict, in Firefox ESR with the manifest that its store gets."""

from __future__ import annotations

import pytest

from tests.extension import shops
from tests.extension.firefox import BASE, Firefox
from tests.extension.test_verdicts_chromium import VERDICTS

pytestmark = pytest.mark.xdist_group("browser")


def test_access_is_granted_by_the_button(fox: Firefox) -> None:
    assert fox.ask("settings")["access"] is True


@pytest.mark.parametrize("state", VERDICTS)
def test_popup_tells(fox: Firefox, state: str) -> None:
    host, headline = VERDICTS[state]
    fox.open(f"http://{host}/")
    report = fox.state_of(host, "listed" if state == "conflict" else state)["state"]["report"]
    assert report["is_conflict"] == (state == "conflict")
    popup = fox.own_page(f"popup/popup.html?tab={fox.tab_of(host)}&lang=en")
    assert fox.wait(popup, "document.querySelector('#headline')?.textContent") == headline


def test_warning_stands_before_a_rogue_shop(fox: Firefox) -> None:
    assert fox.ask("change-settings", changes={"warnings": True})
    context = fox.open(f"http://{shops.ROGUE}/")
    fox.wait(context, f"location.href === {BASE + 'warning/warning.html'!r}")
    assert "tramadol" in fox.wait(context, "document.querySelector('#reasons').textContent").lower()
    fox.click(context, "#on")
    fox.wait(context, f"location.host === {shops.ROGUE!r}")
    assert fox.ask("change-settings", changes={"warnings": False})
