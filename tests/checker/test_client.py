"""The client against the real application, served on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api import Config, create_app
from api.jobs.results import BROKEN_OFF
from checker.client import Client, ServiceProblem
from checker.settings import Settings
from tests.api.browser import served
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import key_of, working


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(settings=Settings(data_dir=tmp_path, allow_reserved_names=True), **NO_LIMITS)


@pytest.fixture
def client(config: Config) -> Iterator[Client]:
    with served(create_app(config, FakeCheck())) as base, Client(base + "/") as it:
        yield it


def test_checks_and_labels(client: Client) -> None:
    assert client.check("rogue.test", country="NL")["country"] == "NL"
    assert client.check("news.test", depth="quick")["verdict"] == "not_selling"
    names = [f"shop-{n}.com" for n in range(1500)] + ["javascript:1"]
    rows = list(client.labels(names))
    assert [row["url"] for row in rows] == names
    assert rows[-1]["error"]["code"] == "scheme-not-supported"


def test_reports_and_disputes(client: Client) -> None:
    assert client.report("rogue.test", "nothing-arrived", country="NL")["is_new"]
    assert client.dispute("rogue.test", "This page is about pets, not people.")["state"] == "open"


def test_a_slow_check_is_waited_for(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(replace(config, default_wait_s=0), FakeCheck(delay_s=0.5))
    with served(app) as base, Client(base) as client:
        assert client.check("rogue.test")["verdict"] == "rogue"
        monkeypatch.setattr("checker.client.TOTAL_S", 0.5)
        with pytest.raises(ServiceProblem) as late:
            client.check("other.test")
        assert late.value.code == "timeout"


def test_problems_keep_their_code_and_field(client: Client) -> None:
    with pytest.raises(ServiceProblem) as refused:
        client.check("http://127.1/")
    assert (refused.value.code, refused.value.status, refused.value.field) == ("ip-literal", 400, "address")
    with pytest.raises(ServiceProblem) as wrong:
        client.report("rogue.test", "crime")
    assert wrong.value.code == "invalid-body"


def test_a_busy_service_is_asked_again_when_it_said(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    sleep = Client._sleep

    def noted(self: Client, seconds: float, ends: float) -> None:
        slept.append(seconds)
        sleep(self, seconds, ends)

    monkeypatch.setattr(Client, "_sleep", noted)
    app = create_app(replace(config, limit_labels="1 per second"), FakeCheck())
    with served(app) as base, Client(base) as client:
        assert len(list(client.labels(f"a{n}.com" for n in range(2500)))) == 2500
    assert slept
    assert all(0 < seconds <= 2 for seconds in slept)


def test_no_service_is_told() -> None:
    with Client("http://127.0.0.1:1") as client, pytest.raises(ServiceProblem) as gone:
        client.check("rogue.test")
    assert (gone.value.code, gone.value.status) == ("no-answer", 0)


class TestBulk:
    @pytest.fixture
    def keyed(self, config: Config) -> Iterator[Client]:
        check = FakeCheck(delay_s=0.02)
        check.marks = {"rogue.test": (("tron", "T1"),), "news.test": (("tron", "T1"),)}
        with working(config, check) as app, served(app) as base, Client(base, key=key_of(app)[len("Bearer ") :]) as it:
            yield it

    def test_from_addresses_to_reports(self, keyed: Client) -> None:
        job = keyed.submit(["rogue.test", "exa mple", "news.test"], country="NL", note="October")["id"]
        seen: list[int] = []
        told = keyed.wait(job, on_progress=lambda told: seen.append(told["done"]))
        assert (told["done"], told["errors"], told["note"]) == (3, 1, "October")
        assert seen == sorted(seen)
        rows = list(keyed.results(job))
        assert [row["report"]["verdict"] if "report" in row else row["error"]["code"] for row in rows] == [
            "rogue",
            "invalid-address",
            "not_selling",
        ]
        assert [site["site"] for site in keyed.networks(job)[0]["sites"]] == ["news.test", "rogue.test"]
        assert [each["id"] for each in keyed.jobs()] == [job]
        keyed.remove(job)
        with pytest.raises(ServiceProblem) as gone:
            list(keyed.results(job))
        assert gone.value.status == 404

    def test_the_same_key_is_the_same_job(self, keyed: Client) -> None:
        first, again = (keyed.submit(["rogue.test"], idempotency_key="monday")["id"] for _ in range(2))
        assert first == again

    def test_waiting_has_an_end(self, keyed: Client) -> None:
        job = keyed.submit([f"s{n}.test" for n in range(2000)])["id"]
        with pytest.raises(ServiceProblem) as late:
            keyed.wait(job, timeout_s=0.2)
        assert (late.value.code, "of 2000 rows" in str(late.value)) == ("timeout", True)

    def test_rows_that_break_off_are_no_end(self, keyed: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        job = keyed.submit(["rogue.test", "news.test"])["id"]
        keyed.wait(job)
        monkeypatch.setattr("api.jobs.results.result_of", lambda row: BROKEN_OFF)
        with pytest.raises(ServiceProblem) as broken:
            list(keyed.results(job))
        assert broken.value.code == "storage-unavailable"

    def test_without_a_key_it_is_told(self, client: Client) -> None:
        with pytest.raises(ServiceProblem) as refused:
            client.submit(["rogue.test"])
        assert (refused.value.status, refused.value.code) == (401, "key-needed")
