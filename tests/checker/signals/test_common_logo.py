"""The common logo's two signals: proof, and a logo that does not lead to an entry."""

from __future__ import annotations

import pytest

from checker.evidence import LogoEvidence, LogoState
from checker.signals import false_common_logo, proven_common_logo
from checker.signals.base import Strength
from tests.builders import findings, page

LINK = "https://authority.test/entry/1"


def logo(state: LogoState) -> LogoEvidence:
    return LogoEvidence(state, "cz-sukl", LINK, page="https://shop.test/", quote="shop.test")


def test_proof_shows_link_and_words() -> None:
    (found,) = findings(proven_common_logo.SIGNAL, page("<p>x</p>"), logo=logo("proven"))
    assert (found.place, found.quote) == (LINK, "shop.test")


@pytest.mark.parametrize("state", ["unproven", "unreachable", "absent"])
def test_neither_fires_without_knowledge(state: LogoState) -> None:
    assert findings(proven_common_logo.SIGNAL, page("<p>x</p>"), logo=logo(state)) == ()
    assert findings(false_common_logo.SIGNAL, page("<p>x</p>"), logo=logo(state)) == ()


@pytest.mark.parametrize(
    ("state", "strength"),
    [
        ("wrong_host", Strength.STRONG),
        ("entry_names_other_host", Strength.STRONG),
        ("image_only", Strength.WEAK),
        ("stale_host", Strength.NOTE),
    ],
)
def test_false_logo_is_graded(state: LogoState, strength: Strength) -> None:
    (found,) = findings(false_common_logo.SIGNAL, page("<p>x</p>"), logo=logo(state))
    assert found.strength is strength
