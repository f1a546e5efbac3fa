"""What several processes (SQLite) or machines (Redis) of the service share: cached reports, leases, records."""

from __future__ import annotations

from api.backends.base import Backend, BackendDown
from api.backends.careful import CarefulCache
from api.backends.redis_backend import RedisBackend
from api.backends.sqlite_backend import SqliteBackend
from api.config import Config

__all__ = ["Backend", "BackendDown", "CarefulCache", "RedisBackend", "SqliteBackend", "open_backend"]


def open_backend(config: Config) -> Backend:
    """Redis when an address is configured, else SQLite in the data folder; connects at first use."""
    if config.redis_url:
        return RedisBackend(config.redis_url)
    return SqliteBackend(config.settings.data_dir / "api" / "shared.sqlite3")
