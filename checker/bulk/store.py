"""The job store: an SQLite file beside the output, so that a row is done once whatever kills the program."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import filelock

from checker.bulk.inputs import InputRow
from checker.bulk.marks import Mark
from checker.errors import InvalidFile

LOCK_SUFFIX: Final = ".lock"
SCHEMA: Final = """
CREATE TABLE job (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE row (
  number INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  report TEXT,
  marks TEXT,
  error_code TEXT,
  error TEXT
);
"""


@dataclass(frozen=True, slots=True)
class Result:
    """One row, done: a report or the reason why there is none."""

    number: int
    address: str
    report: dict[str, Any] | None
    error_code: str = ""
    error: str = ""
    marks: tuple[Mark, ...] = ()


class JobStore:
    """Open with :func:`open_store`; close when done. One process has it, and holds a lock beside it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, lock: filelock.BaseFileLock) -> None:
        self._db = connection
        self._path = path
        self._lock = lock

    def pending(self) -> list[InputRow]:
        rows = self._db.execute(
            "SELECT number, address FROM row WHERE report IS NULL AND error_code IS NULL ORDER BY 1"
        )
        return [InputRow(number, address) for number, address in rows]

    def count(self) -> int:
        """All rows of the job."""
        return int(self._db.execute("SELECT count(*) FROM row").fetchone()[0])

    def save(self, result: Result) -> None:
        report = json.dumps(result.report, ensure_ascii=False) if result.report is not None else None
        with self._db:
            self._db.execute(
                "UPDATE row SET report = ?, marks = ?, error_code = ?, error = ? WHERE number = ?",
                (report, json.dumps(result.marks), result.error_code or None, result.error or None, result.number),
            )

    def results(self) -> Iterator[Result]:
        """All done rows in the order of the input."""
        query = "SELECT number, address, report, error_code, error, marks FROM row ORDER BY number"
        for number, address, report, code, error, marks in self._db.execute(query):
            if report is not None or code is not None:
                told = json.loads(report) if report else None
                yield Result(number, address, told, code or "", error or "", tuple(map(tuple, json.loads(marks))))

    def close(self) -> None:
        self._db.close()
        self._lock.release()

    def remove(self) -> None:
        """Closes and takes the files away: the job is over."""
        self._db.close()
        for suffix in ("", "-wal", "-shm", LOCK_SUFFIX):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._lock.release()


def open_store(path: Path, rows: Iterable[InputRow], options: dict[str, str], *, resume: bool) -> JobStore:
    """A new store with all rows, or with ``resume`` the one that was left.

    Raises:
        InvalidFile: a store is left and ``resume`` was not asked, it belongs to another input or options, or another
            process works on it; the message names that process.
    """
    rows = list(rows)
    identity = {**options, "input_sha256": _digest(rows)}
    lock = _lock(path)
    try:
        return _open(path, rows, identity, lock, resume=resume)
    except BaseException:
        lock.release()
        raise


def _lock(path: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(path.with_name(path.name + LOCK_SUFFIX))
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise InvalidFile(
            f"{_holder(path)} is working on {path.name} just now; wait for it, or stop it and go on with --resume",
            field="output",
        ) from None
    except OSError as error:
        raise InvalidFile(f"{path.name} cannot be written: {error.strerror}", field="output") from error
    return lock


def _holder(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)) as db:
            (number,) = db.execute("SELECT value FROM job WHERE key = 'process'").fetchone()
        return f"process {number}"
    except (sqlite3.Error, TypeError):  # it has not got so far
        return "another process"


def _open(
    path: Path, rows: list[InputRow], identity: dict[str, str], lock: filelock.BaseFileLock, *, resume: bool
) -> JobStore:
    try:
        path.touch(exist_ok=resume)  # of two jobs started at once on one output, only one makes the file
    except FileExistsError:
        raise InvalidFile(
            f"an unfinished job is left in {path.name}; go on with --resume, or delete that file", field="output"
        ) from None
    except OSError as error:
        raise InvalidFile(f"{path.name} cannot be written: {error.strerror}", field="output") from error
    is_new = path.stat().st_size == 0
    db = None
    try:
        db = sqlite3.connect(path, timeout=10)
        _fill_or_compare(db, path, rows, identity)
        with db:
            db.execute("INSERT OR REPLACE INTO job VALUES ('process', ?)", (str(os.getpid()),))
        return JobStore(db, path, lock)
    except sqlite3.Error as error:
        if db is not None:
            db.close()
        if is_new:
            path.unlink(missing_ok=True)
        raise InvalidFile(
            f"{path.name} cannot be written or is no job: {error}; free the disk or delete that file", field="output"
        ) from error


def _fill_or_compare(db: sqlite3.Connection, path: Path, rows: list[InputRow], identity: dict[str, str]) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'row'").fetchone()[0]
    if not tables:
        with db:
            db.executescript(f"BEGIN; {SCHEMA}")
            db.executemany("INSERT INTO row (number, address) VALUES (?, ?)", [(r.number, r.address) for r in rows])
            db.executemany("INSERT INTO job VALUES (?, ?)", identity.items())
        return
    known = dict(db.execute("SELECT key, value FROM job"))
    for key, value in identity.items():
        if known.get(key) != value:
            db.close()
            what = "another input file" if key == "input_sha256" else f"another {key}: {known.get(key)}"
            raise InvalidFile(f"the unfinished job in {path.name} was started with {what}", field="resume")


def _digest(rows: list[InputRow]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row.number}\t{row.address}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
