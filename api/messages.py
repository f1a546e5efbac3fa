"""The shapes of all answers that are no report: written by views, described in ``openapi.json``."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from api.problems import Problem
from checker.evidence import RegisterCopy
from checker.report.model import FindingLine, ReferenceLine


class Accepted(msgspec.Struct, frozen=True):
    """A full check that takes longer than the caller waits."""

    id: str
    state: Literal["running"]
    href: str
    """Where to ask for it."""


class Job(msgspec.Struct, frozen=True):
    """How far a full check is."""

    id: str
    state: Literal["running", "done", "failed"]
    report: Any
    """The report, when it is done."""
    problem: Problem | None


class Health(msgspec.Struct, frozen=True):
    status: Literal["ok"]
    version: str


class RegisterState(msgspec.Struct, frozen=True):
    copies: int
    entries: int
    newest_read_at: datetime | None
    newest_age_s: int | None


class BackendState(msgspec.Struct, frozen=True):
    kind: Literal["sqlite", "redis"]
    answers: bool


class Ready(msgspec.Struct, frozen=True):
    status: Literal["ready", "ready-without-registers"]
    version: str
    rule_pack: str
    registers: RegisterState
    backend: BackendState
    gathering: int
    """Full checks under way in this process."""


class SignalRow(msgspec.Struct, frozen=True):
    """One question that is asked of every site."""

    id: str
    title: str
    looks_for: str
    why: str
    part: str
    direction: str
    strength: str
    points: float
    """Log-odds in the sum, without sign."""
    needs: tuple[str, ...]
    known_false_alarms: str
    known_misses: str
    references: tuple[ReferenceLine, ...]


class Signals(msgspec.Struct, frozen=True):
    scoring: str
    rule_pack: str
    signals: tuple[SignalRow, ...]


class Authorities(msgspec.Struct, frozen=True):
    rule_pack: str
    authorities: tuple[Any, ...]
    """Rows of the table of authorities."""


class RegistersHeld(msgspec.Struct, frozen=True):
    generation: int
    """Rises with every change of the registers held."""
    registers: tuple[RegisterCopy, ...]


class DisputeQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A seller contests a verdict. No name or address of a person is needed: the reference is enough to go on."""

    url: str
    statement: str
    """Why the verdict is wrong, 20 to 4,000 characters; it may name register entries and pages."""
    country: str | None = None


class Dispute(msgspec.Struct, frozen=True):
    """A dispute as its seller sees it."""

    reference: str
    href: str
    state: Literal["open", "upheld", "corrected"]
    """``upheld``: the verdict stands; ``corrected``: it was overridden."""
    address: str
    verdict: str
    """At the time of the dispute."""
    headline: str
    findings: tuple[FindingLine, ...]
    what_would_change_it: tuple[str, ...]
    filed_on: str
    answer: str = ""
    """Of the operator."""
    answered_on: str = ""


ReportedMatter = Literal[
    "no-prescription-asked", "nothing-arrived", "wrong-or-fake-medicine", "health-harm", "false-logo", "other"
]


class ConsumerReportQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody tells of a site. Nothing about the person is asked for or kept."""

    url: str
    matter: ReportedMatter
    country: str | None = None


class ConsumerReport(msgspec.Struct, frozen=True):
    """Thanks, and where it helps to tell it as well."""

    host: str
    is_new: bool
    """False when the same was reported from here within a day."""
    tell_also: tuple[str, ...]
    """Registers and authorities of the country: "name, address"."""


class BulkQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Many addresses to check. As text or CSV the rest are parameters of the call."""

    urls: list[str]
    country: str | None = None
    depth: Literal["quick", "full"] = "full"
    note: str = ""
    """Up to 200 characters by which you know the job again."""


class BulkJob(msgspec.Struct, frozen=True):
    """How far a bulk job is."""

    id: str
    href: str
    state: Literal["queued", "running", "done"]
    note: str
    country: str | None
    depth: Literal["quick", "full"]
    rows: int
    done: int
    """Rows that have a verdict or an error."""
    verdicts: dict[str, int]
    """Rows by verdict, of those done; verdicts that none has are left out."""
    errors: int
    """Rows whose address could not be used, or whose check failed by our fault."""
    rate: float | None
    """Rows a second, over the last half minute."""
    remaining_s: int | None
    """Seconds that the rest takes at that rate."""
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime
    """Then the job and its results are removed."""


class BulkJobs(msgspec.Struct, frozen=True):
    jobs: tuple[BulkJob, ...]
    """Of the caller's key, newest first."""


class BulkError(msgspec.Struct, frozen=True):
    code: str
    message: str


class BulkRow(msgspec.Struct, frozen=True):
    """One row of a bulk job, in short; the whole report is in the JSON Lines."""

    row: int
    """Line of the input, from 1."""
    input: str
    """The address as given."""
    is_done: bool
    site: str | None
    """Registrable domain."""
    host: str | None
    verdict: str | None
    """None while the row waits, and for one with an error."""
    headline: str | None
    reason: str | None
    score: int | None
    coverage: float | None
    is_conflict: bool
    gathered_at: str | None
    error: BulkError | None


class BulkRows(msgspec.Struct, frozen=True):
    """A page of a bulk job's rows, in the order of the input."""

    job: str
    rows: tuple[BulkRow, ...]
    next: str | None
    """Cursor of the page after this one; None on the last."""


class NetworkSite(msgspec.Struct, frozen=True):
    site: str
    """Registrable domain."""
    verdict: str
    """The gravest among its rows."""


class NetworkMark(msgspec.Struct, frozen=True):
    """Something that at least two sites share."""

    family: Literal["analytics", "advertising", "chat", "messenger", "phone", "email", "wallet", "template"]
    kind: str
    """More exactly: ``google-analytics``, ``tawk``, ``tron`` …"""
    value: str
    sites: tuple[str, ...]


class SiteNetwork(msgspec.Struct, frozen=True):
    """Sites that hang together by what they share. It says nothing about their being bad."""

    sites: tuple[NetworkSite, ...]
    marks: tuple[NetworkMark, ...]
    """The most shared first."""


class BulkNetworks(msgspec.Struct, frozen=True):
    job: str
    networks: tuple[SiteNetwork, ...]
    """The largest first."""
    sites_looked_at: int
    """Sites of which a page was read."""
