"""A small cache in this process: bounded in bytes, first in first out, entries valid for one register state."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
MAX_BYTES: Final = 12 * 1024 * 1024
"""A worker stays within its 120 MB."""
ENTRY_BYTES: Final = 600
"""What an entry costs besides its value."""


class Memory(Generic[T]):
    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._entries: dict[Hashable, tuple[T, float, Hashable, int]] = {}
        self._bytes = 0

    def get(self, key: Hashable, generation: Hashable) -> T | None:
        entry = self._entries.get(key)
        if entry is None or entry[2] != generation or entry[1] < time.monotonic():
            return None
        return entry[0]

    def put(self, key: Hashable, value: T, ttl_s: float, generation: Hashable, size: int) -> None:
        size += ENTRY_BYTES
        with self._lock:
            if (old := self._entries.pop(key, None)) is not None:
                self._bytes -= old[3]
            self._entries[key] = (value, time.monotonic() + ttl_s, generation, size)
            self._bytes += size
            while self._bytes > self._max_bytes:
                first = next(iter(self._entries))
                self._bytes -= self._entries.pop(first)[3]
