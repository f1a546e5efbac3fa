"""How much one caller may ask: by key, else by network address; counted in the shared backend.

Flask-Limiter counts and sets the ``X-RateLimit-*`` and ``Retry-After`` headers. It is asked only where an answer
costs something: what a process repeats from its memory is free (the counting would cost more than the answer).
While the backend is away each process counts for itself.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Final, Literal

from flask import Flask, Response, current_app, g, request
from flask_limiter import HeaderNames, Limiter, RateLimitExceeded
from limits import parse_many
from limits.storage import Storage

from api.backends import BackendDown
from api.backends.sqlite_wal import use_wal
from api.config import Config
from api.keys import Key, Keys
from api.problems import ApiError, make_problem, respond

Kind = Literal["quick", "full", "labels", "screen", "write", "jobs"]
BYTES_A_CALL: Final = 256 * 1024
"""A call with a longer body counts as several: 1,000 ordinary addresses have 100 kB, 1,000 of the longest 8 MB."""
BUSY_WAIT_S: Final = 0.5
"""For another process's write, which takes under a millisecond; a count is not worth a longer wait."""
IPV6_CALLER_BITS: Final = 64
"""One household or server has at least this network to itself."""
_COUNT: Final = """
INSERT INTO hits VALUES (:key, :amount, :now + :expiry) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN expires_at <= :now OR expires_at > :now + :expiry THEN :amount ELSE count + :amount END,
  expires_at = CASE WHEN expires_at <= :now OR expires_at > :now + :expiry THEN :now + :expiry ELSE expires_at END
RETURNING count
"""
"""A window that ends later than a whole one from now was begun before the clock was set back: it is over too."""
DEFAULT_RETRY_S: Final = 60.0
EXTENSION: Final = "pharmaproof-limits"


class SqliteLimits(Storage):
    """Counters of all processes on one machine; ``limits`` knows it by ``pharmaproof+sqlite://``."""

    STORAGE_SCHEME = ["pharmaproof+sqlite"]  # noqa: RUF012 declared so by the base class

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._path = Path(str(uri).partition("://")[2])
        self._local = threading.local()
        self._writing = threading.Lock()
        self._next_sweep = 0.0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return (sqlite3.Error, OSError)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        db = self._db()
        with self._writing:  # SQLite makes writers wait by sleeping; threads of one process need not
            (count,) = db.execute(
                _COUNT,
                {"key": key, "amount": amount, "now": now, "expiry": expiry},
            ).fetchone()
            if now > self._next_sweep:
                self._next_sweep = now + 60
                db.execute("DELETE FROM hits WHERE expires_at <= ?", (now,))
        return int(count)

    def get(self, key: str) -> int:
        row = self._db().execute("SELECT count FROM hits WHERE key = ? AND expires_at > ?", (key, time.time()))
        return int((row.fetchone() or (0,))[0])

    def get_expiry(self, key: str) -> float:
        now = time.time()
        row = self._db().execute("SELECT expires_at FROM hits WHERE key = ? AND expires_at > ?", (key, now)).fetchone()
        return float(row[0]) if row else now

    def check(self) -> bool:
        """Whether it counts again; after a wrong yes Flask-Limiter tries the same request over and over."""
        try:
            db = self._db()
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
        except (sqlite3.Error, OSError):
            return False
        return True

    def reset(self) -> int | None:
        return self._db().execute("DELETE FROM hits").rowcount

    def clear(self, key: str) -> None:
        self._db().execute("DELETE FROM hits WHERE key = ?", (key,))

    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = self._local.db = sqlite3.connect(self._path, timeout=BUSY_WAIT_S, isolation_level=None)
            use_wal(db, BUSY_WAIT_S)
            db.execute("PRAGMA synchronous = OFF")  # counters: a crash may forget a minute
            db.execute("CREATE TABLE IF NOT EXISTS hits (key TEXT PRIMARY KEY, count INTEGER, expires_at REAL)")
        return db


def install(app: Flask, config: Config, keys: Keys) -> None:
    """Makes the limiter; views call :func:`count_call`."""
    uri = config.redis_url or f"pharmaproof+sqlite://{config.settings.data_dir / 'api' / 'limits.sqlite3'}"
    options: dict[str, Any] = {"socket_timeout": 1, "socket_connect_timeout": 1} if config.redis_url else {}
    limiter = Limiter(
        caller,
        app=app,
        storage_uri=uri,
        storage_options=options,
        headers_enabled=True,
        header_name_mapping={HeaderNames.RETRY_AFTER: "X-RateLimit-Retry-After"},  # ours says when to come back
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        key_prefix="pharmaproof",
    )
    texts: dict[Kind, str] = {
        "quick": config.limit_quick,
        "full": config.limit_full,
        "labels": config.limit_labels,
        "screen": config.limit_screen,
        "write": config.limit_write,
        "jobs": config.limit_jobs,
    }
    app.extensions[EXTENSION] = {
        kind: _counter(limiter, kind, text, _times(text, config.key_factor)) for kind, text in texts.items()
    }

    @app.errorhandler(RateLimitExceeded)
    def had_enough(_: RateLimitExceeded) -> Response:
        current = limiter.current_limit
        wait = current.reset_at - time.time() if current else DEFAULT_RETRY_S
        return respond(make_problem(429), {"Retry-After": str(max(1, int(wait)))})

    @app.before_request
    def who() -> None:
        if (given := request.headers.get("Authorization")) is None:
            return
        kind, _, secret = given.partition(" ")
        try:
            key = keys.find(secret.strip()) if kind.lower() == "bearer" else None
        except BackendDown:
            # Not 401: a caller would take a good key for a bad one and give up.
            raise ApiError(
                503, "The key cannot be looked up just now.", code="storage-unavailable", headers={"Retry-After": "5"}
            ) from None
        if key is None:
            raise ApiError(401, "The key is not known or was taken back.", headers={"WWW-Authenticate": "Bearer"})
        g.key = key


def caller() -> str:
    """Key id or network of who asks, for counting only."""
    key: Key | None = g.get("key")
    if key is not None:
        return f"key:{key.id}"
    text = request.remote_addr or "unknown"
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if address.version == 6:
        return str(ip_network((address, IPV6_CALLER_BITS), strict=False))
    return text


def needed_key() -> Key:
    """The key of who asks; raises 401 when none was sent."""
    key: Key | None = g.get("key")
    if key is None:
        raise ApiError(
            401,
            "Bulk jobs need a key, sent as Authorization: Bearer pp_…; the operator makes one.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return key


def count_call(kind: Kind) -> None:
    """Counts this request; raises 429 when its caller has had enough of this kind."""
    current_app.extensions[EXTENSION][kind]()


def _counter(limiter: Limiter, kind: Kind, usual: str, keyed: str) -> Callable[[], None]:
    """A function that does nothing but be counted.

    Flask-Limiter's ``with limiter.limit(…)`` would be shorter, but keeps the limit under the place in the code where
    it is entered: of two requests at once one would be measured by the other's limit.
    """

    def count() -> None:
        pass

    count.__name__ = count.__qualname__ = f"count_{kind}"
    return limiter.shared_limit(lambda: keyed if "key" in g else usual, scope=kind, cost=_cost)(count)


def _cost() -> int:
    """Calls that this request counts as; views read the body first where its size matters."""
    return 1 + int(g.get("body_bytes", 0)) // BYTES_A_CALL


def _times(text: str, factor: int) -> str:
    return "; ".join(f"{i.amount * factor} per {i.multiples} {i.GRANULARITY.name}" for i in parse_many(text))
