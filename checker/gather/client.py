"""Guarded HTTP client: a public page within its limits, or a :class:`PageUnavailable` that says why not.

What holds for every fetch (DESIGN.md section 9): only addresses that ``checker.address.parse_address`` takes;
every address of the name is public, and the connection goes to exactly the one that was vetted; both again
at each redirect; one deadline over look-up, redirects, headers and body; a cap on the decoded body; TLS
verified by name; no cookies, no proxies or passwords from the environment, no ``Refresh``. Connections are
not kept: each request resolves and vets anew, so nothing can ride on an older check.
"""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import ada_url
import certifi
import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from checker.address import Address, parse_address
from checker.errors import InputError, PageUnavailable
from checker.gather.connection import Deadline, Guard, GuardedSocket, GuardedTlsSocket, connect
from checker.gather.networks import AddressRule
from checker.settings import DEFAULT, MAX_REDIRECTS, Settings

HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
"""What ``parse_page`` reads. Plain text is left out: browsers don't render it, so it is no shop."""

ACCEPT_ENCODING: Final = "gzip, deflate, br, zstd"
"""As browsers send it; a server may send any of these whatever we ask, so all must be decoded."""
READ_BYTES: Final = 16 * 1024
"""Decoded bytes taken at a time: the most that a compression bomb can expand beyond the cap."""
OVERHEAD_BYTES: Final = 512 * 1024
"""Allowed on top of the page for headers, redirects and chunk framing."""
MIN_PARTIAL_BYTES: Final = 1024
"""A body that breaks off is still evaluated when this much of it came: visitors see it too, and a site must
not escape by never finishing. Less than this says nothing about what visitors see."""
MAX_CODINGS: Final = 2
"""Codings on top of each other. Each level multiplies by up to 1,000 what a few bytes make the decoder work
through, unseen by the deadline; two can still be worked through between two reads."""
REDIRECT_STATUSES: Final = frozenset({301, 302, 303, 307, 308})

# urllib3 warns about odd headers and prints the full address, which is what users want kept private.
logging.getLogger("urllib3").setLevel(logging.ERROR)


