"""Mixed load while registers are swapped, Redis is killed and restarted and workers are killed: nothing may be wrong.

    python -m tests.bench.api_storm [--seconds 60]

The service is the real one (granian, two workers, Redis) with invented checks. Every answer must be right or of the
documented form; a host that a register swap lists or unlists must follow within three seconds; every job must end.
Bulk jobs run through all of it: each of their rows must be there once, and a job removed meanwhile must leave nothing.
Connections that a killed worker cuts are counted, not held against it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import requests

from api.backends import RedisBackend
from api.jobs.book import ROW
from api.keys import Keys
from checker.client import Client
from checker.registers import build_index
from checker.registers.store import index_path
from checker.settings import Settings
from tests import builders as b
from tests.api.redis_server import RedisServer
from tests.bench.api import children, free_port
from tests.bench.storm_app import BULK, CALLS

THREADS = 8
JOBS_END_WITHIN_S = 120
JOBS_AT_FIRST, JOBS_A_SECOND = 100, 1.0
"""Jobs that may be begun: pages of four sites are gathered one after the other, 0.3 s each, and a kill loses a queue
until somebody asks for its jobs again; all of them must end in that time."""
SETTLE_S = 3.0
"""The index is looked at every second, answers are repeated for none beyond that."""
VERDICTS = {
    "rogue.test": "rogue",
    "news.test": "not_selling",
    "unlisted.test": "unlisted",
    "closed.test": "undetermined",
}
JOBS = 3
ROWS_A_SECOND = 60
"""Rows of all bulk jobs for each second of the storm: they last until after it."""
BULK_MAY_FALL = 40
"""A process that takes a job over counts the rows kept; its predecessor may have told of some that it kept later."""
DOCUMENTED = {200, 202, 429, 503}


class Storm:
    def __init__(self, base: str, index: Path) -> None:
        self.base = base
        self.index = index
        self.statuses: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.jobs: list[str] = []
        self.began = time.monotonic()
        self.stop = threading.Event()
        self.swapped_at = 0.0
        self.is_listed = False

    def swap(self, generation: int) -> None:
        """Lists swap.test or takes it away."""
        self.swapped_at = float("inf")  # not settled while the file is being written
        self.is_listed = not self.is_listed
        names = ["other.test", *(["swap.test"] if self.is_listed else [])]
        build_index([b.entry(expression=n) for n in names], b.registers().copies, self.index, generation=generation)
        self.swapped_at = time.monotonic()

    def ask(self, number: int) -> None:
        chance = random.Random(number)
        session = requests.Session()
        while not self.stop.is_set():
            host = chance.choice(list(VERDICTS))
            kind = chance.choices(["quick", "full", "labels", "swap", "job"], [8, 8, 8, 4, 1])[0]
            try:
                if kind == "labels":
                    self._labels(session, host)
                elif kind == "swap":
                    self._swap(session)
                else:
                    self._check(session, host, kind, chance)
            except requests.RequestException:
                self.statuses["connection cut"] += 1

    def _note(self, response: requests.Response) -> Any:
        self.statuses[str(response.status_code)] += 1
        if response.status_code not in DOCUMENTED:
            self.wrong.append(f"{response.url}: {response.status_code} {response.text[:200]}")
        return response.json()

    def _check(self, session: requests.Session, host: str, kind: str, chance: random.Random) -> None:
        if kind == "job" and len(self.jobs) > JOBS_AT_FIRST + JOBS_A_SECOND * (time.monotonic() - self.began):
            kind = "full"
        path = f"/{chance.randrange(1_000_000)}" if kind == "job" else ""
        depth = "quick" if kind == "quick" else "full"
        query = {"url": host + path, "depth": depth, "wait": "0" if kind == "job" else "20"}
        response = session.get(f"{self.base}/v1/check", params=query, timeout=30)
        body = self._note(response)
        if response.status_code == 202:
            self.jobs.append(body["href"])
        elif response.status_code == 200 and body["verdict"] != VERDICTS[host]:
            self.wrong.append(f"{host}: {body['verdict']}")

    def _labels(self, session: requests.Session, host: str) -> None:
        response = session.post(f"{self.base}/v1/labels", json=[host, "other.test", "javascript:1"], timeout=30)
        body = self._note(response)
        if response.status_code == 200:
            rows = body["labels"]
            if rows[0]["verdict"] not in (VERDICTS[host], "undetermined") or rows[1]["verdict"] != "listed":
                self.wrong.append(f"labels: {rows}")

    def _swap(self, session: requests.Session) -> None:
        before, settled = self.is_listed, time.monotonic() - self.swapped_at > SETTLE_S
        response = session.post(f"{self.base}/v1/labels", json=["swap.test"], timeout=30)
        body = self._note(response)
        is_fair = response.status_code == 200 and settled and before == self.is_listed
        if is_fair and (body["labels"][0]["verdict"] == "listed") != before:
            self.wrong.append(f"swap.test is {body['labels'][0]['verdict']} though listed: {before}")

    def watch_bulk(self, bulk: Bulk) -> None:
        """Asks for the bulk jobs and listens to them, as the console does, until the storm is over."""
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {bulk.secret}"
        done: Counter[str] = Counter()
        while not self.stop.is_set():
            for href in bulk.hrefs:
                try:
                    job = self._note(session.get(self.base + href, timeout=30))
                    if "done" in job:
                        if job["done"] < done[href] - BULK_MAY_FALL:
                            self.wrong.append(f"{href}: {job['done']} rows done after {done[href]}")
                        done[href] = max(done[href], job["done"])
                    with session.get(f"{self.base}{href}/events", stream=True, timeout=30) as stream:
                        self.statuses[str(stream.status_code)] += 1
                        for _ in zip(range(6), stream.iter_lines(), strict=False):
                            pass
                except (requests.RequestException, ValueError):
                    self.statuses["connection cut"] += 1
                time.sleep(0.5)

    def finish_jobs(self) -> int:
        """Number of jobs that did not end."""
        deadline = time.monotonic() + JOBS_END_WITHIN_S
        open_ = list(self.jobs)
        while open_ and time.monotonic() < deadline:
            still = []
            for href in open_:
                state = requests.get(self.base + href, timeout=30).json()
                if state.get("state") != "done":
                    still.append(href)
            open_ = still
            time.sleep(0.5)
        return len(open_)


class Bulk:
    """Bulk jobs of one key, and one that is removed on the way."""

    def __init__(self, storm: Storm, redis: RedisServer, seconds: int) -> None:
        self._storm = storm
        self._seconds = seconds
        self._backend = RedisBackend(redis.url)
        self.secret, _ = Keys(self._backend).add("storm")
        self._headers = {"Authorization": f"Bearer {self.secret}"}
        self.rows = max(100, seconds * ROWS_A_SECOND // JOBS)
        self.hrefs = [self._submit(f"job{n}") for n in range(JOBS)]
        self.removed = self._submit("gone")

    def _submit(self, name: str) -> str:
        urls = [f"{BULK}{name}-{n}.test" for n in range(self.rows)]
        answer = requests.post(f"{self._storm.base}/v1/jobs", json={"urls": urls}, headers=self._headers, timeout=30)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["href"])

    def remove_one(self) -> None:
        for _ in range(20):  # Redis may be away just now
            try:
                status = requests.delete(self._storm.base + self.removed, headers=self._headers, timeout=30).status_code
            except requests.RequestException:
                status = 0
            if status in (204, 404):
                return
            time.sleep(0.5)
        self._storm.wrong.append("a bulk job could not be removed")

    def judge(self, folder: Path) -> str:
        """Waits for the end; what is wrong goes to the storm."""
        wrong = self._storm.wrong
        for href in self.hrefs:
            with Client(self._storm.base, key=self.secret) as client:
                job = href.rsplit("/", 1)[1]
                told = client.wait(job, timeout_s=JOBS_END_WITHIN_S + self._seconds)  # as long again, at the worst
                numbers = Counter(row["row"] for row in client.results(job))
                if sorted(numbers) != list(range(1, self.rows + 1)) or set(numbers.values()) != {1}:
                    wrong.append(f"{href}: {len(numbers)} of {self.rows} rows, at most {max(numbers.values())} times")
                if told["verdicts"] != {"unlisted": self.rows} or told["errors"]:
                    wrong.append(f"{href}: {told['verdicts']}, {told['errors']} errors")
        kept = [key for key, _ in self._backend.items(ROW)]
        if left := [key for key in kept if key.startswith(self.removed.rsplit("/", 1)[1])]:
            wrong.append(f"{len(left)} rows of the removed job are left")
        calls = Counter((folder / CALLS).read_text().split())
        again = sum(calls.values()) - len(calls)
        return f"{JOBS} bulk jobs of {self.rows} rows, {len(kept)} rows kept; {again} looked at again after a kill"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="pharmaproof-storm-") as name:
        folder = Path(name)
        redis = RedisServer(folder, keeps=True)  # jobs and keys live there
        redis.start()
        port = free_port()
        index = index_path(Settings(data_dir=folder))
        index.parent.mkdir(parents=True)
        storm = Storm(f"http://127.0.0.1:{port}", index)
        storm.swap(1)
        limits = {f"PHARMAPROOF_LIMIT_{kind}": "1000000000 per minute" for kind in ("QUICK", "FULL", "LABELS", "JOBS")}
        env = os.environ | {"PHARMAPROOF_DATA": name, "PHARMAPROOF_REDIS_URL": redis.url} | limits
        code = f"from api.serve import run; run('tests.bench.storm_app:make_app', '127.0.0.1', {port}, 2)"
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([sys.executable, "-c", code], env=env, stdout=log, stderr=log)
        try:
            wait_for(storm.base)
            threads = [threading.Thread(target=storm.ask, args=(n,), daemon=True) for n in range(THREADS)]
            bulk = Bulk(storm, redis, seconds)
            threads.append(threading.Thread(target=storm.watch_bulk, args=(bulk,), daemon=True))
            for thread in threads:
                thread.start()
            threading.Timer(seconds / 3, bulk.remove_one).start()
            killed = harm(storm, redis, server.pid, seconds)
            storm.stop.set()
            for thread in threads:
                thread.join(40)
            lost = storm.finish_jobs()
            bulk_told = bulk.judge(folder)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
            redis.stop()
        text = (folder / "log").read_text()
    print(f"answers: {dict(sorted(storm.statuses.items()))}; {killed}")
    print(f"jobs: {len(storm.jobs)} begun, {lost} lost; wrong answers: {len(storm.wrong)}")
    print(bulk_told)
    traced = [json.loads(line) for line in text.splitlines() if '"trace"' in line]
    # Flask-Limiter logs each question that a dead Redis did not answer, and counts in memory.
    traced = [line for line in traced if line["logger"] != "flask-limiter"]
    failures = Counter(f"{line['logger']}: {line['message']}: {line['trace'].splitlines()[-1]}" for line in traced)
    print(f"failures in the log: {dict(failures)}")
    for line in storm.wrong[:5]:
        print(" ", line)
    return 1 if storm.wrong or lost or failures else 0


def harm(storm: Storm, redis: RedisServer, pid: int, seconds: int) -> str:
    """Swaps, kills and restarts in turn until the time is over."""
    swaps = workers = restarts = 0
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        time.sleep(4)
        storm.swap(swaps + 2)
        swaps += 1
        time.sleep(4)
        os.kill(int(random.choice(children(pid))), signal.SIGKILL)
        workers += 1
        time.sleep(4)
        redis.stop()
        time.sleep(2)
        redis.start()
        restarts += 1
    return f"{swaps} register swaps, {workers} workers killed, Redis killed {restarts} times"


def wait_for(base: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            requests.get(f"{base}/healthz", timeout=2)
            return
        except requests.ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
