"""Reports from memory, from the shared cache, or newly made: the fastest that is still right.

Right means: a report is void as soon as a register says something else about its address, and a rule pack or
scoring of another version never answers. Full reports are made once however many ask (``gatherings`` in this
process, a lease in the backend between processes), a stale one is sent while a new one is being made, and an address
asked for another country is judged on what was just gathered (``kept_evidence``).
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import replace
from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import Final, Protocol

import msgspec

from api.backends import CarefulCache
from api.config import Config
from api.gatherings import Gatherings
from api.kept_evidence import KeptEvidence
from api.known import Known
from api.metrics import CHECKS, GATHERINGS
from api.problems import ApiError, make_problem
from api.query import Depth
from api.stored import (
    LABELS,
    REPORTS,
    Answer,
    answer_of,
    label_of,
    pack,
    pack_label,
    report_key,
    site_of,
    unpack,
)
from checker.address import Address, parse_address
from checker.bulk.marks import marks_of
from checker.errors import CheckerError
from checker.evidence import Evidence
from checker.report import Report

QUICK_FRESH_S: Final = 10.0
LEASE_S: Final = 30.0
"""Longer than a site's total deadline; after it the work of a killed process is taken over."""
LEASE_POLL_S: Final = 0.1
FAILED_S: Final = 30.0
"""A check that failed by our fault is not repeated by every caller."""
CLOCK_SLACK_S: Final = 60.0
"""A report from later than that is from before the clock was set back, and its freshness means nothing."""
LEASES: Final = "lease"
FAILURES: Final = "failed"
_log: Final = logging.getLogger(__name__)


class Run(Protocol):
    """A check with the service's client, registers and overrides."""

    def __call__(
        self, url: str, country: str | None, depth: str, on_evidence: Callable[[Evidence], None] | None = None
    ) -> Report: ...


class Pending(msgspec.Struct, frozen=True):
    """A full report that is not there yet."""

    address: str
    country: str | None