class HttpStatus(PageUnavailable):
    """The server answered with a status of 400 or more; RDAP and registers act on which."""

    code = "http-status"

    def __init__(self, message: str, *, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Response:
    """What one fetch gave."""

    url: str
    """Address asked for, in canonical form."""
    final_url: str
    """Address after redirects."""
    status: int
    headers: Mapping[str, str]
    """Keys in lower case; repeated headers joined with ", "."""
    content_type: str
    """The header as sent, with its parameters; "" when none."""
    body: bytes
    """Decoded from its transfer and content encodings; not from its charset."""
    redirects: tuple[str, ...]
    """Addresses passed on the way, in order, without the first and the last."""
    is_cut: bool
    """The body is a beginning only; a list or a record must not be read from it."""
    gathered_at: datetime
    cut_code: str = ""
    """Why: ``too-large``, ``timeout``, ``connection-failed`` or ``bad-encoding``; "" when it is whole."""


class Client:
    """Fetches pages under the limits of the settings; one instance serves any number of threads."""

    def __init__(self, settings: Settings = DEFAULT) -> None:
        self.settings = settings
        self._rule = AddressRule(settings.allow_networks)
        self._tls = _tls_context(settings.ca_file)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is kept open between fetches; the form is for callers that will not rely on that."""

    def guard(self, deadline: Deadline, max_received_bytes: int) -> Guard:
        """The rule of this client for an exchange other than HTTP (WHOIS)."""
        return Guard(deadline, self._rule, self.settings.resolver, max_received_bytes)

    def fetch(
        self,
        url: str,
        *,
        deadline_s: float | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
        accept: tuple[str, ...] | None = HTML_TYPES,
    ) -> Response:
        """The page at the address, after at most five redirects.

        ``accept`` names the media types that are wanted, in lower case; None takes any. ``headers`` add to or
        replace the client's own. A body longer than ``max_bytes`` is cut there and marked.

        Raises :class:`PageUnavailable` with one of its codes, and nothing else.
        """
        deadline = Deadline(self.settings.page_deadline_s if deadline_s is None else deadline_s)
        cap = self.settings.max_page_bytes if max_bytes is None else max_bytes
        adapter = _GuardedAdapter(self.guard(deadline, cap + OVERHEAD_BYTES), self._tls)
        address = self._vet(url)
        passed = [address.url]
        while True:
            with _Reply(adapter, address, self._request_headers(headers, accept), deadline) as reply:
                target = reply.redirect_target()
                if target is None:
                    return reply.response(passed, cap, accept)
            if len(passed) > MAX_REDIRECTS:
                raise PageUnavailable(
                    f"{address.host} redirects more than {MAX_REDIRECTS} times.", code="too-many-redirects"
                )
            address = self._vet(target)
            passed.append(address.url)

    def _vet(self, url: str) -> Address:
        try:
            return parse_address(url, allow_reserved=self.settings.allow_reserved_names)
        except InputError as error:
            raise PageUnavailable(f"This address is never fetched: {error.message}", code="blocked-address") from error

    def _request_headers(self, extra: Mapping[str, str] | None, accept: tuple[str, ...] | None) -> dict[str, str]:
        own = {
            "User-Agent": self.settings.user_agent,
            "Accept": "*/*" if accept is None else ",".join((*accept, "*/*;q=0.5")),
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        return own | dict(extra or {})


def _tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """One context for all threads: loading the authorities takes longer than a fetch."""
    context = ssl.create_default_context(cafile=str(ca_file or certifi.where()))
    context.sslsocket_class = GuardedTlsSocket
    return context


class _GuardedConnection(HTTPConnection):
    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self._guard = guard

    def _new_conn(self) -> GuardedSocket:
        return connect(self.host, self.port, self._guard)


class _GuardedTlsConnection(HTTPSConnection):
    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self._guard = guard

    def _new_conn(self) -> GuardedSocket:
        return connect(self.host, self.port, self._guard)

    def connect(self) -> None:
        super().connect()
        if not isinstance(self.sock, GuardedTlsSocket):
            raise TypeError(f"expected a guarded socket, got {type(self.sock).__name__}")
        self.sock.guard = self._guard


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _GuardedConnection


class _GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTlsConnection


class _GuardedAdapter(HTTPAdapter):
    """Sends over guarded connections only. One for each fetch, so that it can carry that fetch's guard."""

    def __init__(self, guard: Guard, tls: ssl.SSLContext) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self._guard = guard
        self._tls = tls

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_: Any, **__: Any
    ) -> HTTPConnectionPool:
        parts = urllib3.util.parse_url(request.url or "")
        host = parts.host or ""
        if parts.scheme == "https":
            return _GuardedTlsPool(host, parts.port, guard=self._guard, ssl_context=self._tls)
        return _GuardedPool(host, parts.port, guard=self._guard)

    def cert_verify(self, *_: Any, **__: Any) -> None:
        """The context verifies. requests would load its own list of authorities for each connection."""


