"""Firefox: a private window, and a background that the browser ended meanwhile."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Final

import pytest

from scripts.build_extension import for_tests, manifest_for, write_folder
from tests.extension import shops
from tests.extension.firefox import Firefox, firefox
from tests.extension.proxy import Proxy

pytestmark = pytest.mark.xdist_group("browser")

IDLE_MS: Final = 1_000
ENDED_WITHIN_S: Final = 20.0
CHOICES: Final = {"allow_reserved": True, "warnings": False, "language": "en", "country": "DE"}


def test_private_window_and_ended_background(proxy: Proxy, tmp_path: Path) -> None:
    folder, profile = tmp_path / "extension", tmp_path / "profile"
    profile.mkdir()
    write_folder(folder, for_tests(manifest_for("firefox")))
    with firefox(profile, proxy.port, extensions__background__idle__timeout=IDLE_MS) as fox:
        fox.install(folder, in_private=True)
        assert fox.ask("change-settings", changes=CHOICES)
        _private_window(fox)
        _ended_background(fox)


def _private_window(fox: Firefox) -> None:
    """The page is judged, the popup there tells it, and with the window its report is gone."""
    shop = json.dumps({"incognito": True, "url": f"http://{shops.ROGUE}/"})
    window = fox.run(fox._asker, f"browser.windows.create({shop}).then(w => w.id)")
    assert fox.state_of(shops.ROGUE, "rogue")["state"]["host"] == shops.ROGUE
    tab = fox.tab_of(shops.ROGUE)
    popup = json.dumps({"windowId": window, "url": f"/popup/popup.html?tab={tab}&lang=en"})
    fox.run(fox._asker, f"browser.tabs.create({popup}).then(t => t.id)")
    context = fox.context_of(f"popup/popup.html?tab={tab}")
    assert fox.wait(context, "document.querySelector('main[aria-busy=false] #headline') !== null")
    assert fox.run(context, "browser.extension.inIncognitoContext")
    assert fox.run(context, "document.querySelector('#headline').textContent") == "Don’t buy here"
    fox.run(fox._asker, f"browser.windows.remove({window})")
    fox.wait(fox._asker, "browser.storage.session.get(null).then(all => Object.keys(all).length === 0)")
    kept = fox.run(fox._asker, "browser.storage.local.get(null).then(all => JSON.stringify(all))")
    assert shops.ROGUE not in kept


def _ended_background(fox: Firefox) -> None:
    """Ended for being idle, it judges the next page and still knows the last one."""
    fox.open(f"http://{shops.SUSPICIOUS}/")
    fox.state_of(shops.SUSPICIOUS, "suspicious")
    fox.run(fox._asker, "browser.runtime.getBackgroundPage().then(page => void (page.mark = 'before'))")
    mark = "browser.runtime.getBackgroundPage().then(page => page.mark ?? '')"
    end = time.monotonic() + ENDED_WITHIN_S
    while fox.run(fox._asker, mark) != "":
        assert time.monotonic() < end, "the background was never ended"
        time.sleep(3 * IDLE_MS / 1000)
    assert fox.state_of(shops.SUSPICIOUS, "suspicious")
    fox.open(f"http://{shops.ROGUE}/?again")
    assert fox.state_of("?again", "rogue")
