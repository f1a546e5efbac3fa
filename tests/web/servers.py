"""Real HTTP and HTTPS servers for invented names, and plain TCP services beside them.

::

    with Web() as web:
        web.add("shop.test", Site({"/": "<title>Shop</title>", "/pdf": Reply(b"%PDF-", "application/pdf")}))
        response = Client(web.settings()).fetch("https://shop.test/")
        assert web.requests("shop.test")[0].path == "/"
"""

from __future__ import annotations

import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer, ThreadingMixIn
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

import trustme

from checker.settings import Settings, SocketAddress

HTTP_PORT: Final = 80
HTTPS_PORT: Final = 443
WHOIS_PORT: Final = 43
MAX_HANG_S: Final = 60.0
"""Hostile handlers end by themselves after this, should a test forget to close its web."""


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    scheme: str
    method: str
    host: str
    path: str
    """With its query."""
    headers: Mapping[str, str]
    """Keys in lower case."""


@dataclass(frozen=True)
class Reply:
    """An ordinary answer. Text is sent as UTF-8."""

    body: str | bytes = ""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def redirect(cls, location: str, status: int = 302) -> Reply:
        return cls(status=status, headers=(("Location", location),))


class Exchange:
    """What a handler gets: the request, and the connection for those that misbehave."""

    def __init__(self, request: Request, connection: socket.socket, closing: threading.Event) -> None:
        self.request = request
        self.connection = connection
        self._closing = closing

    def send(self, data: bytes) -> None:
        """Raw bytes on the wire, status line and headers included."""
        self.connection.sendall(data)

    def wait(self, seconds: float = MAX_HANG_S) -> bool:
        """Sleep, but no longer than the web is open. False when it was closed meanwhile."""
        return not self._closing.wait(seconds)

    def reset(self) -> None:
        """Close so that the other side sees a connection reset."""
        _reset(self.connection)


Handler = Callable[[Exchange], "Reply | str | bytes | None"]
"""Returns the answer, or None when it has written to the connection itself."""
Page = Reply | str | bytes | Handler


@dataclass
class Site:
    """What one host answers. Text and bytes are HTML pages."""

    pages: dict[str, Page] = field(default_factory=dict)
    """By path; with a query only when the page is for that query. ``/x`` serves ``/x?a=1`` as well."""
    default: Page = field(default_factory=lambda: Reply("<title>Not found</title>", status=404))
    """For every other path; a handler here makes a site that computes its answers."""
    https_only: bool = False
    """Redirect http to https as most sites do."""
    certificate_for: str | None = None
    """Another name than the host's, for a certificate that does not fit."""
    is_trusted: bool = True
    """False: signed by an authority that no client knows."""

    def find(self, path: str) -> Page:
        for known in (path, path.partition("?")[0]):
            if known in self.pages:
                return self.pages[known]
        return self.default


@dataclass(frozen=True)
class RawExchange:
    """What the handler of a plain TCP service gets."""

    connection: socket.socket
    closing: threading.Event

    def read_line(self, limit: int = 1024) -> str:
        """The first line the client sends, without its end."""
        data = b""
        while b"\n" not in data and len(data) < limit:
            piece = self.connection.recv(limit)
            if not piece:
                break
            data += piece
        return data.partition(b"\n")[0].rstrip(b"\r").decode("utf-8", errors="replace")

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def wait(self, seconds: float = MAX_HANG_S) -> bool:
        return not self.closing.wait(seconds)

    def reset(self) -> None:
        _reset(self.connection)


RawHandler = Callable[[RawExchange], None]


