"""Write-ahead mode for a file that several processes open at the same time."""

from __future__ import annotations

import random
import sqlite3
import time
from typing import Final

RETRY_AFTER_S: Final = 0.02


def use_wal(db: sqlite3.Connection, wait_s: float) -> None:
    """Turn the write-ahead log on; wait at most so many seconds for others.

    SQLite does not wait for its busy time here: two that open a new file at once would wait for each other. So it is
    tried again. Raises: sqlite3.OperationalError when the file stays locked, or for other reasons.
    """
    until = time.monotonic() + wait_s
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0, RETRY_AFTER_S))  # noqa: S311 only to fall out of step
        else:
            return
