"""The shared backend: Redis, for several machines. Keys are ``pharmaproof:<space>:<key>``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import redis

from api.backends.base import BackendDown

TIMEOUT_S: Final = 1.0
"""A Redis that takes longer is no help to a caller who waits; the check goes on without it."""
PREFIX: Final = "pharmaproof"

KEYS_A_CALL: Final = 1000
"""No call takes so long that others wait for it."""

_REMOVE_IF: Final = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end"
_SWAP: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
"""


class RedisBackend:
    """Safe to use from many threads; the pool connects again by itself."""

    name = "redis"

    def __init__(self, url: str) -> None:
        self._redis: Any = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            health_check_interval=30,
            retry=None,
        )
        self._remove_if: Any = self._redis.register_script(_REMOVE_IF)
        self._swap: Any = self._redis.register_script(_SWAP)

    def get(self, space: str, key: str) -> bytes | None:
        with _named():
            value: bytes | None = self._redis.get(_name(space, key))
        return value

    def get_many(self, space: str, keys: Sequence[str]) -> list[bytes | None]:
        if not keys:
            return []
        with _named():
            values: list[bytes | None] = self._redis.mget([_name(space, key) for key in keys])
        return values

    def put(self, space: str, key: str, value: bytes, ttl_s: float | None) -> None:
        with _named():
            self._redis.set(_name(space, key), value, px=_milliseconds(ttl_s))

    def add(self, space: str, key: str, value: bytes, ttl_s: float | None) -> bool:
        with _named():
            return bool(self._redis.set(_name(space, key), value, px=_milliseconds(ttl_s), nx=True))

    def swap(self, space: str, key: str, old: bytes, new: bytes, ttl_s: float | None) -> bool:
        with _named():
            ttl = "" if ttl_s is None else _milliseconds(ttl_s)
            return bool(self._swap(keys=[_name(space, key)], args=[old, new, ttl]))

    def remove(self, space: str, key: str, value: bytes | None = None) -> bool:
        with _named():
            if value is None:
                return bool(self._redis.delete(_name(space, key)))
            return bool(self._remove_if(keys=[_name(space, key)], args=[value]))

    def remove_many(self, space: str, keys: Sequence[str]) -> None:
        with _named():
            for start in range(0, len(keys), KEYS_A_CALL):
                self._redis.unlink(*(_name(space, key) for key in keys[start : start + KEYS_A_CALL]))

    def items(self, space: str) -> list[tuple[str, bytes]]:
        start = len(_name(space, ""))
        with _named():
            names = sorted(name.decode() for name in self._redis.scan_iter(_name(space, "*"), count=500))
            values = self._redis.mget(names) if names else []
        return [(name[start:], value) for name, value in zip(names, values, strict=True) if value is not None]

    def ping(self) -> None:
        with _named():
            self._redis.ping()

    def close(self) -> None:
        self._redis.close()


def _name(space: str, key: str) -> str:
    return f"{PREFIX}:{space}:{key}"


def _milliseconds(ttl_s: float | None) -> int | None:
    return None if ttl_s is None else max(1, round(ttl_s * 1000))


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except (redis.RedisError, OSError) as error:
        raise BackendDown(f"redis: {type(error).__name__}") from error
