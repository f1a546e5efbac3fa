"""One set of tests over both backends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.backends import Backend, BackendDown, CarefulCache, RedisBackend, SqliteBackend
from tests.api.redis_server import RedisServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    it = RedisServer(tmp_path_factory.mktemp("redis"))
    it.start()
    yield it
    it.stop()


@pytest.fixture(params=["sqlite", "redis"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    it: Backend
    if request.param == "sqlite":
        it = SqliteBackend(tmp_path / "deep" / "shared.sqlite3")
    else:
        it = RedisBackend(request.getfixturevalue("server").url)
    for space in ("a", "b"):
        for key, _ in it.items(space):
            it.remove(space, key)
    yield it
    it.close()


def test_values_live_in_spaces(backend: Backend) -> None:
    backend.put("a", "k", b"1", None)
    backend.put("b", "k", b"2", 60)
    backend.put("a", "k", b"\x00\xff", None)
    assert (backend.get("a", "k"), backend.get("b", "k"), backend.get("a", "other")) == (b"\x00\xff", b"2", None)
    assert backend.get_many("a", ["x", "k", "k"]) == [None, b"\x00\xff", b"\x00\xff"]
    assert backend.get_many("a", []) == []
    assert backend.items("a") == [("k", b"\x00\xff")]


def test_many_keys_at_once(backend: Backend) -> None:
    for number in range(1200):
        backend.put("a", f"k{number}", b"%d" % number, 60)
    wanted = [f"k{number}" for number in range(1300)]
    assert backend.get_many("a", wanted) == [b"%d" % n if n < 1200 else None for n in range(1300)]


def test_values_expire(backend: Backend) -> None:
    backend.put("a", "k", b"1", 0.05)
    assert not backend.add("a", "k", b"2", 60)
    time.sleep(0.1)
    assert backend.get("a", "k") is None
    assert backend.get_many("a", ["k"]) == [None]
    assert backend.items("a") == []
    assert backend.add("a", "k", b"3", 60)
    assert backend.get("a", "k") == b"3"


def test_only_the_owner_removes(backend: Backend) -> None:
    assert backend.add("a", "lease", b"me", 60)
    assert not backend.remove("a", "lease", b"you")
    assert backend.remove("a", "lease", b"me")
    assert not backend.remove("a", "lease")


def test_one_of_many_wins(backend: Backend) -> None:
    won: list[int] = []

    def tries(number: int) -> None:
        if backend.add("a", "race", b"%d" % number, 60):
            won.append(number)

    threads = [threading.Thread(target=tries, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_kept_value_is_never_taken_by_add(backend: Backend) -> None:
    backend.put("a", "k", b"1", None)
    assert not backend.add("a", "k", b"2", None)


def test_a_value_is_swapped_only_while_the_old_one_stands(backend: Backend) -> None:
    assert not backend.swap("a", "k", b"1", b"2", 60)
    backend.put("a", "k", b"1", 0.3)
    assert backend.swap("a", "k", b"1", b"1", 60), "a lease is renewed by its owner"
    time.sleep(0.35)
    assert backend.get("a", "k") == b"1"
    assert not backend.swap("a", "k", b"0", b"2", 60)
    assert backend.swap("a", "k", b"1", b"2", 0.05)
    time.sleep(0.1)
    assert not backend.swap("a", "k", b"2", b"3", None), "an expired one is gone"
    backend.put("a", "k", b"3", 0.1)
    assert backend.swap("a", "k", b"3", b"4", None)
    time.sleep(0.15)
    assert backend.get("a", "k") == b"4"


def test_many_are_removed_at_once(backend: Backend) -> None:
    for number in range(1200):
        backend.put("a", f"k{number}", b"1", None)
    backend.put("b", "k1", b"1", None)
    backend.remove_many("a", [f"k{number}" for number in range(1, 1300)])
    assert backend.items("a") == [("k0", b"1")]
    assert backend.get("b", "k1") == b"1"


def test_two_processes_see_the_same_file(tmp_path: Path) -> None:
    one, other = SqliteBackend(tmp_path / "s"), SqliteBackend(tmp_path / "s")
    one.put("a", "k", b"1", 60)
    assert other.get("a", "k") == b"1"
    one.close()
    other.close()


def test_a_backend_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BackendDown):
        SqliteBackend(tmp_path / "file" / "s").ping()
    with pytest.raises(BackendDown):
        RedisBackend("redis://127.0.0.1:1/0").get("a", "k")


def test_careful_goes_on_without_and_heals(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    server = RedisServer(tmp_path)
    server.start()
    cache = CarefulCache(RedisBackend(server.url))
    try:
        cache.put("a", "k", b"1", 60)
        assert cache.get("a", "k") == b"1"
        server.stop()
        assert cache.get("a", "k") is None
        assert cache.get_many("a", ["k", "l"]) == [None, None]
        assert cache.add("a", "lease", b"1", 60)
        assert cache.is_down
        assert caplog.text.count("is down") == 1
        server.start()
        deadline = time.monotonic() + 10
        while cache.is_down and time.monotonic() < deadline:
            cache.put("a", "k", b"2", 60)
            time.sleep(0.1)
        assert cache.get("a", "k") == b"2"
        assert "answers again" in caplog.text
    finally:
        server.stop()
        cache.backend.close()
