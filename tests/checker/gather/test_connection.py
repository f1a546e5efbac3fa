"""Name look-ups by the system, and the deadline that holds over everything."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from checker.errors import PageUnavailable
from checker.gather import connection
from checker.gather.connection import MAX_HANGING_LOOKUPS, Deadline, Guard, connect, resolve
from checker.gather.networks import AddressRule


def guard(seconds: float = 5.0, *, allow: tuple[str, ...] = ()) -> Guard:
    return Guard(Deadline(seconds), AddressRule(allow), None, 10_000)


def refused(host: str, by: Guard) -> str:
    with pytest.raises(PageUnavailable) as caught:
        resolve(host, 443, by)
    return caught.value.code


def system_answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[object]:
    """Let the system's look-up give these; returns the list that collects the names asked for."""
    asked: list[object] = []

    def getaddrinfo(host: bytes, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def end_lookups(release: threading.Event) -> None:
    """Let hanging look-ups end and wait for their threads, which outlive the call that started them."""
    release.set()
    for thread in threading.enumerate():
        if thread.name == "name-lookup":
            thread.join()


@pytest.fixture
def hanging_lookup(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: release.wait(30) and [])
    yield release
    end_lookups(release)


def test_name_is_asked_for_as_absolute_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = system_answers(monkeypatch, "8.8.8.8", "1.1.1.1")
    assert resolve("system.test", 443, guard()) == [("8.8.8.8", 443), ("1.1.1.1", 443)]
    assert asked == [b"system.test."]


def test_one_private_address_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    system_answers(monkeypatch, "8.8.8.8", "127.0.0.1")
    assert refused("mixed.test", guard()) == "blocked-address"


def test_no_address_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    system_answers(monkeypatch)
    assert refused("empty.test", guard()) == "name-not-found"


@pytest.mark.parametrize(
    ("errno", "code"), [(socket.EAI_NONAME, "name-not-found"), (socket.EAI_AGAIN, "connection-failed")]
)
def test_lookup_that_fails(monkeypatch: pytest.MonkeyPatch, errno: int, code: str) -> None:
    def getaddrinfo(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(errno, "no")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert refused("any.test", guard()) == code


def test_lookup_that_hangs_ends_at_the_deadline(hanging_lookup: threading.Event) -> None:
    started = time.monotonic()
    assert refused("hangs.test", guard(0.3)) == "timeout"
    assert time.monotonic() - started < 5


def test_hanging_lookups_are_limited_and_freed(
    hanging_lookup: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_lookups", threading.BoundedSemaphore(2))
    threads_before = threading.active_count()
    for _ in range(4):
        assert refused("hangs.test", guard(0.1)) == "timeout"
    assert threading.active_count() <= threads_before + 2
    end_lookups(hanging_lookup)
    system_answers(monkeypatch, "8.8.8.8")
    assert resolve("works.test", 443, guard()) == [("8.8.8.8", 443)]
    assert MAX_HANGING_LOOKUPS >= 32


def test_connection_is_made_to_the_vetted_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        system_answers(monkeypatch, "127.0.0.1")
        with connect("near.test", server.getsockname()[1], guard(allow=("127.0.0.0/8",))) as sock:
            assert sock.getpeername() == server.getsockname()


def test_socket_stops_at_the_byte_budget() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        by = Guard(Deadline(5), AddressRule(("127.0.0.0/8",)), lambda host, port: [server.getsockname()], 100)
        with connect("near.test", 80, by) as sock:
            other, _ = server.accept()
            with other:
                other.sendall(b"a" * 101)
                assert sock.recv(100, socket.MSG_WAITALL) == b"a" * 100
                with pytest.raises(PageUnavailable) as caught:
                    sock.recv(100)
    assert caught.value.code == "too-large"


def test_nothing_remains_after_the_deadline() -> None:
    deadline = Deadline(0)
    assert deadline.is_over
    with pytest.raises(TimeoutError):
        deadline.remaining_s()
    assert deadline.failure("shop.test").code == "timeout"
