"""The book of bulk jobs, in the backend that all processes share: SQLite on one machine, Redis on many.

Spaces: ``job`` (headers, and the index of all), ``job-input``, ``job-progress``, ``job-row`` (by job and place),
``job-lease``. Nothing here expires by itself but leases: a store that makes room by dropping what ends soonest must
not drop a job. What is over its time is removed by :meth:`JobBook.sweep`.

Every method may raise ``BackendDown``.
"""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import msgspec

from api.backends import Backend
from api.config import Config
from api.jobs.records import Header, IndexLine, Progress, Row
from api.problems import ApiError
from checker.bulk.inputs import InputRow

LEASE_S: Final = 15.0
"""A job whose process was killed is taken over after at most this long."""
CHUNK_ROWS: Final = 200
"""Rows read at once: under 1 MB."""
MAX_JOBS: Final = 2_000
"""Of all keys; the index is one value."""
INDEX_TRIES: Final = 60
SWEEP_EVERY_S: Final = 60.0
JOB, INPUT, PROGRESS, ROW, LEASE = "job", "job-input", "job-progress", "job-row", "job-lease"
INDEX: Final = "index"
T = TypeVar("T")
Lines = tuple[IndexLine, ...]

_encode: Final = msgspec.msgpack.Encoder().encode
_row: Final = msgspec.msgpack.Decoder(Row).decode


