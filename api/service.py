"""What all views share: reports, the register index, the rule pack, the backend, one HTTP client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from flask import current_app

from api.backends import Backend, BackendDown, CarefulCache, open_backend, open_job_backend
from api.config import Config
from api.consumer_reports import ReportBook
from api.disputes import DisputeBook
from api.jobs.book import JobBook
from api.jobs.events import EventStreams
from api.jobs.runner import JobRunner
from api.keys import Keys
from api.known import Known
from api.labels import Labels
from api.messages import BackendState
from api.overrides import Overrides
from api.reports import Reports
from checker.evidence import Evidence
from checker.gather.client import Client
from checker.registers import ReloadingIndex
from checker.registers.store import index_path
from checker.report import Report
from checker.rules import Rules, load_rules
from checker.score import SCORING_VERSION
from checker.settings import Settings
from checker.version import __version__

EXTENSION: Final = "pharmaproof"


class Check(Protocol):
    """``checker.check``, or what a test puts in its place."""

    def __call__(
        self,
        address: str,
        *,
        country: str | None = None,
        depth: Any = "full",
        settings: Settings | None = None,
        client: Client | None = None,
        registers: Any = None,
        on_evidence: Callable[[Evidence], None] | None = None,
    ) -> Report: ...


@dataclass(frozen=True, slots=True)
class Service:
    config: Config
    registers: ReloadingIndex
    rules: Rules
    known: Known
    backend: Backend
    """For records that must not be lost; raises ``BackendDown``."""
    cache: CarefulCache
    """The same backend for what may be lost; raises nothing."""
    reports: Reports
    labels: Labels
    keys: Keys
    overrides: Overrides
    disputes: DisputeBook
    consumer_reports: ReportBook
    client: Client
    jobs: JobBook
    runner: JobRunner
    event_streams: EventStreams

    @property
    def versions(self) -> dict[str, str]:
        return {"pharmaproof": __version__, "scoring": SCORING_VERSION, "rule_pack": self.rules.version}

    def backend_state(self) -> BackendState:
        """Does the backend answer just now?"""
        kind: Literal["sqlite", "redis"] = "redis" if self.config.redis_url else "sqlite"
        try:
            self.backend.ping()
        except BackendDown:
            return BackendState(kind, answers=False)
        return BackendState(kind, answers=True)


def make_service(config: Config, check: Check | None) -> Service:
    """Everything wired; ``check`` is ``checker.check`` when None."""
    from checker.pipeline import check as checker_check
    from checker.pipeline import judge as judge_evidence

    chosen: Check = check or checker_check
    settings = config.settings
    registers = ReloadingIndex(index_path(settings))
    rules = load_rules()
    client = Client(settings)
    backend = open_backend(config)
    cache = CarefulCache(backend)
    overrides = Overrides(backend)

    def run(url: str, country: str | None, depth: str, on_evidence: Callable[[Evidence], None] | None = None) -> Report:
        report = chosen(
            url,
            country=country,
            depth=depth,
            settings=settings,
            client=client,
            registers=registers,
            on_evidence=on_evidence,
        )
        return overrides.apply(report)

    def judge(evidence: Evidence) -> Report:
        return overrides.apply(judge_evidence(evidence, settings=settings))

    known = Known(registers, overrides)

    versions = f"{__version__}/{SCORING_VERSION}/{rules.version}"
    reports = Reports(config, run, judge, known, cache, versions)
    labels = Labels(run, known, cache, rules, versions, allow_reserved=settings.allow_reserved_names)
    jobs = JobBook(open_job_backend(config), config)
    return Service(
        config,
        registers,
        rules,
        known,
        backend,
        cache,
        reports,
        labels,
        Keys(backend),
        overrides,
        DisputeBook(backend, overrides),
        ReportBook(backend),
        client,
        jobs,
        JobRunner(jobs, reports, config),
        EventStreams(config.max_event_streams),
    )


def service() -> Service:
    """The service of the app that answers this request."""
    it: Service = current_app.extensions[EXTENSION]
    return it
