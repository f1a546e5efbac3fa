"""Consent, then every verdict, in Firefox ESR with the manifest that its store gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.build_extension import manifest_for, write_folder
from tests.extension import shops
from tests.extension.feeds import Feed
from tests.extension.firefox import BASE, Firefox, firefox
from tests.extension.proxy import Proxy
from tests.extension.test_verdicts_chromium import VERDICTS

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def fox(proxy: Proxy, feed: Feed, feed_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Installed as a user does, access granted by the button of the first screen."""
    folder = tmp_path_factory.mktemp("firefox-extension")
    write_folder(folder, manifest_for("firefox"))
    with firefox(tmp_path_factory.mktemp("firefox-profile"), proxy.port) as running:
        running.install(folder)
        assert running.ask("settings")["access"] is False
        welcome = running.own_page("welcome/welcome.html?lang=en")
        running.wait(welcome, "document.querySelector('#country').options.length > 10")
        running.click(welcome, "#grant")
        running.wait(welcome, "document.querySelector('#status').textContent !== ''")
        changes = {
            "allow_reserved": True, "country": "DE", "feed_address": feed_address, "feed_keys": [feed.public],
            "warnings": False, "language": "en",
        }  # fmt: skip
        assert running.ask("change-settings", changes=changes)
        assert running.ask("update-list")["error"] == ""
        yield running


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
