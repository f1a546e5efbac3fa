"""A logging proxy: every request of a browser is written down; only hosts of the invented web are answered."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from tests.web.servers import Web

TIMEOUT_S: Final = 10.0


@dataclass(frozen=True)
class Logged:
    method: str
    host: str
    """With its port when it is not 80."""
    path: str
    headers: dict[str, str] = field(default_factory=dict)


class Proxy:
    """Runs from ``with`` to its end; ``loopback`` hosts are passed on to themselves, the rest to the web."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.log: list[Logged] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_CONNECT(self) -> None:
                proxy.note("CONNECT", self.path, "", dict(self.headers))
                self.send_error(403)
                self.close_connection = True

            def do_GET(self) -> None:
                self.close_connection = True
                parts = urlsplit(self.path)
                path = parts._replace(scheme="", netloc="").geturl() or "/"
                proxy.note(self.command, parts.netloc, path, dict(self.headers))
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                host, port = proxy.place(parts.hostname or "", parts.port)
                if not host:
                    self.send_error(502)
                    return
                upstream = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
                try:
                    headers = {
                        k: v for k, v in self.headers.items() if k.lower() not in ("proxy-connection", "connection")
                    }
                    upstream.request(self.command, path, body or None, headers)
                    answer = upstream.getresponse()
                    data = answer.read()
                except OSError:
                    self.send_error(502)
                    return
                finally:
                    upstream.close()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "connection", "content-length", "server", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(data)

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def note(self, method: str, host: str, path: str, headers: dict[str, str]) -> None:
        with self._lock:
            self.log.append(Logged(method, host, path, {k.lower(): v for k, v in headers.items()}))

    def place(self, host: str, port: int | None) -> tuple[str, int]:
        """Where a host really is; ("", 0) outside of the invented web."""
        if host in ("127.0.0.1", "localhost"):
            return host, port or 80
        if self.web.site(host) is None:
            return "", 0
        return self.web.resolve(host, 80)[0]

    def hosts(self) -> set[str]:
        with self._lock:
            return {entry.host for entry in self.log}

    def forget(self) -> None:
        with self._lock:
            self.log.clear()
