"""A small cache in this process: bounded in bytes, entries valid for one state of what is known.

Two halves: when the young one is full it becomes the old one, and the old one goes at once. Dropping entries one
by one from the front of a dict costs more than looking up (it walks over all that were dropped before).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Iterable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
MAX_BYTES: Final = 12 * 1024 * 1024
"""A worker stays within its 120 MB."""
ENTRY_BYTES: Final = 400
"""What an entry costs besides its value."""


class Memory(Generic[T]):
    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._half = max_bytes // 2
        self._lock = threading.Lock()
        self._young: dict[Hashable, tuple[T, float, Hashable]] = {}
        self._old: dict[Hashable, tuple[T, float, Hashable]] = {}
        self._bytes = 0

    def get(self, key: Hashable, generation: Hashable) -> T | None:
        entry = self._young.get(key) or self._old.get(key)
        if entry is None or entry[2] != generation or entry[1] < time.monotonic():
            return None
        return entry[0]

    def put(self, key: Hashable, value: T, ttl_s: float, generation: Hashable, size: int) -> None:
        self.put_many(((key, value),), ttl_s, generation, size)

    def put_many(self, items: Iterable[tuple[Hashable, T]], ttl_s: float, generation: Hashable, size: int) -> None:
        """Keeps them all for a while; ``size`` is the bytes of one."""
        ends = time.monotonic() + ttl_s
        made = {key: (value, ends, generation) for key, value in items}
        with self._lock:
            self._bytes += (size + ENTRY_BYTES) * len(made)
            if self._bytes > self._half:
                self._old, self._young = self._young, {}
                self._bytes = (size + ENTRY_BYTES) * len(made)
            self._young.update(made)
