"""On an official register."""

from __future__ import annotations

from checker.signals.register_entry import SIGNAL
from checker.signals.warning_list_entry import SIGNAL as WARNING
from tests.builders import entry, findings, page, registers


def test_states_register_number_and_date() -> None:
    (found,) = findings(SIGNAL, page("<p>x</p>"), register=registers(entry()))
    assert "00000000001" in found.quote
    assert "24 November 2026" in found.statement
    assert found.rule == "register:cz-sukl"


def test_removed_suspended_and_negative_entries_are_no_proof() -> None:
    others = (entry(status="removed"), entry(status="suspended"), entry(polarity="negative"))
    assert findings(SIGNAL, page("<p>x</p>"), register=registers(*others)) == ()


def test_accreditation_is_not_a_register() -> None:
    assert findings(SIGNAL, page("<p>x</p>"), register=registers(entry(kind="accreditation"))) == ()


def test_warning_list_quotes_the_list() -> None:
    named = entry(polarity="negative", kind="warning_list", reason="sells tramadol without prescription")
    (found,) = findings(WARNING, page("<p>x</p>"), register=registers(named))
    assert "sells tramadol without prescription" in found.quote
    assert findings(WARNING, page("<p>x</p>"), register=registers(entry())) == ()