class Reports:
    def __init__(
        self,
        config: Config,
        check: Run,
        judge: Callable[[Evidence], Report],
        known: Known,
        cache: CarefulCache,
        versions: str,
    ) -> None:
        self._config = config
        self._check = check
        self._judge = judge
        self._known = known
        self._cache = cache
        self._versions = versions
        self._kept = KeptEvidence(cache)
        self._waiters = BoundedSemaphore(config.max_waiters)
        self.gatherings: Gatherings[Answer] = Gatherings(config.gather_threads, config.max_queued)

    def quick(self, url: str, country: str | None) -> Answer:
        """From the registers held, or a full report that is still there. Raises ``InputError``."""
        address = self._parse(url)
        state = self._known.state(address)
        answer = self._stored(report_key(address.url, country, self._versions), state)
        if answer is not None:
            CHECKS.labels("quick", "cache", "").inc()
            return answer
        report = self._check(url, country, "quick")
        CHECKS.labels("quick", "made", report.verdict).inc()
        return answer_of(report, fresh_s=QUICK_FRESH_S, known=state)

    def full(self, url: str, country: str | None, wait_s: float) -> Answer | Pending:
        """From the cache or gathered; ``Pending`` when that takes longer. Raises ``InputError``, ``ApiError``."""
        address = self._parse(url)
        state = self._known.state(address)
        key = report_key(address.url, country, self._versions)
        if (answer := self._stored(key, state)) is not None:
            CHECKS.labels("full", "cache", "").inc()
            if answer.fresh_until <= time.time():
                self._renew(address, country, key)
            return answer
        if (failed := self._cache.get(FAILURES, key)) is not None:
            raise ApiError(500, code=failed.decode(), headers={"Retry-After": str(round(FAILED_S))})
        future = self._start(address, country, key)
        pending = Pending(address.url, country)
        if wait_s <= 0 or not self._waiters.acquire(blocking=False):
            return future.result() if future.done() else pending
        try:
            return future.result(timeout=wait_s)
        except FutureTimeout:
            return pending
        finally:
            self._waiters.release()

    def here(self, url: str, country: str | None, depth: Depth) -> Answer:
        """The report, made in this thread when it is not there or stale: for bulk jobs, whose rows keep nobody waiting.

        A site's lease holds here too: nobody else gathers it at the same time. Raises ``InputError``, ``ApiError``,
        and what a check that fails by our fault raises.
        """
        if depth == "quick":
            return self.quick(url, country)
        address = self._parse(url)
        key = report_key(address.url, country, self._versions)
        answer = self._stored(key, self._known.state(address))
        if answer is not None and answer.fresh_until > time.time():
            CHECKS.labels("full", "cache", "").inc()
            return answer
        if (failed := self._cache.get(FAILURES, key)) is not None:
            raise ApiError(500, code=failed.decode())
        return self._gather(address, country, key)

    def _parse(self, url: str) -> Address:
        return parse_address(url, allow_reserved=self._config.settings.allow_reserved_names)

    def _stored(self, key: str, state: str) -> Answer | None:
        data = self._cache.get(REPORTS, key)
        answer = unpack(data) if data is not None else None
        if answer is None or answer.known != state or answer.made_at > time.time() + CLOCK_SLACK_S:
            return None
        return answer

    def _start(self, address: Address, country: str | None, key: str) -> Future[Answer]:
        return self.gatherings.start(site_of(address), key, lambda: self._gather(address, country, key))

    def _renew(self, address: Address, country: str | None, key: str) -> None:
        try:
            self._start(address, country, key)
        except ApiError:
            return  # busy: the stale report goes on, the next caller tries again

    def _gather(self, address: Address, country: str | None, key: str) -> Answer:
        """In a gathering thread: takes the site's lease, so that other processes wait for this one."""
        began = time.time()
        owner = uuid.uuid4().hex.encode()
        site = site_of(address)
        while not self._cache.add(LEASES, site, owner, LEASE_S) and time.time() - began < LEASE_S:
            time.sleep(LEASE_POLL_S)
        try:
            state = self._known.state(address)
            made = self._stored(key, state)
            if made is not None and made.fresh_until > time.time():
                return made  # by the process whose lease we waited for
            return self._make(address, country, key, state)
        finally:
            self._cache.remove(LEASES, site, owner)

    def _make(self, address: Address, country: str | None, key: str, state: str) -> Answer:
        kept = self._kept.get(address.url, state)
        seen: list[Evidence] = []
        try:
            if kept is not None:
                seen.append(replace(kept, country=country))
                report = self._judge(seen[0])
            else:
                with GATHERINGS.time():
                    report = self._check(address.url, country, "full", seen.append)
        except Exception as error:
            # Our bug: told to those who wait by the future, and to later callers for a while by its code.
            code = error.code if isinstance(error, CheckerError) else make_problem(500).code
            self._cache.put(FAILURES, key, code.encode(), FAILED_S)
            _log.error("a full check failed", exc_info=error)
            raise
        CHECKS.labels("full", "judged" if kept else "made", report.verdict).inc()
        config = self._config
        is_open = report.verdict == "undetermined"
        fresh_s = config.undetermined_fresh_s if is_open else config.fresh_s
        keep_s = fresh_s if is_open else config.stale_s
        if kept is not None:
            fresh_s = max(0.0, fresh_s - (datetime.now(UTC) - kept.gathered_at).total_seconds())
        elif seen:
            self._kept.put(state, seen[0], fresh_s)
        marks = tuple(mark for evidence in seen for mark in marks_of(evidence))
        answer = answer_of(report, fresh_s=fresh_s, known=state, marks=marks)
        self._cache.put(REPORTS, key, pack(answer), keep_s)
        self._cache.put(LABELS, key, pack_label(label_of(report, state)), keep_s)
        return answer
