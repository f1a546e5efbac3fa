"""The words above a report."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from checker.evidence import DomainRegistrationEvidence, RegisterEvidence
from checker.pipeline import judge
from checker.report import Report
from tests import builders as b

SHOP = "<h1>Pharmacy</h1><p>Paracetamol 500 mg, 20 tablets €2.10 <button>Add to cart</button></p>"
ISO_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def _accredited(authority: str) -> RegisterEvidence:
    return b.registers(b.entry(kind="accreditation", authority=authority, country="US"))


def test_accredited_names_the_programme() -> None:
    assert b.report(SHOP, at="https://shop.pharmacy/").headline == "Accredited by NABP .pharmacy programme"
    assert b.report(SHOP, register=_accredited("us-nabp")).headline == "Accredited by a named programme"


@pytest.mark.parametrize(
    ("authority", "headline"),
    [("us-nabp", "Accredited by NABP"), ("nobody-knows", "Accredited by a named programme")],
)
def test_an_entry_names_its_authority(authority: str, headline: str) -> None:
    seen = b.evidence(SHOP, register=_accredited(authority), country="FR")
    assert judge(seen).headline == headline
    warned = b.entry(polarity="negative", kind="warning_list", authority="us-fda-warning")
    entries = (*_accredited(authority).entries, warned)
    assert judge(replace(seen, register=replace(_accredited(authority), entries=entries))).headline == (
        "On the register, but look again"
    )


def _for_people(report: Report) -> list[str]:
    parts = report.parts.values()
    found = [line.statement for part in parts for line in part.findings]
    return [report.headline, report.reason, *report.for_whom, *found, *(part.summary for part in parts)]


def test_dates_are_written_out_for_people() -> None:
    registration = DomainRegistrationEvidence(
        "shop.test", "rdap", "https://rdap.test/", registered_at=b.NOW.replace(month=10), gathered_at=b.NOW
    )
    warned = b.entry(polarity="negative", kind="warning_list", authority="us-fda-warning")
    for entries in ((b.entry(),), (warned,), ()):
        told = _for_people(b.report(SHOP, register=b.registers(*entries), domain_registration=registration))
        assert not [sentence for sentence in told if ISO_DATE.search(sentence)]
        assert any("24 October 2026" in sentence for sentence in told)
    assert any("(read on 24 November 2026)" in s for s in _for_people(b.report(SHOP, register=b.registers(b.entry()))))
