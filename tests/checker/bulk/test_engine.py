"""The engine alone: order among sites, stopping, and what a failing row does."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest

from checker.bulk.engine import run_rows
from checker.bulk.inputs import InputRow


def rows(*addresses: str) -> list[InputRow]:
    return [InputRow(number, address) for number, address in enumerate(addresses, start=1)]


def test_one_site_is_visited_by_one_thread_at_a_time_and_others_go_on() -> None:
    lock = threading.Lock()
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    together = 0

    def work(row: InputRow) -> int:
        nonlocal together
        site = row.address.split("/")[0]
        with lock:
            now[site] += 1
            most[site] = max(most[site], now[site])
            together = max(together, now.total())
        time.sleep(0.01)
        with lock:
            now[site] -= 1
        return row.number

    done: list[int] = []
    asked = rows(*(f"one.com/{n}" for n in range(12)), *(f"site-{n}.com" for n in range(12)))
    assert run_rows(asked, work, done.append, threads=4)
    assert sorted(done) == [row.number for row in asked]
    assert most["one.com"] == 1
    assert together > 1
    assert done.index(13) < done.index(12), "a site with many rows does not keep the others waiting"


def test_stopping_saves_what_is_under_way_and_leaves_the_rest() -> None:
    stop = threading.Event()
    begun: list[int] = []
    done: list[int] = []

    def work(row: InputRow) -> int:
        begun.append(row.number)
        if row.number == 3:
            stop.set()
        time.sleep(0.05)
        return row.number

    assert not run_rows(rows(*(f"s{n}.com" for n in range(50))), work, done.append, threads=2, stop=stop)
    assert sorted(done) == sorted(begun)
    assert len(done) < 20


def test_what_saving_raises_ends_the_run() -> None:
    def full(_: int) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        run_rows(rows(*(f"s{n}.com" for n in range(50))), lambda row: row.number, full, threads=2)


def test_addresses_that_cannot_be_used_are_rows_too() -> None:
    done: list[int] = []
    assert run_rows(rows("exa mple", "shop.test", "x.com"), lambda row: row.number, done.append, threads=2)
    assert sorted(done) == [1, 2, 3]
