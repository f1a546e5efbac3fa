"""One gathering at a time for a site in this process, and one for a question however many ask it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from api.config import MAX_QUEUED_A_SITE
from api.problems import ApiError

T = TypeVar("T")
RETRY_AFTER_S = 10


class Gatherings(Generic[T]):
    """Runs work in threads; the same key while it runs is the same future."""

    def __init__(self, threads: int, max_queued: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="gather")
        self._max_queued = max_queued
        self._lock = threading.Lock()
        self._by_key: dict[str, Future[T]] = {}
        self._by_site: dict[str, deque[tuple[str, Callable[[], T]]]] = {}

    def start(self, site: str, key: str, work: Callable[[], T]) -> Future[T]:
        """The future of this key, begun if nobody has; raises ``ApiError`` 503 when the queue is full."""
        with self._lock:
            if (running := self._by_key.get(key)) is not None:
                return running
            queue = self._by_site.get(site)
            if len(self._by_key) >= self._max_queued or (queue is not None and len(queue) >= MAX_QUEUED_A_SITE):
                raise ApiError(
                    503, "Too many sites are being looked at just now.", headers={"Retry-After": str(RETRY_AFTER_S)}
                )
            future: Future[T] = Future()
            self._by_key[key] = future
            if queue is not None:
                queue.append((key, work))
                return future
            self._by_site[site] = deque([(key, work)])
        self._pool.submit(self._drain, site)
        return future

    def running(self) -> int:
        return len(self._by_key)

    def _drain(self, site: str) -> None:
        while True:
            with self._lock:
                queue = self._by_site[site]
                if not queue:
                    del self._by_site[site]
                    return
                key, work = queue.popleft()
                future = self._by_key[key]
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001
                # Whatever it is, those who wait must hear of it instead of waiting on.
                self._done(key)
                future.set_exception(error)
            else:
                self._done(key)
                future.set_result(result)

    def _done(self, key: str) -> None:
        with self._lock:
            del self._by_key[key]
