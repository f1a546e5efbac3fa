"""Register entries with their history, in one SQLite file; the index is rebuilt from it.

A reading is applied in one transaction, and the index replaced in one rename after it: at any moment, also
after ``kill -9`` or with a full disk, the last good copy of both is there. The index carries the number of
the state it was built from, so that a rebuild which was interrupted is noticed and done by the next writer.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

import filelock

from checker.errors import CheckerError, RegisterUnavailable
from checker.evidence import RegisterCopy, RegisterEntry
from checker.registers.index import RegisterIndex, build_index
from checker.settings import Settings

MAX_LOSS: Final = 0.20
"""DESIGN.md section 4: a list that lost more than this share of its rows is held back unless forced."""
MAX_GROWTH: Final = 5
"""Times the last count, from 100 rows on: the register of another kind, or an attack, not news."""
LOCK_WAIT_S: Final = 20.0
"""An import waits this long for another writer; an update takes minutes and is told at once."""

Outcome = Literal["updated", "unchanged", "held-back", "failed", "skipped"]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS state (generation INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS copy (
  source TEXT PRIMARY KEY, authority TEXT NOT NULL, country TEXT NOT NULL, register_name TEXT NOT NULL,
  kind TEXT NOT NULL, polarity TEXT NOT NULL, proof TEXT NOT NULL, source_url TEXT NOT NULL,
  read_at TEXT NOT NULL, sha256 TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  row_count INTEGER NOT NULL, rejected TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attempt (
  source TEXT PRIMARY KEY, at TEXT NOT NULL, outcome TEXT NOT NULL, message TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
  source TEXT NOT NULL, expression TEXT NOT NULL, licence_number TEXT NOT NULL, name TEXT NOT NULL,
  status TEXT NOT NULL, scope TEXT NOT NULL, entry_url TEXT NOT NULL, reason TEXT NOT NULL,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, removed_on TEXT,
  PRIMARY KEY (source, expression, licence_number, name)
) WITHOUT ROWID;
"""
_ENTRY_COLUMNS: Final = "expression, licence_number, name, status, scope, entry_url, reason"


class StoreFailed(RegisterUnavailable):
    """Registers could not be written (full disk, missing right, damaged store); the last good copy stays."""

    code = "not-stored"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyInfo:
    """One reading of one source: what all its entries share."""

    source: str
    """Id of the source; of an imported file the authority's id with ``+file``."""
    authority: str
    country: str
    register_name: str
    kind: Literal["register", "accreditation", "warning_list"]
    polarity: Literal["positive", "negative"]
    proof: Literal["snapshot", "live_entry", "operator_list"]
    source_url: str
    read_at: datetime
    sha256: str
    """Of all bytes read, in order."""
    etag: str = ""
    last_modified: str = ""
    row_count: int = 0
    """Rows recognised, with or without a usable address."""
    rejected: str = ""
    """Rows without a usable address by reason, e.g. ``mail-address 12, no-address 3``."""


@dataclass(frozen=True, slots=True)
class Change:
    """What applying a reading did to the entries of its source."""

    added: int
    removed: int
    kept: int
    held_back: str = ""
    """Why nothing was applied; "" when it was."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last time a source was tried."""

    source: str
    at: datetime
    outcome: Outcome
    message: str


def registers_dir(settings: Settings) -> Path:
    """Folder of store and index."""
    return settings.data_dir / "registers"


def index_path(settings: Settings) -> Path:
    """File of the index that look-ups read."""
    return registers_dir(settings) / "index.bin"


