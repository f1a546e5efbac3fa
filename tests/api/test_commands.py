from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api import Config, create_app
from api.commands import disputes, keys, reports
from checker.settings import Settings
from tests.api.fakes import FakeCheck


@pytest.fixture(autouse=True)
def same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    config = Config(settings=Settings(data_dir=tmp_path, allow_reserved_names=True))
    monkeypatch.setattr("api.commands.Config", lambda: config)
    return config


def _run(*arguments: str) -> Result:
    group = {"keys": keys, "disputes": disputes, "reports": reports}[arguments[0]]
    return CliRunner().invoke(group, arguments[1:])


def test_keys_are_made_listed_and_taken_back() -> None:
    made = _run("keys", "add", "Search engine")
    assert made.exit_code == 0
    secret = made.stdout.strip()
    assert secret.startswith("pp_")
    (line,) = _run("keys", "list").stdout.splitlines()
    assert line.endswith("Search engine")
    assert secret not in line
    assert _run("keys", "revoke", line.split()[0]).exit_code == 0
    assert _run("keys", "list").stdout == ""
    assert _run("keys", "revoke", "0" * 12).exit_code == 1


def test_an_operator_reads_and_answers_a_dispute(same_folder: Config) -> None:
    client = create_app(same_folder, FakeCheck()).test_client()
    reference = client.post(
        "/v1/disputes", json={"url": "rogue.test", "statement": "This page is about pets, not people."}
    ).get_json()["reference"]
    assert reference in _run("disputes", "list").stdout
    shown = _run("disputes", "show", reference).stdout
    assert "about pets" in shown
    assert "No prescription needed" in shown
    answered = _run("disputes", "answer", reference, "It is.", "--verdict", "unlisted", "--role", "pharmacist")
    assert answered.exit_code == 0
    assert "corrected" in answered.stdout
    assert reference not in _run("disputes", "list").stdout
    assert reference in _run("disputes", "list", "--all").stdout
    assert "rogue.test  unlisted" in _run("disputes", "overrides").stdout
    assert _run("disputes", "overrides", "--remove", "rogue.test").exit_code == 0
    assert _run("disputes", "overrides").stdout == ""
    assert _run("disputes", "show", "D-0").exit_code == 1


def test_reports_are_listed(same_folder: Config) -> None:
    create_app(same_folder, FakeCheck()).test_client().post(
        "/v1/reports", json={"url": "rogue.test", "matter": "other"}
    )
    assert "rogue.test  other 1" in _run("reports").stdout


def test_a_backend_that_is_away_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("api.commands.Config", lambda: Config(redis_url="redis://127.0.0.1:1/0"))
    gone = _run("keys", "list")
    assert gone.exit_code == 1
    assert "redis backend does not answer" in gone.output