class JobBook:
    def __init__(self, backend: Backend, config: Config) -> None:
        self.backend = backend
        self._config = config

    def create(self, header: Header, rows: list[InputRow]) -> Header:
        """Writes the job down, once: the same question with the same id is the job that is there.

        Raises:
            ApiError: 409 when the key has too many jobs, or the id was used for another question; 503 when all have.
        """
        self._check_room(self.index(), header)
        if not self.backend.add(JOB, header.id, _encode(header), None):
            there = self.header(header.id)
            if there is None or there.key_id != header.key_id or there.digest != header.digest:
                raise ApiError(
                    409,
                    "This Idempotency-Key was used for another job. Send another one, or the same rows and options.",
                    code="idempotency-key-reused",
                    field="Idempotency-Key",
                )
            header = there
        # Again for a job that is there: whoever wrote its header may have been killed before coming to this.
        if self.backend.get(INPUT, header.id) is None:
            pairs = [(row.number, row.address) for row in rows]
            self.backend.put(INPUT, header.id, zlib.compress(_encode(pairs), 6), None)
        line = IndexLine(header.id, header.key_id, header.rows, header.created_at, header.expires_at)

        def enter(lines: Lines) -> Lines:
            if any(known.id == header.id for known in lines):
                return lines
            self._check_room(lines, header)
            return (*lines, line)

        try:
            self._change_index(enter)
        except ApiError:
            self.remove(header)
            raise
        return header

    def _check_room(self, lines: Lines, header: Header) -> None:
        """Raises 409 or 503 unless there is room for one more job of this key; the same job again needs none."""
        config = self._config
        mine = [line for line in lines if line.key_id == header.key_id]
        if any(line.id == header.id for line in mine):
            return
        told = ""
        if sum(not line.is_over for line in mine) >= config.max_open_jobs:
            told = f"{config.max_open_jobs} jobs of this key are unfinished; wait for one, or delete it."
        elif len(mine) >= config.max_kept_jobs:
            told = f"{config.max_kept_jobs} jobs of this key are kept; delete those you have read."
        elif sum(line.rows for line in mine) + header.rows > config.max_kept_rows:
            told = f"This key would keep more than {config.max_kept_rows:,} rows; delete jobs you have read."
        if told:
            raise ApiError(409, told, code="too-many-jobs")
        if len(lines) >= MAX_JOBS:
            raise ApiError(503, "Too many bulk jobs are kept here just now.", headers={"Retry-After": "600"})

    def header(self, job: str) -> Header | None:
        value = self.backend.get(JOB, job) if job != INDEX else None
        return msgspec.msgpack.decode(value, type=Header) if value is not None else None

    def progress(self, job: str) -> Progress:
        value = self.backend.get(PROGRESS, job)
        return msgspec.msgpack.decode(value, type=Progress) if value is not None else Progress()

    def put_progress(self, job: str, progress: Progress) -> None:
        self.backend.put(PROGRESS, job, _encode(progress), None)

    def index(self) -> Lines:
        """All jobs, oldest first."""
        return _lines(self.backend.get(JOB, INDEX))

    def mark_over(self, job: str) -> None:
        self._change_index(
            lambda lines: tuple(
                msgspec.structs.replace(line, is_over=True) if line.id == job else line for line in lines
            )
        )

    def input(self, job: str) -> list[InputRow] | None:
        """None when it was not (or not yet) written."""
        value = self.backend.get(INPUT, job)
        if value is None:
            return None
        pairs = msgspec.msgpack.decode(zlib.decompress(value), type=list[tuple[int, str]])
        return [InputRow(number, address) for number, address in pairs]

    def save_row(self, job: str, place: int, row: Row) -> bool:
        """Keeps the row's result; False when one is there already, which stays: a row is done once."""
        return self.backend.add(ROW, _place(job, place), _encode(row), None)

    def rows(self, header: Header, start: int = 0) -> Iterator[Row | None]:
        """The rows from that place on, in the order of the input; None for one that is not done."""
        for first in range(start, header.rows, CHUNK_ROWS):
            places = range(first, min(first + CHUNK_ROWS, header.rows))
            for value in self.backend.get_many(ROW, [_place(header.id, place) for place in places]):
                yield _row(value) if value is not None else None

    def row(self, job: str, place: int) -> Row | None:
        value = self.backend.get(ROW, _place(job, place))
        return _row(value) if value is not None else None

    def remove(self, header: Header) -> None:
        """Takes the job and all its rows away. Whoever works on it notices by its lease, and calls this again."""
        job = header.id
        self._change_index(lambda lines: tuple(line for line in lines if line.id != job))
        self.backend.remove(JOB, job)
        self.backend.remove(LEASE, job)
        self.backend.remove_many(ROW, [_place(job, place) for place in range(header.rows)])
        self.backend.remove(INPUT, job)
        self.backend.remove(PROGRESS, job)

    def sweep(self) -> int:
        """Removes jobs past their time, in one process at a time; their number."""
        if not self.backend.add(LEASE, "sweep", b"1", SWEEP_EVERY_S):
            return 0
        gone = 0
        for line in self.index():
            if line.expires_at <= time.time():
                fallback = Header(
                    line.id, line.key_id, line.created_at, line.expires_at, None, "full", "", line.rows, ""
                )
                self.remove(self.header(line.id) or fallback)
                gone += 1
        return gone

    def take(self, job: str, owner: bytes) -> bool:
        """The job's lease, when nobody has it."""
        return self.backend.add(LEASE, job, owner, LEASE_S)

    def renew(self, job: str, owner: bytes) -> bool:
        """False when the lease was lost or the job removed."""
        return self.backend.swap(LEASE, job, owner, owner, LEASE_S)

    def release(self, job: str, owner: bytes) -> None:
        self.backend.remove(LEASE, job, owner)

    def _change_index(self, change: Callable[[Lines], Lines]) -> None:
        """Replaces the index as a whole, again if another process was quicker."""
        for tried in range(INDEX_TRIES):
            old = self.backend.get(JOB, INDEX)
            lines = _lines(old)
            new = change(lines)
            if new == lines:
                return
            value = _encode(new)
            if old is None:
                if self.backend.add(JOB, INDEX, value, None):
                    return
            elif self.backend.swap(JOB, INDEX, old, value, None):
                return
            time.sleep(random.uniform(0, 0.002 * (tried + 1)))  # noqa: S311 only to fall out of step
        raise ApiError(503, "Too many bulk jobs begin and end just now.", headers={"Retry-After": "2"})


def _lines(value: bytes | None) -> Lines:
    return msgspec.msgpack.decode(value, type=Lines) if value is not None else ()


def _place(job: str, place: int) -> str:
    return f"{job}/{place}"
