"""The real server: ``pharmaproof serve`` on a free port, asked over the network, stopped by its signal."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

WORKERS = 2
START_LIMIT_S = 60.0
STOP_LIMIT_S = 40.0
"""Above the 30 s that the server gives its workers."""


class Server:
    def __init__(self, data: Path, command: list[str] | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.log = data / "log"
        installed = str(Path(sys.executable).with_name("pharmaproof"))
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command or [installed, "serve", "--workers", str(WORKERS), "--access-log"],
                env=os.environ | {"PORT": str(port), "PHARMAPROOF_DATA": str(data)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            try:
                requests.get(f"{self.base}/healthz", timeout=2)
                if self.log.read_text().count("Started worker") == WORKERS:
                    return
                time.sleep(0.05)
            except requests.ConnectionError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    raise AssertionError(self.log.read_text()) from None
                time.sleep(0.1)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_LIMIT_S)
        finally:
            self.process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    it = Server(tmp_path_factory.mktemp("served"))
    yield it
    it.stop()


def test_it_answers(server: Server) -> None:
    assert requests.get(f"{server.base}/healthz", timeout=10).json()["status"] == "ok"
    assert "Pharmaproof" in requests.get(server.base, timeout=10).text
    quick = requests.get(f"{server.base}/v1/check?url=https://shop-name.com/a&depth=quick", timeout=10)
    assert quick.json()["registrable_domain"] == "shop-name.com"
    assert quick.json()["depth"] == "quick"


def test_metrics_sum_over_the_workers(server: Server) -> None:
    for number in range(20):
        requests.get(f"{server.base}/v1/check?url=https://metric-{number}.com&depth=quick", timeout=10)
    pages = [requests.get(f"{server.base}/metrics", timeout=10).text for _ in range(6)]
    counts = {
        sum(float(m) for m in re.findall(r'pharmaproof_checks_total{depth="quick",source="made".*} (.+)', page))
        for page in pages
    }
    assert len(counts) == 1, "each worker tells the same"
    assert counts.pop() >= 20
    assert "metric-1.com" not in pages[0]


def test_unusual_requests_get_the_documented_form(server: Server) -> None:
    long = requests.get(f"{server.base}/v1/check", params={"url": "a" * 9000}, timeout=10)
    assert (long.status_code, long.json()["code"]) == (400, "address-too-long")
    large = requests.post(f"{server.base}/v1/check", data=b"x" * 100, timeout=10)
    assert large.status_code == 405
    assert requests.get(f"{server.base}/%00/..%2f", timeout=10).status_code == 404


def test_the_log_holds_no_address_and_is_json(server: Server) -> None:
    requests.get(f"{server.base}/v1/check?url=https://secret-word.com/private&depth=quick", timeout=10)
    deadline = time.monotonic() + 5
    while "/v1/check" not in server.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    text = server.log.read_text()
    assert "/v1/check" in text
    assert "secret-word" not in text
    assert {json.loads(line)["level"] for line in text.splitlines()} == {"info"}


def test_it_stops_when_told(tmp_path: Path) -> None:
    server = Server(tmp_path)
    assert server.stop() == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{server.base}/healthz", timeout=2)


RUN = (
    "import os; from api.serve import run; "
    f"run('tests.api.served_app:make_app', '127.0.0.1', int(os.environ['PORT']), {WORKERS})"
)


def test_a_killed_worker_is_replaced_and_no_job_is_lost(tmp_path: Path) -> None:
    server = Server(tmp_path, [sys.executable, "-c", RUN])
    try:
        jobs = [requests.get(f"{server.base}/v1/check?url=rogue.test/{n}&wait=0", timeout=10) for n in range(4)]
        assert {job.status_code for job in jobs} == {202}, jobs[0].text
        pid = server.process.pid
        for worker in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[:1]:
            os.kill(int(worker), signal.SIGKILL)
        deadline = time.monotonic() + START_LIMIT_S
        while server.log.read_text().count("Started worker") < WORKERS + 1:
            assert time.monotonic() < deadline, server.log.read_text()
            time.sleep(0.1)
        for job in jobs:
            while True:
                answer = requests.get(f"{server.base}{job.json()['href']}", timeout=10).json()
                if answer["state"] == "done":
                    break
                assert time.monotonic() < deadline, answer
                time.sleep(0.2)
            assert answer["report"]["verdict"] == "rogue"
    finally:
        server.stop()
