"""One gathering however many ask, stale answers while a new one is made, registers that change: over both backends."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api import Config, create_app
from checker.registers import build_index
from checker.registers.store import index_path
from checker.report import Report
from tests import builders as b
from tests.api.fakes import FakeCheck
from tests.api.redis_server import RedisServer

ASKERS = 40


def _until(condition: Any, limit_s: float = 10.0) -> None:
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.02)


def test_many_ask_once_is_gathered_in_two_processes(either: Config) -> None:
    check = FakeCheck(delay_s=0.5)
    apps = [create_app(either, check), create_app(either, check)]

    def ask(number: int) -> tuple[int, Any]:
        response = apps[number % 2].test_client().get("/v1/check?url=rogue.test&wait=20")
        return response.status_code, response.get_json()["verdict"]

    with ThreadPoolExecutor(ASKERS) as pool:
        answers = list(pool.map(ask, range(ASKERS)))
    assert set(answers) == {(200, "rogue")}
    assert len(check.calls) == 1


def test_one_gathering_serves_buyers_of_every_country(either: Config) -> None:
    """The sleeping pills of the invented shop need a prescription in some countries only; each is told its own."""
    check = FakeCheck(delay_s=0.3)
    apps = [create_app(either, check), create_app(either, check)]
    countries = ["", "&country=NL", "&country=DE", "&country=US"]

    def ask(number: int) -> Any:
        query = f"/v1/check?url=rogue.test/shop&wait=20{countries[number % 4]}"
        return apps[number // 4 % 2].test_client().get(query).get_json()

    with ThreadPoolExecutor(16) as pool:
        at_once = list(pool.map(ask, range(16)))
    assert [report["verdict"] for report in at_once] == ["rogue"] * 16
    assert [report["country"] for report in at_once[:4]] == [None, "NL", "DE", "US"]
    assert at_once[1]["where_to_buy"] != at_once[2]["where_to_buy"]
    later = apps[0].test_client().get("/v1/check?url=rogue.test/shop&country=FR").get_json()
    assert (later["verdict"], later["country"]) == ("rogue", "FR")
    assert len({report["gathered_at"] for report in (*at_once[1:4], later)} - {at_once[0]["gathered_at"]}) <= 1
    assert len(check.calls) == 1


def test_what_is_judged_later_grows_stale_with_what_was_gathered(config: Config) -> None:
    check = FakeCheck()
    client = create_app(replace(config, fresh_s=1.0), check).test_client()
    client.get("/v1/check?url=rogue.test")
    time.sleep(0.6)
    assert client.get("/v1/check?url=rogue.test&country=NL").get_json()["country"] == "NL"
    time.sleep(0.6)
    client.get("/v1/check?url=rogue.test&country=NL")
    _until(lambda: len(check.calls) == 2)


def test_a_register_change_voids_what_was_gathered(either: Config) -> None:
    path = index_path(either.settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    build_index([b.entry(expression="other.test")], b.registers().copies, path, generation=1)
    check = FakeCheck()
    client = create_app(either, check).test_client()
    client.get("/v1/check?url=rogue.test")
    build_index([b.entry(expression="rogue.test")], b.registers().copies, path, generation=2)
    time.sleep(1.1)  # the index looks for a new file every second
    client.get("/v1/check?url=rogue.test&country=NL")
    assert len(check.calls) == 2


def test_pages_of_one_site_are_gathered_one_after_the_other(either: Config) -> None:
    running: list[str] = []
    most = 0

    class Watching(FakeCheck):
        def __call__(self, address: str, **options: Any) -> Report:
            nonlocal most
            running.append(address)
            most = max(most, len(running))
            time.sleep(0.1)
            report = super().__call__(address, **options)
            running.remove(address)
            return report

    check = Watching()
    apps = [create_app(either, check), create_app(either, check)]
    with ThreadPoolExecutor(8) as pool:
        paths = [f"/v1/check?url=www.rogue.test/{n}&wait=20" for n in range(4)]
        statuses = [r.status_code for r in pool.map(lambda i: apps[i % 2].test_client().get(paths[i]), range(4))]
    assert statuses == [200] * 4
    assert (len(check.calls), most) == (4, 1)


def test_what_takes_longer_becomes_a_job_that_any_process_answers(either: Config) -> None:
    check = FakeCheck(delay_s=0.4)
    first, other = create_app(either, check).test_client(), create_app(either, check).test_client()
    response = first.get("/v1/check?url=rogue.test&country=NL&wait=0")
    assert response.status_code == 202
    body = response.get_json()
    assert body["state"] == "running"
    assert response.headers["Location"] == body["href"]
    assert int(response.headers["Retry-After"]) >= 1
    assert first.get(body["href"]).get_json()["state"] == "running"
    _until(lambda: other.get(body["href"]).get_json()["state"] == "done")
    done = other.get(body["href"]).get_json()
    assert (done["report"]["verdict"], done["report"]["country"]) == ("rogue", "NL")
    assert len(check.calls) == 1


@pytest.mark.parametrize("job", ["x", "AAAA", "eJwDAAAAAAE", "%00", "a" * 13_000])
def test_a_job_that_is_none(config: Config, job: str) -> None:
    response = create_app(config, FakeCheck()).test_client().get(f"/v1/jobs/{job}")
    assert (response.status_code, response.get_json()["code"]) == (404, "not-found")


def test_a_stale_report_is_sent_while_a_new_one_is_made(either: Config) -> None:
    check = FakeCheck()
    app = create_app(replace(either, fresh_s=0.05), check)
    client = app.test_client()
    assert client.get("/v1/check?url=rogue.test").get_json()["verdict"] == "rogue"
    time.sleep(0.1)
    check.reports["rogue.test"] = check.reports["news.test"]
    stale = client.get("/v1/check?url=rogue.test")
    assert stale.get_json()["verdict"] == "rogue"
    assert "max-age=0" in stale.headers["Cache-Control"]
    _until(lambda: len(check.calls) >= 2)
    _until(lambda: client.get("/v1/check?url=rogue.test").get_json()["verdict"] == "not_selling")


def test_a_clock_set_back_makes_old_reports_void(either: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    class Blind(FakeCheck):
        """Shows no evidence, so that nothing but the report is kept."""

        def __call__(self, address: str, **options: Any) -> Report:
            return super().__call__(address, **options | {"on_evidence": None})

    check = Blind()
    client = create_app(either, check).test_client()
    now = time.time()
    with monkeypatch.context() as ahead:
        ahead.setattr("time.time", lambda: now + 86_400)
        client.get("/v1/check?url=rogue.test")
    client.get("/v1/check?url=rogue.test")
    client.get("/v1/check?url=rogue.test")
    assert len(check.calls) == 2


def test_quick_prefers_a_full_report_that_is_there(either: Config) -> None:
    check = FakeCheck()
    client = create_app(either, check).test_client()
    assert client.get("/v1/check?url=rogue.test&depth=quick").get_json()["depth"] == "quick"
    client.get("/v1/check?url=rogue.test&depth=full")
    other = create_app(either, check).test_client()
    assert other.get("/v1/check?url=rogue.test&depth=quick").get_json()["depth"] == "full"
    assert [depth for _, _, depth in check.calls] == ["quick", "full"]


def test_a_register_change_voids_what_was_said_before(either: Config) -> None:
    path = index_path(either.settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    copies = b.registers().copies
    build_index([b.entry(expression="other.test")], copies, path, generation=1)
    check = FakeCheck()
    client = create_app(either, check).test_client()
    ask = "/v1/check?url=rogue.test&depth="
    for depth in ("quick", "full", "quick", "full"):
        client.get(ask + depth)
    assert len(check.calls) == 2
    build_index([b.entry(expression="rogue.test")], copies, path, generation=2)
    time.sleep(1.1)  # the index looks for a new file every second
    client.get(ask + "quick")
    client.get(ask + "full")
    assert [depth for _, _, depth in check.calls] == ["quick", "full", "quick", "full"]


def test_a_check_that_fails_by_our_fault_is_told_and_not_hammered(either: Config) -> None:
    class Broken(FakeCheck):
        def __call__(self, address: str, **options: Any) -> Report:
            super().__call__(address, **options)
            raise RuntimeError("bug")

    check = Broken()
    client = create_app(either, check).test_client()
    answers = [client.get("/v1/check?url=rogue.test") for _ in range(5)]
    assert {r.status_code for r in answers} == {500}
    assert {r.get_json()["code"] for r in answers} == {"internal-error"}
    assert len(check.calls) == 1
    from api.checks import job_id
    from api.reports import Pending

    job = client.get("/v1/jobs/" + job_id(Pending("https://rogue.test/", None)))
    assert (job.status_code, job.get_json()["state"]) == (200, "failed")


def test_a_full_queue_says_when_to_come_back(config: Config) -> None:
    check = FakeCheck(delay_s=0.5)
    client = create_app(replace(config, max_queued=2, gather_threads=1), check).test_client()
    statuses = [client.get(f"/v1/check?url=s{n}.test&wait=0").status_code for n in range(3)]
    assert statuses == [202, 202, 503]
    refused = client.get("/v1/check?url=s9.test&wait=0")
    assert refused.get_json()["code"] == "too-busy"
    assert int(refused.headers["Retry-After"]) > 0


def test_few_callers_wait_the_rest_get_a_job(config: Config) -> None:
    check = FakeCheck(delay_s=0.6)
    app = create_app(replace(config, max_waiters=2), check)
    with ThreadPoolExecutor(6) as pool:
        asked = pool.map(lambda _: app.test_client().get("/v1/check?url=rogue.test&wait=20").status_code, range(6))
        assert sorted(asked) == [200, 200, 202, 202, 202, 202]
    assert len(check.calls) == 1


def test_redis_may_die_and_come_back_under_load(tmp_path: Path, config: Config) -> None:
    server = RedisServer(tmp_path)
    server.start()
    app = create_app(replace(config, redis_url=server.url), FakeCheck())
    seen: set[int] = set()
    wrong: list[str] = []
    stop = threading.Event()

    def ask(number: int) -> None:
        client = app.test_client()
        while not stop.is_set():
            for path in ("/v1/check?url=rogue.test&depth=quick", f"/v1/check?url=rogue.test/{number}", "/readyz"):
                response = client.get(path)
                seen.add(response.status_code)
                if "check" in path and response.get_json()["verdict"] != "rogue":
                    wrong.append(path)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    try:
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        server.stop()
        time.sleep(1.5)
        down = app.test_client().get("/readyz").get_json()["backend"]
        server.start()
        time.sleep(1.5)
        up = app.test_client().get("/readyz").get_json()["backend"]
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
        server.stop()
    assert (down["answers"], up["answers"]) == (False, True)
    assert seen == {200}
    assert wrong == []
