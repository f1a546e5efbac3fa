"""The body of a request as bytes, and a JSON body -> a typed value; what is wrong with it is named."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import msgspec
from flask import current_app, g, request

from api.problems import ApiError

T = TypeVar("T")
MAX_READERS: Final = 12
"""Bodies that one process reads at a time. A body may come as slowly as its sender likes and holds a thread so long;
with ``api.config.MAX_WAITERS`` these leave threads for quick answers. Behind a proxy that buffers, a read takes
milliseconds."""
MAX_READERS_A_CALLER: Final = 8


def read_json(kind: type[T]) -> T:
    """Raises ``ApiError`` 415 for other media types, 400 ``invalid-body`` for anything but a value of that type."""
    if request.mimetype != "application/json":
        raise ApiError(415, "Send application/json.")
    return decode(kind, read_bytes())


def read_bytes() -> bytes:
    """The whole body; ``g.body_bytes`` tells its size to who counts. Raises ``ApiError`` 413, 503.

    Of a body without ``Content-Length`` Werkzeug reads as far as the limit and silently leaves out the rest.
    """
    with _readers.one_more(request.remote_addr or ""):
        data = request.get_data(cache=False)
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if request.content_length is None and limit is not None and len(data) >= limit:
        raise ApiError(413)
    g.body_bytes = len(data)
    return data


class _Readers:
    """How many bodies are being read, by caller."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_caller: Counter[str] = Counter()

    @contextmanager
    def one_more(self, caller: str) -> Iterator[None]:
        with self._lock:
            if self._by_caller.total() >= MAX_READERS or self._by_caller[caller] >= MAX_READERS_A_CALLER:
                raise ApiError(503, "Too many bodies are on their way just now.", headers={"Retry-After": "1"})
            self._by_caller[caller] += 1
        try:
            yield
        finally:
            with self._lock:
                self._by_caller[caller] -= 1
                if not self._by_caller[caller]:
                    del self._by_caller[caller]


_readers: Final = _Readers()


def decode(kind: type[T], body: bytes) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, f"The JSON is not as it should be: {error}.", code="invalid-body", field="body") from None
