"""The other server that ``docs/operations.md`` names, started by the very line that stands there."""

from __future__ import annotations

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

DOCS = Path(__file__).parents[2] / "docs" / "operations.md"
START_LIMIT_S = 60.0


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    found = re.search(r"^PROMETHEUS.* gunicorn -.*$", DOCS.read_text(), re.MULTILINE)
    assert found is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    data = tmp_path_factory.mktemp("gunicorn")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = os.environ | {"PATH": path, "PHARMAPROOF_DATA": str(data), "GUNICORN_CMD_ARGS": f"--bind {address}"}
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(
            ["bash", "-c", found[0]], env=env, stdout=log, stderr=log, start_new_session=True, cwd=data
        )
    deadline = time.monotonic() + START_LIMIT_S
    try:
        while True:
            try:
                requests.get(f"http://{address}/healthz", timeout=2)
                break
            except requests.ConnectionError:
                assert process.poll() is None, (data / "log").read_text()
                assert time.monotonic() < deadline, (data / "log").read_text()
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(40)
        finally:
            process.kill()
    assert "Traceback" not in (data / "log").read_text()


def test_it_answers(base: str) -> None:
    for number in range(20):
        quick = requests.get(f"{base}/v1/check?url=https://shop-{number}.com/a&depth=quick", timeout=10)
        assert quick.json()["registrable_domain"] == f"shop-{number}.com"
    rows = requests.post(f"{base}/v1/labels", json=["shop-name.com"], timeout=10).json()["labels"]
    assert [row["verdict"] for row in rows] == ["undetermined"]
    assert "Pharmaproof" in requests.get(base, timeout=10).text


def test_metrics_sum_over_its_workers(base: str) -> None:
    for number in range(20):
        requests.get(f"{base}/v1/check?url=https://metric-{number}.com&depth=quick", timeout=10)
    pages = [requests.get(f"{base}/metrics", timeout=10).text for _ in range(6)]
    counted = re.compile(r'^pharmaproof_checks_total\{depth="quick".*\} ([\d.]+)$', re.MULTILINE)
    assert {sum(map(float, counted.findall(page))) >= 20 for page in pages} == {True}
    assert "pid=" not in pages[0]
