from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from api import Config, create_app
from api.backends import open_backend
from api.keys import Keys
from tests.api.fakes import FakeCheck
from tests.api.redis_server import RedisServer


@pytest.fixture
def strict(either: Config) -> Config:
    return replace(
        either, limit_quick="3 per minute", limit_full="2 per minute", limit_labels="1 per minute", key_factor=2
    )


def test_a_caller_who_asks_too_much_is_told_when_to_come_back(strict: Config) -> None:
    apps = [create_app(strict, FakeCheck()).test_client() for _ in range(2)]
    answers = [apps[n % 2].get(f"/v1/check?url=s{n}.test") for n in range(3)]
    assert [r.status_code for r in answers] == [200, 200, 429]
    assert [r.headers["X-RateLimit-Remaining"] for r in answers] == ["1", "0", "0"]
    refused = answers[2]
    assert refused.mimetype == "application/problem+json"
    assert refused.get_json()["code"] == "rate-limited"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["X-RateLimit-Limit"] == "2"
    assert "Retry-After" not in answers[0].headers
    elsewhere = apps[0].get("/v1/check?url=s3.test", environ_base={"REMOTE_ADDR": "127.0.0.2"})
    assert elsewhere.status_code == 200


def test_kinds_are_counted_apart_and_memory_is_free(strict: Config) -> None:
    client = create_app(strict, FakeCheck()).test_client()
    assert client.post("/v1/labels", json=["a.com"]).status_code == 200
    assert client.post("/v1/labels", json=["a.com"]).status_code == 429
    same = [client.get("/v1/check?url=a.com&depth=quick").status_code for _ in range(10)]
    assert same == [200] * 10
    others = [client.get(f"/v1/check?url=a{n}.com&depth=quick").status_code for n in range(3)]
    assert others == [200, 200, 429]


def test_a_key_may_do_more_until_it_is_taken_back(strict: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(open_backend(strict))
    secret, key = keys.add("Search engine")
    client = create_app(strict, FakeCheck()).test_client()
    headers = {"Authorization": f"Bearer {secret}"}
    statuses = [client.get(f"/v1/check?url=s{n}.test", headers=headers).status_code for n in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert keys.list() == (key,)
    assert secret.encode() not in b"".join(value for _, value in open_backend(strict).items("key"))
    assert keys.revoke(key.id)
    assert not keys.revoke(key.id)
    monkeypatch.setattr("api.keys.REMEMBER_S", 0)
    fresh = create_app(strict, FakeCheck()).test_client()
    refused = fresh.get("/healthz", headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (401, "key-needed")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


def test_addresses_of_one_ipv6_network_are_one_caller(strict: Config) -> None:
    client = create_app(strict, FakeCheck()).test_client()
    statuses = [
        client.get(f"/v1/check?url=s{n}.test", environ_base={"REMOTE_ADDR": f"2001:db8::{n}"}).status_code
        for n in range(3)
    ]
    assert statuses == [200, 200, 429]


def test_forwarded_addresses_count_only_behind_a_trusted_proxy(strict: Config) -> None:
    for proxies, wanted in ((0, [200, 200, 429]), (1, [200, 200, 200])):
        client = create_app(replace(strict, trusted_proxies=proxies), FakeCheck()).test_client()
        base = {"REMOTE_ADDR": f"127.0.1.{proxies}"}
        statuses = [
            client.get(
                f"/v1/check?url=s{n}.test", environ_base=base, headers={"X-Forwarded-For": f"192.0.2.{n}"}
            ).status_code
            for n in range(3)
        ]
        assert statuses == wanted


def test_without_its_backend_each_process_counts_for_itself(tmp_path: Path, strict: Config) -> None:
    server = RedisServer(tmp_path)
    server.start()
    client = create_app(replace(strict, redis_url=server.url), FakeCheck()).test_client()
    assert client.get("/v1/check?url=s0.test").status_code == 200
    server.stop()
    statuses = [client.get(f"/v1/check?url=s{n}.test").status_code for n in range(1, 5)]
    assert statuses == [200, 200, 429, 429]


def test_long_bodies_count_as_several_calls(config: Config) -> None:
    client = create_app(replace(config, limit_labels="10 per minute"), FakeCheck()).test_client()
    short = client.post("/v1/labels", json=["a.test"])
    assert short.headers["X-RateLimit-Remaining"] == "9"
    long = client.post("/v1/labels", json=["a.test/" + "x" * 8000] * 100)  # 0.8 MB
    assert long.headers["X-RateLimit-Remaining"] == "5"
    assert client.post("/v1/labels", json=["a.test/" + "x" * 8000] * 200).status_code == 429


def test_a_key_that_cannot_be_looked_up_is_no_bad_key(tmp_path: Path, config: Config) -> None:
    server = RedisServer(tmp_path)
    server.start()
    config = replace(config, redis_url=server.url)
    secret, _ = Keys(open_backend(config)).add("Search engine")
    headers = {"Authorization": f"Bearer {secret}"}
    seen, unseen = (create_app(config, FakeCheck()).test_client() for _ in range(2))
    assert seen.get("/healthz", headers=headers).status_code == 200
    server.stop()
    assert seen.get("/healthz", headers=headers).status_code == 200
    later = unseen.get("/healthz", headers=headers)
    assert (later.status_code, later.get_json()["code"], later.headers["Retry-After"]) == (
        503,
        "storage-unavailable",
        "5",
    )


def test_a_locked_counter_keeps_nobody_waiting(strict: Config) -> None:
    strict = replace(strict, redis_url=None)
    client = create_app(strict, FakeCheck()).test_client()
    assert client.get("/v1/check?url=s0.test").status_code == 200
    began = time.monotonic()
    with closing(sqlite3.connect(strict.settings.data_dir / "api" / "limits.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        statuses = [client.get(f"/v1/check?url=s{n}.test").status_code for n in range(1, 5)]
    assert statuses == [200, 200, 429, 429]
    assert time.monotonic() - began < 10


def test_a_clock_set_back_begins_a_new_window(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app(replace(config, limit_full="2 per minute"), FakeCheck()).test_client()
    now = time.time()
    with monkeypatch.context() as ahead:
        ahead.setattr("time.time", lambda: now + 86_400)
        assert [client.get(f"/v1/check?url=s{n}.test").status_code for n in range(3)] == [200, 200, 429]
    assert [client.get(f"/v1/check?url=t{n}.test").status_code for n in range(3)] == [200, 200, 429]


def test_a_job_is_asked_for_soon_whatever_the_limit_says(strict: Config) -> None:
    client = create_app(strict, FakeCheck(delay_s=0.3)).test_client()
    later = client.get("/v1/check?url=s1.test&wait=0")
    assert (later.status_code, later.headers["Retry-After"]) == (202, "2")


def test_kinds_asked_at_the_same_time_keep_their_own_limits(config: Config) -> None:
    """Each of many threads sees the limit of its own kind, never another's."""
    app = create_app(replace(config, limit_quick="1000 per minute", limit_labels="2000 per minute"), FakeCheck())

    def ask(number: int) -> tuple[int, str]:
        client = app.test_client()
        if number % 2:
            response = client.get(f"/v1/check?url=s{number}.test&depth=quick")
        else:
            response = client.post("/v1/labels", json=[f"s{number}.test"])
        return number % 2, response.headers["X-RateLimit-Limit"]

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(200))) == {(1, "1000"), (0, "2000")}
