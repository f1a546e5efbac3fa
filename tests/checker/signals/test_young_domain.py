"""Young domain: context only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checker.evaluate import evaluate
from checker.evidence import DomainRegistrationEvidence, Missing
from checker.rules import load_rules
from checker.signals.base import State
from checker.signals.young_domain import SIGNAL, YOUNG_DOMAIN_MAX_DAYS
from tests.builders import NOW, findings, page, seen


def registration(age_days: int | None) -> DomainRegistrationEvidence:
    at = None if age_days is None else NOW - timedelta(days=age_days)
    return DomainRegistrationEvidence("shop.test", "rdap", "https://rdap.test/", registered_at=at)


@pytest.mark.parametrize(
    ("age_days", "fires"), [(0, True), (YOUNG_DOMAIN_MAX_DAYS - 1, True), (YOUNG_DOMAIN_MAX_DAYS, False), (-1, False)]
)
def test_limits(age_days: int, fires: bool) -> None:
    found = findings(SIGNAL, page("<p>x</p>"), domain_registration=registration(age_days))
    assert bool(found) is fires


def test_quotes_the_date() -> None:
    (found,) = findings(SIGNAL, page("<p>x</p>"), domain_registration=registration(24))
    assert found.quote == "2026-10-31"
    assert found.place == "RDAP of https://rdap.test/"


def test_no_date_is_no_age() -> None:
    assert findings(SIGNAL, page("<p>x</p>"), domain_registration=registration(None)) == ()


def test_not_evaluated_when_the_registry_did_not_answer() -> None:
    gone = Missing("domain_registration", "rate-limited", "The registry asked to wait.")
    (outcome,) = evaluate(seen(page("<p>x</p>"), missing=(gone,)), load_rules(), (SIGNAL,))
    assert (outcome.state, outcome.reason) == (State.NOT_EVALUATED, "rate-limited")
