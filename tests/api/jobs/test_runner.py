"""Who runs a job, and what happens when that ends: over both backends."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from api import Config
from api.backends import Backend, BackendDown, open_job_backend
from api.jobs import run as run_module
from api.jobs.book import INPUT, JOB, LEASE, PROGRESS, ROW, JobBook
from api.jobs.records import Header, Row
from api.jobs.run import JobRun
from api.jobs.runner import JobRunner
from api.stored import Answer
from checker.bulk.inputs import InputRow
from checker.errors import InvalidAddress
from tests.api.fakes import reports
from tests.api.jobs.callers import WAIT_S

BODY = reports()["rogue.test"].to_json().encode()


class Reports:
    """Gives every address the same report, slowly; notes who was asked."""

    def __init__(self, *, takes_s: float = 0.0, do: Callable[[str], None] = lambda _: None) -> None:
        self.asked: Counter[str] = Counter()
        self._takes_s = takes_s
        self._do = do

    def here(self, url: str, country: str | None, depth: Any) -> Answer:
        self.asked[url] += 1
        time.sleep(self._takes_s)
        self._do(url)
        return Answer(BODY, "", 0.0, 0.0, "", (("phone", "1"),))


def written(config: Config, count: int, *, job: str = "b-1", expires_in_s: float = 100.0) -> tuple[JobBook, Header]:
    """A job of so many rows in the book."""
    book = JobBook(open_job_backend(config), config)
    now = time.time()
    header = Header(job, "key", now, now + expires_in_s, None, "full", "", count, "digest")
    rows = [InputRow(n + 1, f"s{n}.com") for n in range(count)]
    return book, book.create(header, rows)


def wait_for(what: Callable[[], bool]) -> None:
    ends = time.monotonic() + WAIT_S
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.02)


def is_done(book: JobBook, header: Header) -> bool:
    return book.progress(header.id).state == "done"


def test_many_processes_do_each_row_once(either: Config) -> None:
    jobs = [written(either, 30, job=f"b-{n}") for n in range(4)]
    asked = Reports(takes_s=0.005)
    runners = [JobRunner(JobBook(open_job_backend(either), either), asked, either) for _ in range(3)]
    for runner in runners:
        runner.start()
    for book, header in jobs:
        wait_for(lambda book=book, header=header: is_done(book, header))  # type: ignore[misc]
        rows = list(book.rows(header))
        assert [row.address if row else None for row in rows] == [f"s{n}.com" for n in range(30)]
    for runner in runners:
        runner.stop()
    assert set(asked.asked.values()) == {4}, "once for each of the four jobs"
    assert all(line.is_over for line in jobs[0][0].index())


def test_a_stopped_process_keeps_what_was_under_way_and_another_goes_on(either: Config) -> None:
    book, header = written(either, 40)
    first = Reports(takes_s=0.05)
    runner = JobRunner(book, first, either)
    runner.start()
    wait_for(lambda: first.asked.total() > 8)
    runner.stop()
    done = [row.address for row in book.rows(header) if row is not None]
    assert sorted(done) == sorted(first.asked)
    assert 8 < len(done) < 40
    assert book.backend.get(LEASE, header.id) is None, "the lease was given back"
    second = Reports()
    other = JobRunner(book, second, either)
    other.start()
    wait_for(lambda: is_done(book, header))
    other.stop()
    assert set(first.asked) | set(second.asked) == {f"s{n}.com" for n in range(40)}
    assert not set(first.asked) & set(second.asked)
    progress = book.progress(header.id)
    assert (progress.done, progress.verdicts) == (40, {"rogue": 40})


def test_who_lost_the_lease_stops_and_does_no_harm(either: Config) -> None:
    book, header = written(either, 40)
    slow = Reports(takes_s=0.1)
    assert book.take(header.id, b"first")
    first = JobRun(book, slow, header.id, b"first", 2)
    first.start()
    wait_for(lambda: slow.asked.total() > 2)
    assert book.backend.remove(LEASE, header.id)  # as if it had run out while the process slept
    assert book.take(header.id, b"second")
    second = JobRun(book, Reports(), header.id, b"second", 2)
    second.start()
    first.renew()
    first.join(WAIT_S)
    second.join(WAIT_S)
    assert slow.asked.total() < 40
    progress = book.progress(header.id)
    assert (progress.state, progress.done) == ("done", 40)


def test_a_row_that_fails_by_our_fault_is_a_failed_row(either: Config) -> None:
    def fail(url: str) -> None:
        if url == "s1.com":
            raise ZeroDivisionError
        if url == "s2.com":
            raise InvalidAddress("no address")

    book, header = written(either, 4)
    assert book.take(header.id, b"me")
    run = JobRun(book, Reports(do=fail), header.id, b"me", 2)
    run.start()
    run.join(WAIT_S)
    rows = [row for row in book.rows(header) if row is not None]
    assert [row.error_code for row in rows] == ["", "internal-error", "invalid-address", ""]
    progress = book.progress(header.id)
    assert (progress.verdicts, progress.errors, progress.state) == ({"rogue": 2}, 2, "done")


def test_a_job_removed_under_way_leaves_nothing(either: Config) -> None:
    book, header = written(either, 40)
    asked = Reports(takes_s=0.05)
    runner = JobRunner(book, asked, either)
    runner.start()
    wait_for(lambda: asked.asked.total() > 4)
    book.remove(header)
    for run in list(runner._running.values()):
        run.renew()
        run.join(WAIT_S)
    runner.stop()
    left = {space: [key for key, _ in book.backend.items(space)] for space in (JOB, INPUT, PROGRESS, ROW, LEASE)}
    assert left == {JOB: ["index"], INPUT: [], PROGRESS: [], ROW: [], LEASE: ["sweep"]}
    assert asked.asked.total() < 40


class Faint:
    """A backend that is away for a while."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.is_down = threading.Event()

    def __getattr__(self, name: str) -> Any:
        if self.is_down.is_set() and name != "close":
            raise BackendDown("away")
        return getattr(self._backend, name)


