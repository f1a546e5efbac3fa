"""The popup beyond its verdicts: countries by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.extension import shops
from tests.extension.chromium import Chromium

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def abroad(chrome: Chromium) -> Iterator[Chromium]:
    """For tests that choose another country."""
    yield chrome
    chrome.settings(country="DE")


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("XI", "en", "your country (Northern Ireland)"),
        ("GB", "en", "your country (Great Britain)"),
        ("XI", "de", "(Nordirland)"),
        ("GB", "fr", "(Grande-Bretagne)"),
        ("SG", "nl", "uw land (Singapore)"),
        ("US", "da", "dit land (USA)"),
    ],
)
def test_the_buyers_country_is_named(abroad: Chromium, country: str, language: str, name: str) -> None:
    abroad.settings(country=country)
    abroad.open(f"http://{shops.UNLISTED}/{country}-{language}")
    abroad.state_of(f"{country}-{language}")
    popup = abroad.popup(f"{country}-{language}", language)
    assert name in popup.inner_text("main")


def test_a_country_that_is_no_longer_offered_stays_chosen(abroad: Chromium) -> None:
    abroad.settings(country="TV")
    page = abroad.own_page("options/options.html?lang=en")
    page.wait_for_selector("#country option", state="attached")
    assert page.eval_on_selector("#country", "s => s.selectedOptions[0]?.textContent") == "Tuvalu"
    names = page.eval_on_selector_all("#country option", "all => all.map(o => o.textContent)")
    assert {"Great Britain", "Northern Ireland"} <= set(names)
    assert "United Kingdom" not in names
