"""The table of RDAP services: IANA's form, its age, and the built-in one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checker.address import parse_address
from checker.errors import PageUnavailable
from checker.gather.rdap_bootstrap import BUILT_IN, FILE_NAME, MAX_AGE, Bootstrap, parse_bootstrap

SHARED_TABLE = Path(__file__).parents[4] / "shared" / "data" / "rdap_bootstrap.json"
TABLE = b'{"services": [[["test"], ["https://rdap.nic.test/"]]]}'


def no_network(url: str) -> bytes:
    raise PageUnavailable(f"{url} is out of reach", code="timeout")


def keep(folder: Path, age: timedelta, service: str = "https://kept.test/") -> Bootstrap:
    kept = {"fetched_at": (datetime.now(UTC) - age).isoformat(), "services": {"test": service}}
    (folder / FILE_NAME).write_text(json.dumps(kept))
    return Bootstrap(folder)


def test_services_are_read() -> None:
    body = {
        "services": [
            [["COM", "net"], ["http://plain.test/x", "https://rdap.test/x"]],
            [["org"], ["http://only.test"]],
            [["bad"], ["ftp://files.test/"]], [["bad"]], ["bad", "bad"], None, [[5], ["https://five.test/"]],
        ]
    }  # fmt: skip
    assert parse_bootstrap(json.dumps(body).encode()) == {
        "com": "https://rdap.test/x/",
        "net": "https://rdap.test/x/",
        "org": "http://only.test/",
    }


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"services": 5}', b'{"services": []}', b"[" * 10_000, b"<html>"]
)
def test_what_is_no_table(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_bootstrap(body)


def test_fresh_table_is_not_fetched_again(tmp_path: Path) -> None:
    table = keep(tmp_path, MAX_AGE - timedelta(minutes=1))
    assert not table.is_old
    assert table.service_for("test") == "https://kept.test/"


def test_old_table_is_replaced_and_the_new_one_kept(tmp_path: Path) -> None:
    table = keep(tmp_path, MAX_AGE + timedelta(minutes=1))
    assert table.is_old
    assert table.refresh(lambda url: TABLE)
    assert not table.is_old
    assert Bootstrap(tmp_path).service_for("test") == "https://rdap.nic.test/"
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("fetch", [no_network, lambda url: b"<html>"])
def test_failed_refresh_keeps_the_old_one_and_waits(tmp_path: Path, fetch: object) -> None:
    table = keep(tmp_path, MAX_AGE + timedelta(days=300))
    assert not table.refresh(fetch)  # type: ignore[arg-type]
    assert table.service_for("test") == "https://kept.test/"
    assert not table.is_old


@pytest.mark.parametrize("content", ["", "{", "[]", '{"fetched_at": "2026", "services": 5}', '{"services": {}}'])
def test_damaged_file_is_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    table = Bootstrap(tmp_path)
    assert table.is_old
    assert table.service_for("com") == BUILT_IN["com"]


def test_folder_that_cannot_be_written_does_not_matter(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    table = Bootstrap(blocked)
    assert not table.refresh(lambda url: TABLE)
    assert table.service_for("com") == BUILT_IN["com"]


def test_built_in_table_is_sorted_and_fetchable() -> None:
    assert list(BUILT_IN) == sorted(BUILT_IN)
    for url in BUILT_IN.values():
        assert parse_address(url).url == url
        assert url.startswith("https://")
        assert url.endswith("/")
    if SHARED_TABLE.exists():  # the table as others saw it; facts to compare with, not needed to run
        known = parse_bootstrap(SHARED_TABLE.read_bytes())
        assert {tld: known.get(tld) for tld in BUILT_IN} == dict(BUILT_IN)
