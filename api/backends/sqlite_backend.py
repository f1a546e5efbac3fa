"""The embedded backend: one SQLite file in WAL mode, shared by the processes of one machine."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from api.backends.base import BackendDown
from api.backends.sqlite_wal import use_wal

BUSY_WAIT_S: Final = 5.0
"""A writer waits this long for another; a write takes well under a millisecond."""
SWEEP_EVERY_S: Final = 60.0
MAX_EXPIRING_ROWS: Final = 200_000
"""About 1 GB of cached reports; the oldest go first."""
KEYS_A_QUERY: Final = 500
"""Below SQLite's oldest default limit of 999 variables."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS kept (
  space TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, expires_at REAL,
  PRIMARY KEY (space, key)
);
CREATE INDEX IF NOT EXISTS kept_by_expiry ON kept (expires_at) WHERE expires_at IS NOT NULL;
"""


class SqliteBackend:
    """Safe to use from many threads: each has a connection of its own."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        """SQLite makes writers wait by sleeping; the threads of one process need not."""
        self._open: list[sqlite3.Connection] = []
        self._next_sweep = time.monotonic() + SWEEP_EVERY_S

    def get(self, space: str, key: str) -> bytes | None:
        with self._connection() as db:
            row = db.execute("SELECT value, expires_at FROM kept WHERE space = ? AND key = ?", (space, key)).fetchone()
        return row[0] if row and (row[1] is None or row[1] > time.time()) else None

    def get_many(self, space: str, keys: Sequence[str]) -> list[bytes | None]:
        found: dict[str, bytes] = {}
        now = time.time()
        with self._connection() as db:
            for start in range(0, len(keys), KEYS_A_QUERY):
                some = keys[start : start + KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                found |= db.execute(
                    f"SELECT key, value FROM kept WHERE space = ? AND key IN ({marks})"  # noqa: S608 only marks
                    " AND (expires_at IS NULL OR expires_at > ?)",
                    (space, *some, now),
                ).fetchall()
        return [found.get(key) for key in keys]

    def put(self, space: str, key: str, value: bytes, ttl_s: float | None) -> None:
        with self._connection() as db, self._writing:
            db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (space, key, value, _expiry(ttl_s)))
            self._sweep(db)

    def add(self, space: str, key: str, value: bytes, ttl_s: float | None) -> bool:
        with self._connection() as db, self._writing:
            changed = db.execute(
                "INSERT INTO kept VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                " SET value = excluded.value, expires_at = excluded.expires_at WHERE kept.expires_at <= ?",
                (space, key, value, _expiry(ttl_s), time.time()),
            )
            return changed.rowcount == 1

    def swap(self, space: str, key: str, old: bytes, new: bytes, ttl_s: float | None) -> bool:
        with self._connection() as db, self._writing:
            changed = db.execute(
                "UPDATE kept SET value = ?, expires_at = ? WHERE space = ? AND key = ? AND value = ?"
                " AND (expires_at IS NULL OR expires_at > ?)",
                (new, _expiry(ttl_s), space, key, old, time.time()),
            )
            return changed.rowcount == 1

    def remove(self, space: str, key: str, value: bytes | None = None) -> bool:
        with self._connection() as db, self._writing:
            gone = db.execute(
                "DELETE FROM kept WHERE space = ? AND key = ? AND (? IS NULL OR value = ?)", (space, key, value, value)
            )
            return gone.rowcount == 1

    def remove_many(self, space: str, keys: Sequence[str]) -> None:
        with self._connection() as db:
            for start in range(0, len(keys), KEYS_A_QUERY):
                some = keys[start : start + KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                with self._writing:
                    db.execute(f"DELETE FROM kept WHERE space = ? AND key IN ({marks})", (space, *some))  # noqa: S608

    def items(self, space: str) -> list[tuple[str, bytes]]:
        with self._connection() as db:
            return db.execute(
                "SELECT key, value FROM kept WHERE space = ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY key",
                (space, time.time()),
            ).fetchall()

    def ping(self) -> None:
        with self._connection() as db:
            db.execute("SELECT 1")

    def close(self) -> None:
        with self._lock:
            while self._open:
                self._open.pop().close()
        self._local = threading.local()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            db = getattr(self._local, "db", None)
            if db is None:
                db = self._local.db = self._connect()
            yield db
        except (sqlite3.Error, OSError) as error:
            raise BackendDown(f"{self.path.name}: {error}") from error

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Autocommit: every statement here is a transaction of its own. close() runs in another thread.
        db = sqlite3.connect(self.path, timeout=BUSY_WAIT_S, isolation_level=None, check_same_thread=False)
        with self._lock:
            self._open.append(db)
            use_wal(db, BUSY_WAIT_S)
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript(_SCHEMA)
        return db

    def _sweep(self, db: sqlite3.Connection) -> None:
        if time.monotonic() < self._next_sweep:
            return
        self._next_sweep = time.monotonic() + SWEEP_EVERY_S
        db.execute("DELETE FROM kept WHERE expires_at <= ?", (time.time(),))
        (count,) = db.execute("SELECT count(*) FROM kept WHERE expires_at IS NOT NULL").fetchone()
        if count > MAX_EXPIRING_ROWS:
            db.execute(
                "DELETE FROM kept WHERE rowid IN (SELECT rowid FROM kept WHERE expires_at IS NOT NULL"
                " ORDER BY expires_at LIMIT ?)",
                (count - MAX_EXPIRING_ROWS,),
            )


def _expiry(ttl_s: float | None) -> float | None:
    return None if ttl_s is None else time.time() + ttl_s
