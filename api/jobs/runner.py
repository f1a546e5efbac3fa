"""Runs bulk jobs beside the answers: a thread in each process looks for jobs that nobody has, and takes their lease.

A job is run by one process at a time. The process renews the lease while it works; one that was killed loses it
within ``LEASE_S``, and another goes on with the rows that are not done. A process that only seemed dead cannot do
harm: of two results of a row the first stays.
"""

from __future__ import annotations

import logging
import os
import threading
import time
import uuid
from typing import Final, Protocol

from api.backends import BackendDown
from api.config import Config
from api.jobs.book import LEASE_S, JobBook
from api.jobs.run import JobRun
from api.metrics import JOBS
from api.query import Depth
from api.stopping import is_stopping
from api.stored import Answer

POLL_S: Final = 0.5
RENEW_EVERY_S: Final = LEASE_S / 5
SWEEP_EVERY_S: Final = 60.0
STOP_WAIT_S: Final = 20.0
"""Above the deadline of one site, so that the rows under way are kept; below the server's patience."""
_log: Final = logging.getLogger(__name__)


class Reporter(Protocol):
    """Where rows get their reports from."""

    def here(self, url: str, country: str | None, depth: Depth) -> Answer: ...


class JobRunner:
    def __init__(self, book: JobBook, reports: Reporter, config: Config) -> None:
        self._book = book
        self._reports = reports
        self._config = config
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._running: dict[str, JobRun] = {}
        self._wake = threading.Event()
        self._stop = threading.Event()

    def start(self) -> None:
        """Begins to look for jobs, unless this process does already; cheap, and right after a fork too."""
        if self._process == os.getpid() or self._stop.is_set():
            return
        with self._lock:
            if self._process != os.getpid():
                self._process = os.getpid()
                self._thread = threading.Thread(target=self._look, name="jobs", daemon=True)
                self._thread.start()
                # Under any server: before the interpreter waits for its pools, whose threads would not learn to stop.
                threading._register_atexit(self.stop)  # type: ignore[attr-defined]

    def nudge(self) -> None:
        """There may be a new job."""
        self.start()
        self._wake.set()

    def stop(self, wait_s: float = STOP_WAIT_S) -> None:
        """Takes no more rows, keeps the results of those under way, gives the leases back."""
        self._stop.set()
        self._wake.set()
        ends = time.monotonic() + wait_s
        if self._thread is not None and self._process == os.getpid():
            self._thread.join(wait_s)
        for run in list(self._running.values()):
            run.join(max(0.0, ends - time.monotonic()))

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def _look(self) -> None:
        renew_at = sweep_at = 0.0
        was_down = False
        while not self._stop.is_set():
            if is_stopping():
                self._stop.set()
                break
            now = time.monotonic()
            self._running = {job: run for job, run in self._running.items() if run.is_alive()}
            try:
                if now >= renew_at:
                    renew_at = now + RENEW_EVERY_S
                    for run in self._running.values():
                        run.renew()
                if now >= sweep_at:
                    sweep_at = now + SWEEP_EVERY_S
                    JOBS.labels("expired").inc(self._book.sweep())
                self._take_some()
                was_down = False
            except BackendDown as error:
                renew_at = 0.0
                if not was_down:
                    _log.warning("bulk jobs wait for their backend: %s", error)
                was_down = True
            except Exception as error:  # noqa: BLE001
                # Our bug: logged, and the next look may go better; without this thread no job would ever run.
                _log.error("looking for bulk jobs failed", exc_info=error)
            self._wake.wait(POLL_S)
            self._wake.clear()
        for run in self._running.values():
            run.stop()

    def _take_some(self) -> None:
        for line in self._book.index():
            if len(self._running) >= self._config.jobs_at_once:
                return
            if line.is_over or line.id in self._running or line.expires_at <= time.time():
                continue
            owner = uuid.uuid4().hex.encode()
            if self._book.take(line.id, owner):
                run = JobRun(self._book, self._reports, line.id, owner, self._config.job_threads)
                self._running[line.id] = run
                run.start()
