"""The smallest valid evidence for tests; a test changes only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from checker.address import Address, parse_address
from checker.evaluate import evaluate
from checker.evidence import (
    Evidence,
    LogoEvidence,
    Missing,
    PageEvidence,
    RegisterCopy,
    RegisterEntry,
    RegisterEvidence,
)
from checker.gather.page import parse_page
from checker.reading import Seen, read
from checker.report import Report
from checker.report.build import build_report
from checker.rules import load_rules
from checker.score import score
from checker.signals.base import Finding, Signal
from checker.verdict import Decision, decide

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def address(text: str = "https://shop.test/") -> Address:
    return parse_address(text, allow_reserved=True)


def page(
    body: str, *, url: str = "https://shop.test/", title: str = "", lang: str = "en", **changes: Any
) -> PageEvidence:
    """A page from the inside of its body; parsed for real, so that tests see what users see."""
    head = f"<title>{title}</title>" if title else ""
    parsed = parse_page(
        f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>",
        url=url,
        content_type="text/html; charset=utf-8",
        gathered_at=NOW,
    )
    return replace(parsed, **changes) if changes else parsed


def entry(**changes: Any) -> RegisterEntry:
    base = RegisterEntry(
        authority="cz-sukl",
        country="CZ",
        expression="shop.test",
        name="Lékárna U Testu",
        licence_number="00000000001",
        source_url="https://authority.test/list",
        read_at=NOW,
    )
    return replace(base, **changes)


def registers(*entries: RegisterEntry) -> RegisterEvidence:
    copy = RegisterCopy("cz-sukl", "CZ", "Databáze lékáren", NOW, 2689)
    return RegisterEvidence(entries, (copy,))


def evidence(
    *pages: PageEvidence | str,
    country: str | None = None,
    register: RegisterEvidence | None = None,
    logo: LogoEvidence | None = None,
    missing: tuple[Missing, ...] = (),
    at: str = "https://shop.test/",
    **changes: Any,
) -> Evidence:
    made = tuple(page(p) if isinstance(p, str) else p for p in pages)
    return Evidence(address(at), NOW, country, pages=made, register=register, logo=logo, missing=missing, **changes)


def seen(*pages: PageEvidence | str, **options: Any) -> Seen:
    return read(evidence(*pages, **options), load_rules())


def findings(signal: Signal, *pages: PageEvidence | str, **options: Any) -> tuple[Finding, ...]:
    """What one signal finds."""
    return signal.find(seen(*pages, **options), load_rules())


def decision(*pages: PageEvidence | str, **options: Any) -> Decision:
    looked = seen(*pages, **options)
    outcomes = evaluate(looked, load_rules())
    return decide(looked, outcomes, score(outcomes))


def report(*pages: PageEvidence | str, **options: Any) -> Report:
    return report_on(evidence(*pages, **options))


def report_on(gathered: Evidence) -> Report:
    looked = read(gathered, load_rules())
    outcomes = evaluate(looked, load_rules())
    scored = score(outcomes)
    return build_report(looked, outcomes, scored, decide(looked, outcomes, scored), load_rules(), depth="page")


def offer_kinds(html: str) -> set[tuple[str, str]]:
    """(how, substance) of all offers on a page."""
    return {(offer.how, offer.substance.id) for offer in seen(html).pages[0].offers}
