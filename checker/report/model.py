"""The report: one frozen value, and its JSON form as ``report.schema.json`` describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from checker.evidence import RegisterCopy, RegisterEntry
from checker.sentences import Sentence
from checker.signals.base import Strength


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    title: str
    url: str
    read_on: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding, with what a reader needs to check it."""

    signal: str
    title: str
    direction: str
    """``alarm`` or ``reassure``."""
    strength: str
    statement: str
    """What was seen, in English."""
    said: Sentence
    """The same by its id in the catalogue of sentences, to be told in another language."""
    quote: str
    place: str
    rule: str
    why: str
    references: tuple[ReferenceLine, ...]


@dataclass(frozen=True, slots=True)
class PartReport:
    """One of the five parts."""

    state: str
    """A word for programs: ``listed``, ``proven``, ``waived``, ``young``, ``alarms``, ``unknown`` …"""
    summary: str
    """One sentence for people, in English."""
    said: Sentence
    """The same by its id; for a failed look-up the sentence of its kind."""
    points: float
    """Its share of the sum (log-odds for the seller)."""
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    signal: str
    title: str
    reason: str
    """Code of the missing evidence."""
    message: str


@dataclass(frozen=True, slots=True)
class TermLine:
    signal: str
    strength: str
    points: float


@dataclass(frozen=True, slots=True)
class PageLine:
    url: str
    role: str
    status: int
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """A verdict set by a person after a dispute; the findings stand beside it unchanged."""

    checked_verdict: str
    """What the checks alone gave."""
    reason: str
    role: str
    """Of who decided, e.g. ``pharmacist on duty``; no name."""
    reference: str
    """Of the dispute."""
    made_on: str
    expires_on: str


@dataclass(frozen=True, slots=True)
class Report:
    """The answer about one address."""

    address: str
    """Canonical address that was asked about, without fragment."""
    host: str
    display_host: str
    """In Unicode only where it cannot be mistaken."""
    registrable_domain: str
    country: str | None
    """The buyer's, as asked."""
    verdict: str
    headline: str
    """UX.md's words for the verdict."""
    reason: str
    """One sentence in English: what decided."""
    said: Sentence
    """The same by its id; for a failed look-up the sentence of its kind."""
    is_conflict: bool
    """Listed or accredited, but the pages show decisive alarms."""
    score: int
    """0-100; 100: strongest reasons to trust."""
    coverage: float
    """0-1: share of the signals that could be evaluated."""
    sells_medicines: str
    """``yes``, ``unclear``, ``no`` or ``unknown``."""
    selling_reasons: tuple[str, ...]
    prescription: str
    """``required``, ``claimed_only``, ``questionnaire_only``, ``waived``, ``not_needed``, ``unclear``."""
    for_whom: tuple[str, ...]
    """What the register entry means for the buyer's country, in English sentences."""
    for_whom_said: tuple[Sentence, ...]
    """The same by their ids."""
    where_to_buy: tuple[str, ...]
    """Registers of the buyer's country: "name: address"."""
    where_to_buy_said: tuple[Sentence, ...]
    """The same by their ids; the address is the value "url"."""
    parts: dict[str, PartReport]
    """By ``register``, ``logo``, ``prescription``, ``domain``, ``risk``, in this order."""
    registers: tuple[RegisterEntry, ...]
    register_copies: tuple[RegisterCopy, ...]
    not_evaluated: tuple[NotEvaluated, ...]
    terms: tuple[TermLine, ...]
    pages: tuple[PageLine, ...]
    host_notes: tuple[str, ...]
    depth: str
    """``quick``, ``full`` or ``page``."""
    versions: dict[str, str]
    gathered_at: datetime
    override: Override | None = None

    @property
    def findings(self) -> tuple[FindingLine, ...]:
        """All findings in report order, strongest alarms first within a part."""
        return tuple(f for part in self.parts.values() for f in part.findings)

    def strongest_alarms(self, most: int = 3) -> tuple[FindingLine, ...]:
        """The alarms to show first."""
        order = [s.value for s in Strength]
        alarms = [f for f in self.findings if f.direction == "alarm" and f.strength != Strength.NOTE.value]
        return tuple(sorted(alarms, key=lambda f: order.index(f.strength))[:most])

    def to_dict(self) -> dict[str, Any]:
        """Plain values only, keys in fixed order: matches ``report.schema.json``."""
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def to_json(self, *, indent: int | None = None) -> str:
        """The same as JSON: same evidence, same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