class RegisterStore:
    """The store of one data folder, opened; close it or use it in ``with``."""

    def __init__(self, settings: Settings) -> None:
        self.folder = registers_dir(settings)
        self.index_path = index_path(settings)
        self._lock = filelock.FileLock(self.folder / "lock")
        with _named_failures():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.folder / "registers.sqlite3", isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self, wait_s: float = LOCK_WAIT_S) -> Iterator[None]:
        """Hold the one right to write, and leave with an index of the newest state.

        **Raises** ``RegisterUnavailable`` (``update-running``) when another process keeps it for longer.
        """
        try:
            with _named_failures():
                self._lock.acquire(timeout=wait_s)
        except filelock.Timeout:
            raise RegisterUnavailable(
                "another update of the registers is running; wait for its end", code="update-running"
            ) from None
        try:
            yield
            self.rebuild_index_if_stale()
        finally:
            self._lock.release()

    def apply(self, info: CopyInfo, entries: Iterable[RegisterEntry], *, force: bool = False) -> Change:
        """Make the reading the current copy of its source, or hold it back when it shrank or grew too much."""
        today = info.read_at.date().isoformat()
        rows = [
            (info.source, e.expression, e.licence_number, e.name, e.status, e.scope, e.entry_url, e.reason, today)
            for e in entries
        ]
        keys = {r[1:4] for r in rows}
        before = self._active_count(info.source)
        if (why := _why_held_back(before, len(keys))) and not force:
            return Change(0, 0, before, why)
        with self._transaction():
            known = self._known(info.source)
            self._db.execute(
                "CREATE TEMP TABLE IF NOT EXISTS seen"
                " (expression, licence_number, name, PRIMARY KEY (expression, licence_number, name)) WITHOUT ROWID"
            )
            self._db.execute("DELETE FROM seen")
            self._db.executemany("INSERT INTO seen VALUES (?, ?, ?)", keys)
            self._db.executemany(
                f"INSERT INTO entry (source, {_ENTRY_COLUMNS}, first_seen, last_seen)"  # noqa: S608  fixed names
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)"
                " ON CONFLICT DO UPDATE SET status = ?5, scope = ?6, entry_url = ?7, reason = ?8, last_seen = ?9,"
                " removed_on = NULL",
                rows,
            )
            removed = self._db.execute(
                "UPDATE entry SET removed_on = ? WHERE source = ? AND removed_on IS NULL"
                " AND (expression, licence_number, name) NOT IN (SELECT * FROM seen)",
                (today, info.source),
            ).rowcount
            self._put_copy(info)
        return Change(len(keys - known), removed, len(keys & known))

    def renew(self, source: str, read_at: datetime) -> None:
        """The source says that its list has not changed: the copy is as fresh as if read now."""
        with self._transaction():
            self._db.execute("UPDATE copy SET read_at = ? WHERE source = ?", (read_at.isoformat(), source))
            self._db.execute(
                "UPDATE entry SET last_seen = ? WHERE source = ? AND removed_on IS NULL",
                (read_at.date().isoformat(), source),
            )

    def note(self, attempt: Attempt) -> None:
        """Remember how trying a source went; does not change what look-ups answer."""
        with _named_failures():
            self._db.execute(
                "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?)",
                (attempt.source, attempt.at.isoformat(), attempt.outcome, attempt.message),
            )

    def copies(self) -> tuple[CopyInfo, ...]:
        """The current copy of each source, by source id."""
        rows = self._db.execute("SELECT * FROM copy ORDER BY source").fetchall()
        return tuple(_copy_info(row) for row in rows)

    def copy(self, source: str) -> CopyInfo | None:
        row = self._db.execute("SELECT * FROM copy WHERE source = ?", (source,)).fetchone()
        return _copy_info(row) if row else None

    def attempts(self) -> dict[str, Attempt]:
        rows = self._db.execute("SELECT source, at, outcome, message FROM attempt").fetchall()
        return {r[0]: Attempt(r[0], datetime.fromisoformat(r[1]), r[2], r[3]) for r in rows}

    def counts(self) -> dict[str, tuple[int, int]]:
        """(active entries, removed entries) by source."""
        query = "SELECT source, SUM(removed_on IS NULL), SUM(removed_on IS NOT NULL) FROM entry GROUP BY source"
        return {source: (active, gone) for source, active, gone in self._db.execute(query)}

    def entries(self, authority: str | None = None) -> Iterator[RegisterEntry]:
        """All entries, also removed ones, with history, sorted by source and expression."""
        for info in self.copies():
            if authority in (None, info.authority):
                yield from self._entries_of(info)

    def changes_since(self, day: date, authority: str | None = None) -> tuple[tuple[str, RegisterEntry], ...]:
        """("added" or "removed", entry) for what changed on that day or later, newest first."""
        found = [
            (what, when, entry)
            for entry in self.entries(authority)
            for what, when in (("added", entry.first_seen), ("removed", entry.removed_on))
            if when is not None and when >= day
        ]
        found.sort(key=lambda row: (-row[1].toordinal(), row[0], row[2].authority, row[2].expression))
        return tuple((what, entry) for what, _, entry in found)

    def forget(self, source: str) -> int:
        """Number of entries deleted with the copy of that source, history included."""
        with self._transaction():
            self._db.execute("DELETE FROM copy WHERE source = ?", (source,))
            return self._db.execute("DELETE FROM entry WHERE source = ?", (source,)).rowcount

    def rebuild_index_if_stale(self) -> bool:
        """True when the index was not of the newest state and has been built anew."""
        generation = self._generation()
        if generation == 0 and not self.index_path.exists():
            return False
        try:
            with RegisterIndex.open(self.index_path) as index:
                if index.generation == generation:
                    return False
        except CheckerError:
            pass  # no index yet, or a damaged one: that is what building is for
        for left_over in self.folder.glob("index.bin.*.new"):
            left_over.unlink(missing_ok=True)
        active = {source: count[0] for source, count in self.counts().items()}
        copies = [
            RegisterCopy(c.authority, c.country, c.register_name, c.read_at, active.get(c.source, 0))
            for c in self.copies()
        ]
        with _named_failures():
            build_index(self.entries(), copies, self.index_path, generation=generation)
        return True

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _named_failures():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                # By the clock, so that a new store never has the number of an index that an old one left.
                generation = max(self._generation() + 1, int(time.time() * 1000))
                self._db.execute("DELETE FROM state")
                self._db.execute("INSERT INTO state VALUES (?)", (generation,))
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _generation(self) -> int:
        row = self._db.execute("SELECT generation FROM state").fetchone()
        return int(row[0]) if row else 0

    def _put_copy(self, info: CopyInfo) -> None:
        values = (
            info.source, info.authority, info.country, info.register_name, info.kind, info.polarity, info.proof,
            info.source_url, info.read_at.isoformat(), info.sha256, info.etag, info.last_modified,
            info.row_count, info.rejected,
        )  # fmt: skip
        self._db.execute(f"INSERT OR REPLACE INTO copy VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608

    def _active_count(self, source: str) -> int:
        query = "SELECT COUNT(*) FROM entry WHERE source = ? AND removed_on IS NULL"
        return int(self._db.execute(query, (source,)).fetchone()[0])

    def _known(self, source: str) -> set[tuple[str, str, str]]:
        query = "SELECT expression, licence_number, name FROM entry WHERE source = ? AND removed_on IS NULL"
        return set(self._db.execute(query, (source,)))

    def _entries_of(self, info: CopyInfo) -> Iterator[RegisterEntry]:
        query = f"SELECT {_ENTRY_COLUMNS}, first_seen, last_seen, removed_on FROM entry WHERE source = ?"  # noqa: S608
        with closing(self._db.execute(query + " ORDER BY expression, licence_number, name", (info.source,))) as rows:
            for expression, licence, name, status, scope, entry_url, reason, first, last, removed in rows:
                yield RegisterEntry(
                    info.authority, info.country, expression, info.polarity, name, licence,
                    "removed" if removed else status, scope, info.kind, info.source_url, entry_url, info.read_at,
                    date.fromisoformat(first), date.fromisoformat(last),
                    date.fromisoformat(removed) if removed else None,
                    info.proof, info.sha256, reason,
                )  # fmt: skip


@contextmanager
def _named_failures() -> Iterator[None]:
    try:
        yield
    except filelock.Timeout:  # an OSError too, but no failure
        raise
    except (sqlite3.Error, OSError) as error:
        raise StoreFailed(f"the registers could not be stored: {error}; the last good copy stays") from error


def _why_held_back(before: int, now: int) -> str:
    if now < before * (1 - MAX_LOSS):
        return f"the list shrank from {before} to {now} entries; look at it, then repeat with --force"
    if before >= 100 and now > before * MAX_GROWTH:
        return f"the list grew from {before} to {now} entries; look at it, then repeat with --force"
    return ""


def _copy_info(row: tuple[Any, ...]) -> CopyInfo:
    return CopyInfo(
        source=row[0], authority=row[1], country=row[2], register_name=row[3], kind=row[4], polarity=row[5],
        proof=row[6], source_url=row[7], read_at=datetime.fromisoformat(row[8]), sha256=row[9], etag=row[10],
        last_modified=row[11], row_count=row[12], rejected=row[13],
    )  # fmt: skip
