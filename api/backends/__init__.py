"""What several processes (SQLite) or machines (Redis) of the service share: cached reports, leases, records."""

from __future__ import annotations

from api.backends.base import Backend, BackendDown
from api.backends.careful import CarefulCache
from api.backends.redis_backend import RedisBackend
from api.backends.sqlite_backend import SqliteBackend
from api.config import Config

__all__ = [
    "Backend",
    "BackendDown",
    "CarefulCache",
    "RedisBackend",
    "SqliteBackend",
    "open_backend",
    "open_job_backend",
]


def open_backend(config: Config) -> Backend:
    """Redis when an address is configured, else SQLite in the data folder; connects at first use."""
    if config.redis_url:
        return RedisBackend(config.redis_url)
    return SqliteBackend(config.settings.data_dir / "api" / "shared.sqlite3")


def open_job_backend(config: Config) -> Backend:
    """The same for bulk jobs. With SQLite a file of its own: it grows large, and its writers keep no cache waiting."""
    if config.redis_url:
        return RedisBackend(config.redis_url)
    return SqliteBackend(config.settings.data_dir / "api" / "jobs.sqlite3")
