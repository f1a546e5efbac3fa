"""A cache that may vanish: while its backend is down it holds nothing, says so once, and heals by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from api.backends.base import Backend, BackendDown
from api.metrics import BACKEND_FAILURES

REST_S: Final = 1.0
"""After a failure nobody asks the backend for this long, so that its time limit is not paid by every request."""
T = TypeVar("T")
_log: Final = logging.getLogger(__name__)


class CarefulCache:
    """Raises nothing. A lost lease only means that two processes may do the same work."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self._lock = threading.Lock()
        self._rest_until = 0.0
        self._is_down = False

    @property
    def is_down(self) -> bool:
        return self._is_down

    def get(self, space: str, key: str) -> bytes | None:
        return self._ask(lambda: self.backend.get(space, key), None)

    def get_many(self, space: str, keys: Sequence[str]) -> list[bytes | None]:
        return self._ask(lambda: self.backend.get_many(space, keys), [None] * len(keys))

    def put(self, space: str, key: str, value: bytes, ttl_s: float) -> None:
        self._ask(lambda: self.backend.put(space, key, value, ttl_s), None)

    def add(self, space: str, key: str, value: bytes, ttl_s: float) -> bool:
        return self._ask(lambda: self.backend.add(space, key, value, ttl_s), True)

    def remove(self, space: str, key: str, value: bytes) -> bool:
        return self._ask(lambda: self.backend.remove(space, key, value), True)

    def _ask(self, question: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < self._rest_until:
            return otherwise
        try:
            answer = question()
        except BackendDown as error:
            self._failed(error)
            return otherwise
        if self._is_down:
            self._healed()
        return answer

    def _failed(self, error: BackendDown) -> None:
        BACKEND_FAILURES.labels(self.backend.name).inc()
        with self._lock:
            self._rest_until = time.monotonic() + REST_S
            first, self._is_down = not self._is_down, True
        if first:
            _log.error("backend %s is down, going on without cache: %s", self.backend.name, error)

    def _healed(self) -> None:
        with self._lock:
            first, self._is_down = self._is_down, False
        if first:
            _log.warning("backend %s answers again", self.backend.name)