class Web:
    """The invented internet: servers that run from ``with`` to its end, and a resolver for their names."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}
        self._services: dict[SocketAddress, SocketAddress] = {}
        self._fixed: dict[str, list[str]] = {}
        self._log: list[Request] = []
        self._lookups: list[str] = []
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._ca = trustme.CA()
        self._unknown_ca = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._servers: list[_Server] = []
        self._folder = tempfile.TemporaryDirectory(prefix="invented-web-")

    def __enter__(self) -> Web:
        folder = Path(self._folder.name)
        self.ca_file = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(str(self.ca_file))
        self.data_dir = folder / "data"
        self.data_dir.mkdir()
        self._http = self._start(_handler_class(self, "http"), None)
        self._https = self._start(_handler_class(self, "https"), self._server_context())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._folder.cleanup()

    # --- what is there ---------------------------------------------------------------------------------

    def add(self, host: str, site: Site | dict[str, Page] | Page) -> Site:
        """Put a site (or its pages, or one page for every path) at http and https of the host."""
        if isinstance(site, dict):
            site = Site(site)
        elif not isinstance(site, Site):
            site = Site(default=site)
        with self._lock:
            self._sites[host] = site
            self._contexts.pop(host, None)
        return site

    def add_service(self, host: str, port: int, handler: RawHandler) -> None:
        """Put a plain TCP service at the port of the host: WHOIS, broken TLS, anything that isn't HTTP.

        It stands before a site's own port 80 or 443.
        """
        server = self._start(_service_class(self, handler), None)
        with self._lock:
            self._services[host, port] = server.address

    def point(self, host: str, *addresses: str) -> None:
        """Let the name lead to these addresses, for private ones that must be refused."""
        with self._lock:
            self._fixed[host] = list(addresses)

    # --- what the checker gets --------------------------------------------------------------------------

    def resolve(self, host: str, port: int) -> list[SocketAddress]:
        """As ``Settings.resolver``: the loopback address and the port on which the host really listens."""
        with self._lock:
            self._lookups.append(host)
            if host in self._fixed:
                return [(address, port) for address in self._fixed[host]]
            if service := self._services.get((host, port)):
                return [service]
            if host in self._sites and port in (HTTP_PORT, HTTPS_PORT):
                return [(self._http if port == HTTP_PORT else self._https).address]
            is_known = host in self._sites or any(name == host for name, _ in self._services)
        if is_known:
            raise ConnectionRefusedError(f"{host} has nothing on port {port}")
        raise socket.gaierror(socket.EAI_NONAME, f"{host} is not in this web")

    def settings(self, **changes: Any) -> Settings:
        """Settings that reach this web and nothing else; ``changes`` replace single fields."""
        fields: dict[str, Any] = {
            "data_dir": self.data_dir,
            "allow_networks": ("127.0.0.0/8",),
            "allow_reserved_names": True,
            "resolver": self.resolve,
            "ca_file": self.ca_file,
            "rdap_bootstrap": (),
            "whois_servers": (),
        }
        return Settings(**(fields | changes))

    # --- what was asked -----------------------------------------------------------------------------------

    def requests(self, host: str | None = None) -> list[Request]:
        """Requests that arrived, in order; of one host or of all."""
        with self._lock:
            return [request for request in self._log if host in (None, request.host)]

    def lookups(self, host: str) -> int:
        """How many times the name was resolved."""
        with self._lock:
            return self._lookups.count(host)

    def forget(self) -> None:
        """Empty the logs, so that a test sees only its own requests."""
        with self._lock:
            self._log.clear()
            self._lookups.clear()

    # --- inside -------------------------------------------------------------------------------------------

    def site(self, host: str) -> Site | None:
        with self._lock:
            return self._sites.get(host)

    def note(self, request: Request) -> None:
        with self._lock:
            self._log.append(request)

    def _start(self, handler: type[BaseRequestHandler], tls: ssl.SSLContext | None) -> _Server:
        server = _Server(handler, tls)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self._servers.append(server)
        return server

    def _server_context(self) -> ssl.SSLContext:
        context = self._context_for("unknown.test", self._ca)

        def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            connection.context = self._context_of(name or "unknown.test")

        context.sni_callback = choose
        return context

    def _context_of(self, host: str) -> ssl.SSLContext:
        with self._lock:
            if host not in self._contexts:
                site = self._sites.get(host) or Site()
                authority = self._ca if site.is_trusted else self._unknown_ca
                self._contexts[host] = self._context_for(site.certificate_for or host, authority)
            return self._contexts[host]

    @staticmethod
    def _context_for(name: str, authority: trustme.CA) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        return context


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, handler: type[BaseRequestHandler], tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self._tls = tls

    @property
    def address(self) -> SocketAddress:
        return "127.0.0.1", int(self.server_address[1])

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        # The handshake belongs to the connection's own thread: a slow client must not stop the others.
        try:
            request.settimeout(MAX_HANG_S)
            if self._tls is not None:
                request = self._tls.wrap_socket(request, server_side=True)
        except OSError:
            request.close()
            return
        super().process_request_thread(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up on hostile servers all the time; nothing to report."""


def _handler_class(web: Web, scheme: str) -> type[BaseHTTPRequestHandler]:
    class SiteHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        close_connection = True

        def handle(self) -> None:
            self.handle_one_request()
            self.close_connection = True

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").partition(":")[0].lower()
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(scheme, self.command, host, self.path, headers)
            web.note(request)
            site = web.site(host)
            if site is None:
                self._send(Reply("<title>Unknown host</title>", status=421))
                return
            if site.https_only and scheme == "http":
                self._send(Reply.redirect(f"https://{host}{self.path}", 301))
                return
            page = site.find(urlsplit(self.path)._replace(scheme="", netloc="").geturl())
            if callable(page):
                answer = page(Exchange(request, self.connection, web.closing))
                if answer is None:
                    return
                page = answer
            self._send(page if isinstance(page, Reply) else Reply(page))

        do_POST = do_HEAD = do_GET  # noqa: N815

        def _send(self, reply: Reply) -> None:
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            if reply.content_type:
                self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Requests are in ``Web.requests``."""

    return SiteHandler


def _service_class(web: Web, handler: RawHandler) -> type[BaseRequestHandler]:
    class ServiceHandler(BaseRequestHandler):
        def handle(self) -> None:
            handler(RawExchange(self.request, web.closing))

    return ServiceHandler


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    # The file descriptor itself: an SSL socket would say goodbye first.
    socket.close(connection.detach())
