"""The two tables: points are monotone, verdicts follow proof, gate and alarms in this order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.evaluate import evaluate
from checker.evidence import Missing
from checker.rules import load_rules
from checker.score import score
from checker.sentences import say
from checker.signals import ALL_SIGNALS
from checker.signals.base import Direction, Finding, Outcome, State, Strength
from checker.verdict import decide
from tests.builders import decision, entry, page, registers, report, seen

CARD = "<h2>{}</h2><p>30 tablets: $59.00</p><button>Add to cart</button><a href='/checkout'>Checkout</a>"
OTC_SHOP = CARD.format("Loratadine 10 mg") + CARD.format("Paracetamol 500 mg")
ROGUE = CARD.format("Tramadol 100 mg") + "<p>Buy Tramadol, no prescription needed.</p>"


def outcome(index: int, strength: Strength) -> Outcome:
    signal = ALL_SIGNALS[index % len(ALL_SIGNALS)]
    return Outcome(signal, State.EVALUATED, (Finding(signal.id, "q", "p", "r", say("onion-address"), strength),))


outcomes = st.lists(
    st.builds(outcome, st.integers(0, len(ALL_SIGNALS) - 1), st.sampled_from(Strength)),
    max_size=12,
    unique_by=lambda o: o.signal.id,
)


@given(outcomes, st.builds(outcome, st.integers(0, len(ALL_SIGNALS) - 1), st.sampled_from(Strength)))
def test_another_alarm_never_raises_the_score(some: list[Outcome], more: Outcome) -> None:
    if more.signal.direction is Direction.ALARM and more.signal.id not in {o.signal.id for o in some}:
        assert score([*some, more]).points <= score(some).points


@given(outcomes)
def test_missing_evidence_never_lowers_the_score(some: list[Outcome]) -> None:
    for index, one in enumerate(some):
        if one.signal.direction is Direction.ALARM:
            gone = replace(one, state=State.NOT_EVALUATED, findings=())
            assert score([*some[:index], gone, *some[index + 1 :]]).points >= score(some).points


def test_coverage_is_the_share_that_was_evaluated() -> None:
    some = [outcome(0, Strength.NOTE), Outcome(ALL_SIGNALS[1], State.NOT_EVALUATED, reason="timeout")]
    assert score(some).coverage == 0.5


def test_listed_only_from_an_entry() -> None:
    assert decision(page(OTC_SHOP), register=registers(entry())).verdict == "listed"
    assert decision(page(OTC_SHOP), register=registers()).verdict == "unlisted"
    assert decision(page(OTC_SHOP + "<p>Licensed by the State Board of Pharmacy.</p>")).verdict == "unlisted"


def test_listed_with_a_decisive_alarm_is_a_conflict_not_hidden() -> None:
    got = decision(page(ROGUE), register=registers(entry()))
    assert (got.verdict, got.is_conflict) == ("listed", True)
    told = report(page(ROGUE), register=registers(entry()))
    assert told.headline == "On the register, but look again"
    assert any(f.signal == "prescription-waived" for f in told.findings)


def test_a_removed_entry_lists_nobody_and_is_told() -> None:
    told = report(page(OTC_SHOP), register=registers(entry(status="removed", removed_on=entry().read_at.date())))
    assert told.verdict == "unlisted"
    assert told.parts["register"].state == "delisted"


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (OTC_SHOP, "unlisted"),
        (ROGUE, "rogue"),
        ("<p>Tramadol is a medicine for pain. Ask your doctor before use.</p>", "not_selling"),
        ("<h2>Running shoes for everybody</h2><p>$59.00</p><button>Add to cart</button>", "not_selling"),
        ("<div id=root></div>", "undetermined"),
    ],
)
def test_gate_and_alarms(body: str, verdict: str) -> None:
    assert decision(page(body)).verdict == verdict


def test_no_page_is_undetermined_and_says_why() -> None:
    got = decision(missing=(Missing("page", "timeout", "The server did not answer in time."),))
    assert (got.verdict, got.reason) == ("undetermined", "The server did not answer in time.")


def test_young_domain_and_missing_https_alone_never_make_suspicious() -> None:
    looked = seen(page(OTC_SHOP))
    found = evaluate(looked, load_rules())
    young = next(s for s in ALL_SIGNALS if s.id == "young-domain")
    checkout = next(s for s in ALL_SIGNALS if s.id == "foreign-checkout")
    fired = [
        Outcome(o.signal, State.EVALUATED, (Finding(o.signal.id, "q", "p", "r", say("onion-address")),))
        if o.signal in (young, checkout)
        else o
        for o in found
    ]
    assert decide(looked, fired, score(fired)).verdict == "unlisted"
