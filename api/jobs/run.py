"""One bulk job, run by the process that has its lease."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from api.backends import BackendDown
from api.jobs.book import LEASE_S, JobBook
from api.jobs.records import Header, Progress, Row, done_row
from api.metrics import JOB_ROWS, JOBS
from api.problems import ApiError
from checker.bulk.engine import run_rows
from checker.bulk.inputs import InputRow
from checker.errors import InputError

if TYPE_CHECKING:
    from api.jobs.runner import Reporter

TELL_EVERY_S: Final = 0.5
RATE_OVER_S: Final = 30.0
"""The rate is that of the last half minute: shops are quick and slow in stretches."""
RETRY_S: Final = 0.3
INPUT_WAIT_S: Final = 60.0
"""A job whose rows are still not there after this was given up by who was writing it down."""
_log: Final = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another process may have the job now, or it was removed."""


class JobRun:
    """Threads of one job; ``renew`` and ``stop`` are called from outside."""

    def __init__(self, book: JobBook, reports: Reporter, job: str, owner: bytes, threads: int) -> None:
        self._book = book
        self._reports = reports
        self._job = job
        self._owner = owner
        self._threads = threads
        self._stop = threading.Event()
        self._held_until = time.monotonic() + LEASE_S
        self._thread = threading.Thread(target=self._run, name=f"job-{job[:8]}", daemon=True)
        self._verdicts: Counter[str] = Counter()
        self._errors = 0
        self._done_at: deque[float] = deque()
        self._told_at = 0.0
        self._started_at = 0.0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def join(self, timeout_s: float) -> None:
        self._thread.join(timeout_s)

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def renew(self) -> None:
        """Keeps the lease; without it the run ends. Raises ``BackendDown``."""
        asked = time.monotonic()
        if self._book.renew(self._job, self._owner):
            self._held_until = asked + LEASE_S
        else:
            self._held_until = 0.0
            self._stop.set()

    def _run(self) -> None:
        event = "left"
        header: Header | None = None
        try:
            header = self._book.header(self._job)
            if header is not None and self._all_rows(header):
                event = "finished"
        except (BackendDown, LeaseLost, ApiError) as error:
            _log.warning("bulk job %s was left: %s", self._job[:8], error or type(error).__name__)
        except Exception as error:  # noqa: BLE001
            # Our bug: the lease ends by itself, so that it is tried again, not at once and not by everybody.
            _log.error("bulk job %s failed", self._job[:8], exc_info=error)
            JOBS.labels("failed").inc()
            return
        JOBS.labels(event).inc()
        try:
            self._book.release(self._job, self._owner)
            if header is not None and self._book.header(self._job) is None:
                self._book.remove(header)  # removed while rows were under way, and these were kept after it
        except (BackendDown, ApiError) as error:
            _log.warning("bulk job %s: %s", self._job[:8], error)

    def _all_rows(self, header: Header) -> bool:
        """True when all rows of the job are done, by whomever."""
        before = self._book.progress(self._job)
        if before.state == "done":
            self._book.mark_over(self._job)  # whoever finished it was killed before coming to this
            return True
        rows = self._book.input(self._job)
        if rows is None:
            if time.time() - header.created_at > INPUT_WAIT_S:
                self._book.remove(header)
            return False
        JOBS.labels("begun" if before.started_at is None else "taken-over").inc()
        self._started_at = before.started_at or time.time()
        places = {row.number: place for place, row in enumerate(rows)}
        pending = list(self._pending(header, rows))
        self._tell()
        if not run_rows(
            pending,
            lambda row: self._check(row, header),
            lambda row: self._save(places[row.number], row),
            allow_reserved=True,  # only for telling sites apart; the check itself refuses what it must
            threads=self._threads,
            stop=self._stop,
        ):
            self._tell()
            return False
        self._tell(is_done=True)
        self._book.mark_over(self._job)
        return True

    def _pending(self, header: Header, rows: list[InputRow]) -> Iterator[InputRow]:
        """The rows that are not done; those that are, are counted."""
        for asked, done in zip(rows, self._book.rows(header), strict=True):
            if done is None:
                yield asked
            else:
                self._count(done)

    def _check(self, row: InputRow, header: Header) -> Row:
        try:
            answer = self._reports.here(row.address, header.country, header.depth)
            return done_row(row.number, row.address, answer.body, answer.marks)
        except InputError as error:
            code, message = error.code, error.message
        except ApiError as error:
            code, message = error.problem.code, error.problem.title
        except Exception as error:  # noqa: BLE001
            # Our bug, whatever it is: this row tells of it, the log gets the trace, and the job goes on.
            _log.error("a row of a bulk job failed", exc_info=error)
            code, message = "internal-error", "Something failed on our side; the error has been logged."
        return Row(row.number, row.address, error_code=code, error=message)

    def _save(self, place: int, row: Row) -> None:
        """Keeps the row, or counts the one that is there; waits for a backend that is away as long as the lease may."""
        while True:
            try:
                if not self._book.save_row(self._job, place, row):
                    row = self._book.row(self._job, place) or row
                break
            except BackendDown:
                if time.monotonic() > self._held_until:
                    raise
                time.sleep(RETRY_S)
        self._count(row)
        JOB_ROWS.labels(row.verdict or "error").inc()
        self._done_at.append(time.monotonic())
        if time.monotonic() - self._told_at > TELL_EVERY_S:
            self._tell()

    def _count(self, row: Row) -> None:
        if row.error_code:
            self._errors += 1
        else:
            self._verdicts[row.verdict] += 1

    def _tell(self, *, is_done: bool = False) -> None:
        """Writes the progress down. Raises ``LeaseLost`` when it is another's by now."""
        if time.monotonic() > self._held_until:
            raise LeaseLost
        self._told_at = time.monotonic()
        now = time.time()
        progress = Progress(
            "done" if is_done else "running",
            self._verdicts.total() + self._errors,
            dict(self._verdicts),
            self._errors,
            self._rate(),
            self._started_at,
            now if is_done else None,
            now,
        )
        try:
            self._book.put_progress(self._job, progress)
        except BackendDown:
            if is_done:
                raise  # the rows are kept; whoever takes the job over finds all done and says so

    def _rate(self) -> float | None:
        """Rows a second in the last while; None before there is enough to tell."""
        now = time.monotonic()
        while self._done_at and self._done_at[0] < now - RATE_OVER_S:
            self._done_at.popleft()
        if len(self._done_at) < 3:
            return None
        took = max(now - self._done_at[0], 0.001)
        return round((len(self._done_at) - 1) / took, 3)
