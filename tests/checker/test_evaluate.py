"""Signals run one by one: missing evidence and our own errors are told, and cost no other finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.evaluate import evaluate
from checker.evidence import Missing
from checker.rules import load_rules
from checker.signals import ALL_SIGNALS
from checker.signals.base import State
from tests.builders import seen

PAGE_SIGNAL = next(s for s in ALL_SIGNALS if s.needs == ("page",))


def broken(*_: object) -> tuple[()]:
    raise KeyError("bug")


def test_missing_evidence_gives_its_reason() -> None:
    looked = seen(missing=(Missing("page", "timeout", "The server never answered."),))
    (outcome,) = evaluate(looked, load_rules(), (PAGE_SIGNAL,))
    assert (outcome.state, outcome.reason, outcome.message) == (
        State.NOT_EVALUATED,
        "timeout",
        "The server never answered.",
    )


def test_a_signal_that_fails_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHARMAPROOF_RERAISE", raising=False)
    bad = replace(PAGE_SIGNAL, find=broken)
    first, second = evaluate(seen("<p>x</p>"), load_rules(), (bad, PAGE_SIGNAL))
    assert (first.state, first.reason, second.state) == (State.ERROR, "KeyError", State.EVALUATED)
    monkeypatch.setenv("PHARMAPROOF_RERAISE", "1")
    with pytest.raises(KeyError):
        evaluate(seen("<p>x</p>"), load_rules(), (bad,))


def test_order_is_the_catalogues() -> None:
    assert [o.signal for o in evaluate(seen("<p>x</p>"), load_rules())] == list(ALL_SIGNALS)
