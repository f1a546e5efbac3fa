"""Copies are applied whole or not at all, history stays, and the last good copy survives everything."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checker.address import parse_address
from checker.errors import RegisterUnavailable
from checker.evidence import RegisterEntry
from checker.registers.index import RegisterIndex
from checker.registers.store import CopyInfo, RegisterStore, index_path
from checker.settings import Settings


def day(number: int) -> datetime:
    return datetime(2026, 11, number, 6, tzinfo=UTC)


def info(number: int = 1, **changes: object) -> CopyInfo:
    fields: dict[str, object] = {
        "source": "at-basg", "authority": "at-basg", "country": "AT", "register_name": "Register", "kind": "register",
        "polarity": "positive", "proof": "snapshot", "source_url": "https://register.example/list",
        "read_at": day(number), "sha256": f"{number:064d}", "etag": f'"{number}"', "row_count": 9,
    }  # fmt: skip
    return CopyInfo(**(fields | changes))  # type: ignore[arg-type]


def entries(*hosts: str) -> list[RegisterEntry]:
    return [RegisterEntry("at-basg", "AT", host, name=f"Apotheke {host}", licence_number=host[:1]) for host in hosts]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, allow_reserved_names=True)


@pytest.fixture
def store(settings: Settings) -> Iterator[RegisterStore]:
    with RegisterStore(settings) as opened:
        yield opened


def looked_up(settings: Settings, host: str) -> list[tuple[str, date | None, date | None, date | None]]:
    with RegisterIndex.open(index_path(settings)) as index:
        index.verify()
        found = index.lookup(parse_address(host, allow_reserved=True)).entries
        return [(e.status, e.first_seen, e.last_seen, e.removed_on) for e in found]


def test_history_first_seen_last_seen_removed_and_back(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        assert store.apply(info(1), entries("a.example", "b.example", "c.example", "d.example", "e.example")).added == 5
        change = store.apply(info(3), entries("a.example", "b.example", "c.example", "d.example", "f.example"))
        assert (change.added, change.removed, change.kept) == (1, 1, 4)
    assert looked_up(settings, "e.example") == [("removed", date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 3))]
    assert looked_up(settings, "a.example") == [("active", date(2026, 11, 1), date(2026, 11, 3), None)]
    assert looked_up(settings, "f.example") == [("active", date(2026, 11, 3), date(2026, 11, 3), None)]
    with store.writing():
        store.apply(info(5), entries("a.example", "b.example", "c.example", "d.example", "e.example", "f.example"))
    assert looked_up(settings, "e.example") == [("active", date(2026, 11, 1), date(2026, 11, 5), None)]


def test_the_index_names_the_copies_and_their_entries(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example", "b.example"))
        store.apply(info(2, source="at-basg+file", proof="operator_list"), entries("c.example"))
    with RegisterIndex.open(index_path(settings)) as index:
        assert [(c.authority, c.read_at, c.entry_count) for c in index.copies] == [
            ("at-basg", day(1), 2),
            ("at-basg", day(2), 1),
        ]
        (entry,) = index.lookup(parse_address("c.example", allow_reserved=True)).entries
        assert (entry.proof, entry.source_sha256) == ("operator_list", f"{2:064d}")


@pytest.mark.parametrize(
    ("now", "is_held"), [(100, False), (80, False), (79, True), (1, True), (500, False), (501, True)]
)
def test_a_list_that_shrank_or_grew_beyond_belief_is_held_back(store: RegisterStore, now: int, is_held: bool) -> None:
    def some(count: int) -> list[RegisterEntry]:
        return entries(*[f"shop-{n}.example" for n in range(count)])

    with store.writing():
        store.apply(info(1), some(100))
        change = store.apply(info(2), some(now))
        assert bool(change.held_back) is is_held
        assert store.counts()["at-basg"][0] == (100 if is_held else now)
        copy = store.copy("at-basg")
        assert copy is not None
        assert copy.read_at == day(1 if is_held else 2)
        if is_held:
            assert f"from 100 to {now} entries" in change.held_back
            assert store.apply(info(3), some(now), force=True).held_back == ""
            assert store.counts()["at-basg"][0] == now


def test_a_short_list_may_grow(store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example"))
        assert store.apply(info(2), entries(*[f"s{n}.example" for n in range(30)], "a.example")).held_back == ""


def test_renewing_makes_the_copy_fresh_without_changing_it(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example"))
        store.renew("at-basg", day(9))
    assert looked_up(settings, "a.example") == [("active", date(2026, 11, 1), date(2026, 11, 9), None)]
    with RegisterIndex.open(index_path(settings)) as index:
        assert index.copies[0].read_at == day(9)
    copy = store.copy("at-basg")
    assert copy is not None
    assert copy.etag == '"1"'


def test_changes_since_a_day(store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example", "b.example", "c.example", "d.example", "e.example"))
        store.apply(info(4), entries("a.example", "b.example", "c.example", "d.example", "f.example"))
    assert [(what, e.expression) for what, e in store.changes_since(date(2026, 11, 2))] == [
        ("added", "f.example"),
        ("removed", "e.example"),
    ]
    assert len(store.changes_since(date(2026, 11, 1))) == 7
    assert store.changes_since(date(2026, 11, 5)) == ()
    assert store.changes_since(date(2026, 11, 1), "cz-sukl") == ()


def test_forgetting_a_source_takes_it_out_of_look_ups(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example"))
    with store.writing():
        assert store.forget("at-basg") == 1
    assert looked_up(settings, "a.example") == []
    assert store.copies() == ()


def test_an_interrupted_reading_changes_nothing(store: RegisterStore) -> None:
    def breaking() -> Iterator[RegisterEntry]:
        yield from entries("b.example")
        raise RegisterUnavailable("broke off")

    with store.writing():
        store.apply(info(1), entries("a.example"))
        with pytest.raises(RegisterUnavailable):
            store.apply(info(2), breaking(), force=True)
        assert [e.expression for e in store.entries()] == ["a.example"]


def test_an_index_left_behind_is_rebuilt_by_the_next_writer(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example"))
    before = index_path(settings).read_bytes()
    with store.writing():
        store.apply(info(2), entries("a.example", "b.example"))
    index_path(settings).write_bytes(before)
    with store.writing():
        pass
    assert len(looked_up(settings, "b.example")) == 1
    index_path(settings).write_bytes(b"damaged" * 50)
    with store.writing():
        pass
    assert len(looked_up(settings, "b.example")) == 1


def test_a_second_writer_is_told_at_once(settings: Settings, store: RegisterStore) -> None:
    with RegisterStore(settings) as other, store.writing():
        with pytest.raises(RegisterUnavailable, match="another update") as error, other.writing(wait_s=0):
            pass
        assert error.value.code == "update-running"
    with RegisterStore(settings) as other, other.writing(wait_s=0):
        pass


def test_a_damaged_store_is_named_and_the_index_goes_on(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example"))
    store.close()
    for file in store.folder.glob("registers.sqlite3*"):
        file.write_bytes(b"no database" * 1000)
    with pytest.raises(RegisterUnavailable, match="the last good copy stays"):
        RegisterStore(settings)
    assert len(looked_up(settings, "a.example")) == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RegisterUnavailable, match="could not be stored") as error:
        RegisterStore(Settings(data_dir=tmp_path / "file"))
    assert error.value.code == "not-stored"


WRITER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from tests.checker.registers.test_register_store import entries, info
    from checker.registers.store import RegisterStore
    from checker.settings import Settings

    with RegisterStore(Settings(data_dir=Path(sys.argv[1]))) as store:
        number = 0
        while True:
            number += 1
            hosts = [f"s{n}-{number % 2}.example" for n in range(400)] + ["always.example"]
            with store.writing():
                store.apply(info(1 + number % 28, row_count=number), entries(*hosts), force=True)
            print(number, flush=True)
""")


