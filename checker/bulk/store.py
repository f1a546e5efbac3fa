"""The job store: an SQLite file beside the output, so that a row is done once whatever kills the program."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from checker.bulk.inputs import InputRow
from checker.errors import InvalidFile

SCHEMA: Final = """
CREATE TABLE job (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE row (
  number INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  report TEXT,
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


class JobStore:
    """Open with :func:`open_store`; close when done. One process writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

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
                "UPDATE row SET report = ?, error_code = ?, error = ? WHERE number = ?",
                (report, result.error_code or None, result.error or None, result.number),
            )

    def results(self) -> Iterator[Result]:
        """All done rows in the order of the input."""
        query = "SELECT number, address, report, error_code, error FROM row ORDER BY number"
        for number, address, report, code, error in self._db.execute(query):
            if report is not None or code is not None:
                yield Result(number, address, json.loads(report) if report else None, code or "", error or "")

    def close(self) -> None:
        self._db.close()


def open_store(path: Path, rows: Iterable[InputRow], options: dict[str, str], *, resume: bool) -> JobStore:
    """A new store with all rows, or with ``resume`` the one that was left.

    Raises:
        InvalidFile: a store is left and ``resume`` was not asked, or it belongs to another input or options.
    """
    rows = list(rows)
    identity = {**options, "input_sha256": _digest(rows)}
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
        return _fill_or_compare(db, path, rows, identity)
    except sqlite3.Error as error:
        if db is not None:
            db.close()
        if is_new:
            path.unlink(missing_ok=True)
        raise InvalidFile(
            f"{path.name} cannot be written or is no job: {error}; free the disk or delete that file", field="output"
        ) from error


def _fill_or_compare(db: sqlite3.Connection, path: Path, rows: list[InputRow], identity: dict[str, str]) -> JobStore:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    tables = db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'row'").fetchone()[0]
    if not tables:
        with db:
            db.executescript(f"BEGIN; {SCHEMA}")
            db.executemany("INSERT INTO row (number, address) VALUES (?, ?)", [(r.number, r.address) for r in rows])
            db.executemany("INSERT INTO job VALUES (?, ?)", identity.items())
        return JobStore(db)
    known = dict(db.execute("SELECT key, value FROM job"))
    for key, value in identity.items():
        if known.get(key) != value:
            db.close()
            what = "another input file" if key == "input_sha256" else f"another {key}: {known.get(key)}"
            raise InvalidFile(f"the unfinished job in {path.name} was started with {what}", field="resume")
    return JobStore(db)


def _digest(rows: list[InputRow]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row.number}\t{row.address}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
