"""The vectors hold in the browsers themselves: their address parsers and Unicode tables are not those of Node.js."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
MAX_SECONDS: Final = 100
BROWSERS: Final = {
    "chromium": (
        "/usr/bin/chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --user-data-dir={profile} {url}"
    ),
    "firefox": "/usr/bin/firefox-esr --headless --no-remote --profile {profile} {url}",
}
MIN_CASES: Final = 200


class _Server(ThreadingHTTPServer):
    """Serves the repository's files and takes the results."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(ROOT)))
        self.results: queue.Queue[dict[str, Any]] = queue.Queue()


class _Handler(SimpleHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.results.put(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[_Server]:
    http = _Server()
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield http
    finally:
        http.shutdown()
        thread.join(10)
        http.server_close()


@pytest.mark.parametrize("browser", BROWSERS)
def test_vectors_hold(browser: str, server: _Server, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{server.server_port}/tests/extension/vectors_in_browser.html"
    command = [part.format(profile=tmp_path, url=url) for part in BROWSERS[browser].split()]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(tmp_path),
    )
    try:
        result = server.results.get(timeout=MAX_SECONDS)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    assert result["differences"] == []
    assert result["count"] >= MIN_CASES


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "MOZ_DISABLE_AUTO_SAFE_MODE": "1"}