def test_kill_9_at_any_moment_leaves_a_whole_copy(settings: Settings) -> None:
    for round_number in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(settings.data_dir)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        )
        assert writer.stdout is not None
        writer.stdout.readline()  # one whole update is through
        time.sleep(0.013 * round_number)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with RegisterIndex.open(index_path(settings)) as index:
            index.verify()
            assert len(index.lookup(parse_address("always.example", allow_reserved=True)).entries) == 1
        with RegisterStore(settings) as store, store.writing(wait_s=5):
            active = [e.expression for e in store.entries() if e.status == "active"]
            assert len(active) == 401
            assert len({name.split("-")[-1] for name in active}) == 2  # one half and always.example
        assert [(s, r) for s, _, _, r in looked_up(settings, "always.example")] == [("active", None)]
        assert list(settings.data_dir.glob("registers/*.new")) == []


FULL_DISK = textwrap.dedent("""
    import resource, signal, sys
    from pathlib import Path
    from tests.checker.registers.test_register_store import entries, info
    from checker.errors import CheckerError
    from checker.registers.store import RegisterStore
    from checker.settings import Settings

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with RegisterStore(Settings(data_dir=Path(sys.argv[1]))) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
        try:
            with store.writing():
                store.apply(info(2), entries(*[f"new-{n}.example" for n in range(5000)], "a.example"), force=True)
        except CheckerError as error:
            print(error.code, error.message)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
""")


@pytest.mark.parametrize("limit", [30_000, 120_000, 400_000])
def test_a_full_disk_leaves_the_last_good_copy(settings: Settings, limit: int) -> None:
    with RegisterStore(settings) as store, store.writing():
        store.apply(info(1), entries("a.example"))
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(settings.data_dir), str(limit)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.stdout.startswith("not-stored "), done.stderr
    assert "the last good copy stays" in done.stdout
    assert looked_up(settings, "new-1.example") == []
    assert len(looked_up(settings, "a.example")) == 1
    with RegisterStore(settings) as store, store.writing():  # with room again it goes on
        store.apply(info(3), entries("a.example", "b.example"), force=True)
    assert len(looked_up(settings, "b.example")) == 1


def test_the_store_is_an_ordinary_sqlite_file(settings: Settings, store: RegisterStore) -> None:
    with store.writing():
        store.apply(info(1), entries("a.example"))
    with sqlite3.connect(store.folder / "registers.sqlite3") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