def test_a_backend_that_was_away_costs_no_row(either: Config, caplog: pytest.LogCaptureFixture) -> None:
    _, header = written(either, 30)
    faint = Faint(open_job_backend(either))
    book = JobBook(faint, either)  # type: ignore[arg-type]
    asked = Reports(takes_s=0.02)
    runner = JobRunner(book, asked, either)
    runner.start()
    wait_for(lambda: asked.asked.total() > 4)
    faint.is_down.set()
    time.sleep(1.0)
    faint.is_down.clear()
    wait_for(lambda: is_done(book, header))
    runner.stop()
    assert set(asked.asked.values()) == {1}
    assert sum(row is not None for row in book.rows(header)) == 30


def test_what_is_over_its_time_is_removed(either: Config) -> None:
    book, header = written(either, 3, job="b-old", expires_in_s=-1)
    _, young = written(either, 3, job="b-young")
    assert book.sweep() == 1
    assert book.header(header.id) is None
    assert [line.id for line in book.index()] == [young.id]
    assert book.sweep() == 0, "one process sweeps, and once a minute"


def test_a_job_whose_rows_were_never_written_is_dropped(either: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    book, header = written(either, 3)
    book.backend.remove(INPUT, header.id)
    monkeypatch.setattr(run_module, "INPUT_WAIT_S", 0.0)
    assert book.take(header.id, b"me")
    run = JobRun(book, Reports(), header.id, b"me", 2)
    run.start()
    run.join(WAIT_S)
    assert book.index() == ()


def test_the_first_of_two_results_of_a_row_stays(either: Config) -> None:
    book, header = written(either, 1)
    assert book.save_row(header.id, 0, Row(1, "s0.com", verdict="rogue"))
    assert not book.save_row(header.id, 0, Row(1, "s0.com", verdict="listed"))
    (row,) = book.rows(header)
    assert row is not None
    assert row.verdict == "rogue"


def test_jobs_of_many_processes_are_all_entered(either: Config) -> None:
    config = replace(either, max_open_jobs=100)
    threads = [threading.Thread(target=written, args=(config, 1), kwargs={"job": f"b-{n}"}) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    book = JobBook(open_job_backend(config), config)
    assert sorted(line.id for line in book.index()) == sorted(f"b-{n}" for n in range(12))
