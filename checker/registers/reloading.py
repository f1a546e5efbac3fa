"""The newest register index, without restart: a look-up notices a replaced file within a second.

A look-up that has begun ends on the file it began with; the old mapping goes when its last look-up does.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import Final

from checker.address import Address
from checker.errors import CheckerError
from checker.evidence import RegisterCopy, RegisterEvidence
from checker.registers.index import RegisterIndex

CHECK_EVERY_S: Final = 1.0
"""One stat() a second costs nothing; an update is minutes of work, so a second's delay is none."""

_log = logging.getLogger(__name__)
_NOTHING: Final = RegisterEvidence((), ())


class ReloadingIndex:
    """Answers from whichever index file stands at ``path``; with none there, from no copy at all."""

    def __init__(self, path: Path, *, check_every_s: float = CHECK_EVERY_S) -> None:
        self.path = path
        self._check_every_s = check_every_s
        self._lock = threading.Lock()
        self._index: RegisterIndex | None = None
        self._seen: tuple[int, int, int] | None = None
        self._next_check = 0.0

    def lookup(self, address: Address) -> RegisterEvidence:
        """As :meth:`RegisterIndex.lookup`; no entries and no copies while nothing has been loaded."""
        index = self._current()
        return index.lookup(address) if index else _NOTHING

    @property
    def copies(self) -> tuple[RegisterCopy, ...]:
        index = self._current()
        return index.copies if index else ()

    @property
    def generation(self) -> int:
        """The store's state that the index in use was built from; 0 when there is none."""
        index = self._current()
        return index.generation if index else 0

    def _current(self) -> RegisterIndex | None:
        if self._seen is None:
            with self._lock:  # everybody waits for the first look: "no index yet" would be a wrong answer
                if self._seen is None:
                    self._look()
        elif time.monotonic() >= self._next_check and self._lock.acquire(blocking=False):
            try:  # one thread looks, the others go on with what is there
                self._look()
            finally:
                self._lock.release()
        return self._index

    def _look(self) -> None:
        self._next_check = time.monotonic() + self._check_every_s
        try:
            stat = self.path.stat()
        except OSError:
            self._seen = self._seen or (0, 0, 0)
            return  # an index that vanished keeps answering: its pages are still ours
        seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if seen == self._seen:
            return
        try:
            index = RegisterIndex.open(self.path)
            index.verify()
            self._index = index
        except (CheckerError, OSError) as error:  # the last good one goes on
            _log.warning("register index not reloaded: %s", error)
        self._seen = seen
