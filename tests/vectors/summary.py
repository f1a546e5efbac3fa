"""What both engines must agree on for one page, in a form that JSON holds. Positions are code points.

tests/extension/summary.js says the same of the browser's engine.
"""

from __future__ import annotations

from dataclasses import MISSING, asdict, fields, replace
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from checker.address import parse_address
from checker.evaluate import evaluate
from checker.evidence import Evidence, PageEvidence, RegisterEvidence
from checker.gather.logo import logo_from_pages
from checker.pipeline import _page_evidence, _report
from checker.reading import PageSeen, read
from checker.rules import load_rules
from checker.settings import Settings

SEEN_AT: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
SETTINGS: Final = Settings(allow_reserved_names=True)
NOT_SENT: Final = frozenset(
    "role status content_type charset byte_count meta_text identifiers redirects gathered_at".split()
)
"""Fields that the content script does not gather or the engine does not read."""


def page_json(page: PageEvidence) -> dict[str, Any]:
    """The page as the content script would send it: fields with a default left out where they hold it."""
    plain = asdict(page)
    defaults = {f.name: f.default for f in fields(PageEvidence) if f.default is not MISSING}
    sent = {k: v for k, v in plain.items() if k not in NOT_SENT and v != defaults.get(k)}
    if sent.get("final_url") == sent["url"]:
        del sent["final_url"]
    return sent


def evidence_of(page: PageEvidence, country: str | None, register: dict[str, Any] | None) -> Evidence:
    """What a check of the page alone looks at; ``register`` is what a list of registers says, as JSON."""
    address = parse_address(page.url, allow_reserved=True)
    evidence = _page_evidence(address, (page,), country, SEEN_AT, None, SETTINGS)
    if register is None:
        return evidence
    held = msgspec.convert(register, RegisterEvidence)
    missing = tuple(m for m in evidence.missing if m.kind != "register")
    return replace(evidence, register=held, logo=logo_from_pages(address, (page,), held), missing=missing)


def register_plain(register: dict[str, Any]) -> dict[str, Any]:
    """The same with every field, as a list of registers gives it to the browser's engine."""
    plain: dict[str, Any] = msgspec.to_builtins(msgspec.convert(register, RegisterEvidence))
    return plain


def summary(page: PageEvidence, country: str | None = None, register: dict[str, Any] | None = None) -> dict[str, Any]:
    """Reading, findings and verdict of one page."""
    rules = load_rules()
    evidence = evidence_of(page, country, register)
    seen = read(evidence, rules)
    report = _report(evidence, rules, "page").to_dict()
    (page_seen,) = seen.pages
    logo = evidence.logo
    assert logo is not None
    return {
        **_reading(page_seen),
        "selling": [seen.selling.state, seen.selling.points, list(seen.selling.reasons)],
        "host": [seen.host.points, *seen.host.traits],
        "logo": [logo.state, logo.authority, logo.link, logo.quote],
        "findings": [
            [o.signal.id, f.strength or o.signal.strength, f.rule, f.place, f.quote, f.statement]
            for o in evaluate(seen, rules)
            for f in o.findings
        ],
        "parts": {name: [part["state"], part["points"]] for name, part in report["parts"].items()},
        "score": report["score"],
        "verdict": [report["verdict"], report["reason"], report["prescription"]],
    }


def report_json(
    page: PageEvidence, country: str | None = None, register: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The whole report."""
    return _report(evidence_of(page, country, register), load_rules(), "page").to_dict()


def _reading(page: PageSeen) -> dict[str, Any]:
    return {
        "kind": page.kind,
        "title_end": page.title_end,
        "topics": {
            topic: [[p.phrase.id, p.start, p.end, int(p.counts)] for p in hits]
            for topic, hits in sorted(page.phrases.items())
        },
        "names": [[n.name.text, n.start, n.end, int(n.is_obfuscated)] for n in page.names],
        "offers": [[o.substance.id, o.how, o.start, o.end, o.price, o.currency, o.quote] for o in page.offers],
        "controls": list(page.controls),
    }
