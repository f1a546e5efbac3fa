"""Quick checks that this process has just answered, sent again without entering Flask.

Half of a warm quick check was Flask finding the view, and a quarter its hooks. What was sent with 200 to the same
query string is repeated, headers and all, for ``MEMORY_S`` or until a register or an override changes. Anything out
of the ordinary (a key, a validator, another method) goes the whole way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from api.known import Known
from api.memory import Memory
from api.metrics import CHECKS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MEMORY_S: Final = 30.0
"""As long as the answer's own ``max-age``."""
PATH: Final = "/v1/check"
_COUNT: Final = CHECKS.labels("quick", "memory", "")
Sent = tuple[list[tuple[str, str]], bytes]


class Fast:
    """WSGI middleware around the application."""

    def __init__(self, app: WSGIApplication, known: Known) -> None:
        self._app = app
        self._known = known
        self._memory: Memory[Sent] = Memory()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        if (
            environ["PATH_INFO"] != PATH
            or environ["REQUEST_METHOD"] != "GET"
            or "depth=quick" not in environ["QUERY_STRING"]
            or "HTTP_AUTHORIZATION" in environ
            or "HTTP_IF_NONE_MATCH" in environ
        ):
            return self._app(environ, start)
        generation = self._known.generation
        query = environ["QUERY_STRING"]
        sent = self._memory.get(query, generation)
        if sent is not None:
            _COUNT.inc()
            start("200 OK", sent[0])
            return [sent[1]]
        return self._whole_way(environ, start, query, generation)

    def _whole_way(
        self, environ: WSGIEnvironment, start: StartResponse, query: str, generation: object
    ) -> Iterable[bytes]:
        answer: list[tuple[str, list[tuple[str, str]]]] = []

        def remember(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            answer.append((status, headers))
            return start(status, headers, exc_info)

        parts = self._app(environ, remember)
        try:
            body = b"".join(parts)
        finally:
            if (close := getattr(parts, "close", None)) is not None:
                close()
        status, headers = answer[0]
        if status.startswith("200 "):
            kept = [(name, value) for name, value in headers if not name.startswith(("X-RateLimit", "Retry-After"))]
            self._memory.put(query, (kept, body), MEMORY_S, generation, len(body) + len(query))
        return [body]
