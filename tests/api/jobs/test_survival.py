"""The real server: a job goes on after a stop, after ``kill -9`` of everything, and at another worker."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import requests

from api import Config
from api.backends import open_backend, open_job_backend
from api.jobs.book import LEASE, JobBook
from api.keys import Keys
from checker.settings import Settings
from tests.api.served_app import CALLS
from tests.api.test_serve import RUN, START_LIMIT_S, Server

ROWS = 48
THREADS = 8


def ask(server: Server, method: str, path: str, secret: str, **options: Any) -> Any:
    headers = {"Authorization": f"Bearer {secret}"}
    response = requests.request(method, server.base + path, headers=headers, timeout=30, **options)
    assert response.status_code < 300, response.text
    return response


def calls(folder: Path) -> int:
    path = folder / CALLS
    return len(path.read_text().splitlines()) if path.exists() else 0


def wait_for_calls(folder: Path, count: int) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while calls(folder) < count:
        assert time.monotonic() < deadline, (folder / "log").read_text()
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_job_outlives_its_processes(tmp_path: Path) -> None:
    config = Config(settings=Settings(data_dir=tmp_path))
    secret, _ = Keys(open_backend(config)).add("Regulator")
    book = JobBook(open_job_backend(config), config)
    command = [sys.executable, "-c", RUN]

    server = Server(tmp_path, command)
    job = ask(server, "POST", "/v1/jobs", secret, json={"urls": [f"s{n}.test" for n in range(ROWS)]}).json()
    header = book.header(job["id"])
    assert header is not None
    wait_for_calls(tmp_path, THREADS)
    assert server.stop() == 0, "a stop signal ends it in order"
    kept = sum(row is not None for row in book.rows(header))
    assert kept == calls(tmp_path), "what was under way was kept"
    assert THREADS <= kept < ROWS
    assert book.backend.get(LEASE, job["id"]) is None

    server = Server(tmp_path, command)
    wait_for_calls(tmp_path, kept + THREADS)
    workers = children(server.process.pid)
    os.kill(server.process.pid, signal.SIGKILL)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    server.process.wait(10)

    server = Server(tmp_path, command)
    try:
        deadline = time.monotonic() + START_LIMIT_S
        while (told := ask(server, "GET", job["href"], secret).json())["state"] != "done":
            assert time.monotonic() < deadline, told
            time.sleep(0.3)
        lines = ask(server, "GET", f"{job['href']}/results?format=jsonl", secret).text.splitlines()
        table = ask(server, "GET", f"{job['href']}/results?format=csv", secret).text
    finally:
        server.stop()
    assert len(lines) == ROWS
    assert len(table.splitlines()) == ROWS + 1
    assert told["verdicts"] == {"unlisted": ROWS}
    assert calls(tmp_path) <= ROWS + THREADS, "only what the kill cut off was done again"
