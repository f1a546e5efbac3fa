"""The index answers like a dictionary of expressions, from a shared file, and never from a damaged one."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zlib import crc32

import pytest

from checker.address import Address, host_within, parse_address
from checker.errors import DamagedIndex, RegisterUnavailable
from checker.evidence import RegisterCopy, RegisterEntry
from checker.registers.index import RegisterIndex, build_index
from checker.registers.reloading import ReloadingIndex
from checker.registers.rows import expression_of

READ_AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
COPY = RegisterCopy("cz-sukl", "CZ", "Databáze lékáren", READ_AT, 2)


def entry(expression: str, **changes: object) -> RegisterEntry:
    base = RegisterEntry("cz-sukl", "CZ", expression, name="Lékárna U lva", licence_number="00000000001",
                         read_at=READ_AT, source_sha256="ab" * 32)  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def at(text: str) -> Address:
    return parse_address(text, allow_reserved=True)


def index_of(path: Path, entries: Iterable[RegisterEntry]) -> RegisterIndex:
    build_index(entries, [COPY], path, generation=7)
    return RegisterIndex.open(path)


FULL = entry(
    "shop.example",
    polarity="negative",
    status="removed",
    scope="non_prescription",
    kind="warning_list",
    source_url="https://register.example/list.csv",
    entry_url="https://register.example/entry/1",
    first_seen=date(2024, 1, 2),
    last_seen=date(2026, 10, 1),
    removed_on=date(2026, 11, 1),
    proof="operator_list",
    reason="sells without prescription",
)


def test_every_field_comes_back(tmp_path: Path) -> None:
    with index_of(tmp_path / "i", [FULL]) as index:
        (found,) = index.lookup(at("https://shop.example/")).entries
        assert found == FULL
        assert type(found) is RegisterEntry
        assert hash(found) == hash(FULL)
        with pytest.raises(AttributeError):
            found.name = "x"  # type: ignore[misc]
        assert index.copies == (COPY,)
        assert (index.entry_count, index.generation) == (1, 7)


@pytest.mark.parametrize(
    ("expression", "address", "covers"),
    [
        ("shop.example", "https://shop.example/", True),
        ("shop.example", "http://www.shop.example/a/b?c=1", True),
        ("shop.example", "https://blog.shop.example/", True),
        ("shop.example", "https://notshop.example/", False),
        ("shop.example", "https://shop.example.rogue.test/", False),
        ("my.shop.example", "https://shop.example/", False),
        ("my.shop.example", "https://a.my.shop.example/", True),
        ("chain.example/town/", "https://chain.example/town", True),
        ("chain.example/town/", "https://www.chain.example/town/x/y.html?z=1", True),
        ("chain.example/town/", "https://chain.example/town-b/", False),
        ("chain.example/town/", "https://chain.example/town?next=/x", True),
        ("chain.example/town/", "https://chain.example/?next=/town/", False),
        ("chain.example/town/", "https://chain.example/", False),
        ("chain.example/a/shop.php?id=7", "https://chain.example/a/shop.php?id=7", True),
        ("chain.example/a/shop.php?id=7", "https://chain.example/a/shop.php?id=8", False),
        ("chain.example/a/shop.html", "https://chain.example/a/shop.html?from=ad", True),
        ("chain.example/a/shop.html", "https://chain.example/a/shop.html/more", False),
        ("chain.example/a/b/", "https://chain.example/a/b/c/d/e?f=/g/", True),
        ("chain.example/a/b/", "https://chain.example/a/", False),
        ("chain.example/?id=7", "https://chain.example/?id=7", True),
        ("chain.example/?id=7", "https://chain.example/", False),
        ("chain.example/town/", "https://chain.example/x/../town/%74/", True),
        ("lékárna.example", "https://lékárna.example/", False),
        ("xn--lkrna-yqa8c.example", "https://lékárna.example/", True),
    ],
)
def test_what_an_entry_covers(tmp_path: Path, expression: str, address: str, covers: bool) -> None:
    with index_of(tmp_path / "i", [entry(expression), entry("other.example")]) as index:
        found = index.lookup(at(address)).entries
        assert [e.expression for e in found] == ([expression] if covers else [])


def test_all_entries_come_most_specific_first(tmp_path: Path) -> None:
    rows = [
        entry("shop.example"),
        entry("shop.example", authority="us-fda-warning", polarity="negative"),
        entry("a.shop.example"),
        entry("a.shop.example/x/"),
        entry("a.shop.example/x/y/", licence_number="2"),
        entry("shop.example", licence_number="3"),
    ]
    with index_of(tmp_path / "i", rows) as index:
        found = index.lookup(at("https://a.shop.example/x/y/z")).entries
        assert [e.expression for e in found] == [
            "a.shop.example/x/y/", "a.shop.example/x/", "a.shop.example", *["shop.example"] * 3
        ]  # fmt: skip
        assert set(found) == set(rows)


def test_expressions_with_one_checksum_do_not_answer_for_each_other(tmp_path: Path) -> None:
    listed, other = "plumless.example", "buckeroo.example"
    assert crc32(b"plumless") == crc32(b"buckeroo")
    assert crc32(listed.encode()) == crc32(other.encode())
    with index_of(tmp_path / "i", [entry(listed)]) as index:
        assert index.lookup(at(f"https://{other}/")).entries == ()
        assert len(index.lookup(at(f"https://{listed}/")).entries) == 1
    with index_of(tmp_path / "j", [entry(listed), entry(other)]) as index:
        assert [e.expression for e in index.lookup(at(f"https://{other}/")).entries] == [other]


def test_it_answers_like_a_dictionary(tmp_path: Path) -> None:
    rows = [entry(f"shop-{n % 700}.example", licence_number=str(n)) for n in range(2000)]
    rows += [entry(f"portal.example/branch-{n}/") for n in range(1000)]
    wanted: dict[str, list[RegisterEntry]] = {}
    for row in rows:
        wanted.setdefault(row.expression, []).append(row)
    with index_of(tmp_path / "i", rows) as index:
        for expression, entries in wanted.items():
            assert list(index.lookup(at("https://" + expression)).entries) == entries
            assert list(index.lookup_expression(expression)) == entries
        for n in range(700, 3000):
            assert index.lookup(at(f"https://shop-{n}.example/")).entries == ()
        index.verify()


def covers(expression: str, address: Address) -> bool:
    """What an entry covers, said the slow way."""
    host, slash, rest = expression.partition("/")
    if not host_within(address.host, host) or not host_within(host, address.registrable_domain):
        return False
    path, query = address.path, address.query
    page = slash + rest
    if not slash:
        return True
    if page.endswith("/") and "?" not in page:
        return (path + "/").startswith(page) or path.startswith(page)
    return page in (path, path + query)


def test_it_finds_what_the_rule_says_for_random_entries_and_addresses(tmp_path: Path) -> None:
    rng = random.Random(7)

    def host() -> str:
        return ".".join([*rng.choices("abc", k=rng.randint(0, 3)), rng.choice(["x", "y"]), "example"])

    def path(*, is_entry: bool) -> str:
        folders = "".join(f"/{part}" for part in rng.choices("pq", k=rng.randint(0, 3)))
        end = rng.choice(["", "/", "/f.html", "/f.html?n=1", "/?n=1"] if is_entry else
                         ["", "/", "/f.html", "/f.html?n=1", "/?n=1", "/f.html?n=2", "/f.htm"])  # fmt: skip
        return folders + end

    def expression() -> str:
        found = expression_of(at(f"https://{host()}{path(is_entry=True)}"))
        assert found is not None
        return found

    rows = [entry(expression(), licence_number=str(n)) for n in range(300)]
    hits = 0
    with index_of(tmp_path / "i", rows) as index:
        for _ in range(3000):
            address = at(f"https://{rng.choice(['', 'www.'])}{host()}{path(is_entry=False)}")
            wanted = {row for row in rows if covers(row.expression, address)}
            assert set(index.lookup(address).entries) == wanted, address.url
            hits += len(wanted)
    assert hits > 3000


def test_damage_in_a_record_is_named_and_never_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "i"
    index_of(path, [FULL, entry("chain.example/town/")]).close()
    good = path.read_bytes()
    addresses = [at("https://shop.example/"), at("https://chain.example/town/x")]
    for place in range(128, len(good)):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        try:
            with RegisterIndex.open(path) as index:
                for address in addresses:
                    index.lookup(address)
        except DamagedIndex:
            pass


def test_not_listed_says_in_what_was_searched(tmp_path: Path) -> None:
    with index_of(tmp_path / "i", []) as index:
        evidence = index.lookup(at("https://shop.example/"))
        assert evidence.entries == ()
        assert evidence.copies == (COPY,)


def test_no_file_is_no_snapshot(tmp_path: Path) -> None:
    with pytest.raises(RegisterUnavailable, match="registers update") as error:
        RegisterIndex.open(tmp_path / "none")
    assert error.value.code == "no-snapshot"


def _flip(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize("damage", [
    lambda d: b"",
    lambda d: d[:40],
    lambda d: d[:-1],
    lambda d: d + b"\0",
    lambda d: d[: len(d) // 2],
    lambda d: b"<html>" + d[6:],
    lambda d: _flip(d, 8),
    lambda d: _flip(d, 20),
    lambda d: _flip(d, len(d) - 3),
])  # fmt: skip
def test_a_damaged_file_is_refused(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "i"
    index_of(path, [FULL]).close()
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedIndex):
        RegisterIndex.open(path)


def test_verify_sees_one_wrong_bit_in_the_records(tmp_path: Path) -> None:
    path = tmp_path / "i"
    index_of(path, [FULL]).close()
    path.write_bytes(_flip(path.read_bytes(), 150))
    with RegisterIndex.open(path) as index, pytest.raises(DamagedIndex, match="differs"):
        index.verify()


def test_a_build_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "i"
    index_of(path, [FULL]).close()
    before = path.read_bytes()

    def failing() -> Iterable[RegisterEntry]:
        yield entry("shop.example")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        build_index(failing(), [COPY], path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_midway_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "i"
    index_of(path, [FULL]).close()
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        build_index([entry("b.example")], [COPY], path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_reloading_answers_nothing_then_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "i"
    index = ReloadingIndex(path, check_every_s=0)
    shop = at("https://shop.example/")
    assert index.lookup(shop) == index.lookup(shop)
    assert index.copies == ()
    build_index([FULL], [COPY], path, generation=1)
    assert len(index.lookup(shop).entries) == 1
    build_index([], [COPY], path, generation=2)
    assert index.lookup(shop).entries == ()
    assert index.generation == 2


def test_the_first_look_ups_wait_for_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "i"
    build_index([FULL], [COPY], path)
    index, shop, found = ReloadingIndex(path), at("https://shop.example/"), []
    begun, opened = threading.Event(), RegisterIndex.open

    def slow(path: Path) -> RegisterIndex:
        begun.set()
        time.sleep(0.05)
        return opened(path)

    monkeypatch.setattr(RegisterIndex, "open", slow)
    first = threading.Thread(target=lambda: found.append(index.lookup(shop)))
    first.start()
    assert begun.wait(5)
    found.append(index.lookup(shop))
    first.join()
    assert [len(evidence.entries) for evidence in found] == [1, 1]


def test_reloading_keeps_the_last_good_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "i"
    index = ReloadingIndex(path, check_every_s=0)
    build_index([FULL], [COPY], path)
    shop = at("https://shop.example/")
    assert len(index.lookup(shop).entries) == 1
    path.unlink()
    path.write_bytes(b"no index at all, but long enough for a header" * 10)
    assert len(index.lookup(shop).entries) == 1
    assert "not reloaded" in caplog.text
    caplog.clear()
    build_index([entry("b.example")], [COPY], path)
    path.write_bytes(_flip(path.read_bytes(), 150))
    assert len(index.lookup(shop).entries) == 1
    assert "content differs" in caplog.text
    path.unlink()
    assert len(index.lookup(shop).entries) == 1


def test_swaps_under_load_give_no_wrong_answer(tmp_path: Path) -> None:
    path = tmp_path / "i"
    always = [entry(f"shop-{n}.example", licence_number=str(n)) for n in range(50)]
    build_index(always, [COPY], path)
    index = ReloadingIndex(path, check_every_s=0)
    addresses = [at(f"https://shop-{n}.example/") for n in range(50)]
    stop, wrong = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            for n, address in enumerate(addresses):
                found = index.lookup(address).entries
                if [e.licence_number for e in found] != [str(n)]:
                    wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for generation in range(30):
        more = [entry(f"more-{generation}-{n}.example") for n in range(generation * 10)]
        build_index(more + always, [COPY], path, generation=generation)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert index.generation == 29