class _Reply:
    """One request and its answer, closed on leaving."""

    def __init__(self, adapter: _GuardedAdapter, address: Address, headers: dict[str, str], deadline: Deadline) -> None:
        self._adapter = adapter
        self._address = address
        self._deadline = deadline
        request = requests.Request("GET", address.url, headers=headers).prepare()
        sent_to = urllib3.util.parse_url(request.url or "").host
        if sent_to != address.host:  # two parsers that disagree on the host are how such checks are passed by
            raise PageUnavailable(f"The address of {address.host} is ambiguous.", code="blocked-address")
        try:
            # No session: it would add cookies, proxies, passwords and its own redirects.
            self._answer = adapter.send(request, stream=True, timeout=deadline.seconds)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise self._failure(error) from error
        self._raw: urllib3.HTTPResponse = self._answer.raw

    def __enter__(self) -> _Reply:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()
        self._adapter.close()

    def redirect_target(self) -> str | None:
        """Absolute address of the redirect; None when this answer is none. ``Refresh`` is not followed."""
        location = self._answer.headers.get("Location")
        if self._answer.status_code not in REDIRECT_STATUSES or location is None:
            return None
        with suppress(UnicodeEncodeError):
            # Header bytes arrive as Latin-1; browsers read them as UTF-8.
            location = location.encode("latin-1").decode("utf-8", errors="replace")
        try:
            return ada_url.join_url(self._address.url, location)
        except ValueError as error:
            raise PageUnavailable(
                f"{self._address.host} redirects to something that is no address.", code="blocked-address"
            ) from error

    def response(self, passed: list[str], cap: int, accept: tuple[str, ...] | None) -> Response:
        """The answer with its body, when status and media type are what was asked for."""
        headers = {name.lower(): value for name, value in self._answer.headers.items()}
        status = self._answer.status_code
        host = self._address.host
        if status < 200:  # http.client takes 103 and the like for the answer; what follows is lost
            raise PageUnavailable(f"{host} answered with HTTP status {status} only.", code="connection-failed")
        if status >= 400:
            raise HttpStatus(f"{host} answered with HTTP status {status}.", status=status, headers=headers)
        content_type = headers.get("content-type", "")
        # A comma stands where the server sent the header twice.
        media_type = re.split("[;,]", content_type, maxsplit=1)[0].strip().lower()
        if accept is not None and media_type and media_type not in accept and status < 300:
            raise PageUnavailable(f"{host} sent {media_type[:60]}, not a web page.", code="not-html")
        body, cut_code = self._body(cap, headers.get("content-encoding", ""))
        if accept is not None and not media_type and body and not _looks_like_markup(body):
            raise PageUnavailable(f"{host} sent no media type and nothing like a page.", code="not-html")
        return Response(
            url=passed[0],
            final_url=passed[-1],
            status=status,
            headers=headers,
            content_type=content_type,
            body=body,
            redirects=tuple(passed[1:-1]),
            is_cut=bool(cut_code),
            gathered_at=datetime.now(UTC),
            cut_code=cut_code,
        )

    def _body(self, cap: int, content_encoding: str) -> tuple[bytes, str]:
        """(decoded body, "" or why it is only a beginning)."""
        codings = [coding.strip().lower() for coding in content_encoding.split(",")]
        if len(codings) > MAX_CODINGS:
            raise PageUnavailable(f"{self._address.host} sent a page compressed too often.", code="bad-encoding")
        # As browsers do: a coding that nobody knows is no coding.
        is_encoded = all(coding in urllib3.HTTPResponse.CONTENT_DECODERS for coding in codings)
        body = bytearray()
        try:
            while piece := self._raw.read1(READ_BYTES, decode_content=is_encoded):
                body += piece
                if len(body) > cap:
                    del body[cap:]
                    return bytes(body), "too-large"
                self._deadline.remaining_s()
        except PageUnavailable as error:
            failure = error
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            failure = self._failure(error)
            failure.__cause__ = error
        else:
            return bytes(body), ""
        if len(body) < MIN_PARTIAL_BYTES:
            raise failure
        return bytes(body), failure.code

    def _failure(self, error: Exception) -> PageUnavailable:
        """The kind of ours for what requests, urllib3 or the socket raised."""
        host = self._address.host
        timeouts = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
        if self._deadline.is_over or isinstance(error, timeouts):
            return self._deadline.failure(host)
        if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError | ssl.SSLError):
            return PageUnavailable(f"No secure connection to {host}: {_reason(error)}.", code="tls-failed")
        if isinstance(error, urllib3.exceptions.DecodeError):
            return PageUnavailable(f"{host} sent a damaged compressed page.", code="bad-encoding")
        return PageUnavailable(f"The connection to {host} broke: {_reason(error)}.", code="connection-failed")


def _looks_like_markup(body: bytes) -> bool:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _reason(error: BaseException) -> str:
    """The innermost cause in at most 200 characters; the outer ones repeat the whole address."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message.rstrip(".")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)[:200] or type(error).__name__
