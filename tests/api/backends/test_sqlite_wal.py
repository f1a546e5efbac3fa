"""A file that another process holds for a moment gets its write-ahead log all the same."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from api.backends.sqlite_wal import use_wal

HELD_S = 0.2


def test_it_waits_where_sqlite_does_not(tmp_path: Path) -> None:
    path = tmp_path / "held.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        release = threading.Timer(HELD_S, holder.execute, ("COMMIT",))
        release.start()
        with closing(sqlite3.connect(path, timeout=0)) as db:
            use_wal(db, 5.0)
            assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        release.join()


def test_a_file_that_stays_locked_is_an_error_in_time(tmp_path: Path) -> None:
    path = tmp_path / "held.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        locked = pytest.raises(sqlite3.OperationalError, match="locked")
        with closing(sqlite3.connect(path, timeout=0)) as db, locked:
            use_wal(db, HELD_S)
