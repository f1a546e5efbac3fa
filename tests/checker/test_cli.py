"""The command line as a stranger uses it: exit status, one line for each error, JSON that is the report."""

from __future__ import annotations

import json
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import main

ROGUE = "<h1>Buy Tramadol, no prescription needed</h1><p>90 pills: $189</p><button>Add to cart</button>"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHARMAPROOF_DATA", str(tmp_path / "data"))


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, list(arguments))
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "invalid-address"),
        ("javascript:alert(1)", "scheme-not-supported"),
        ("http://127.1/", "ip-literal"),
        ("http://[::1]/", "ip-literal"),
        ("a" * 9000 + ".com", "address-too-long"),
        ("https://exa mple", "invalid-address"),
        ("https://shop.example/", "reserved-name"),
        ("https://user:pass@shop.com/", "user-info"),
        ("https://shop.com:8443/", "port-not-allowed"),
    ],
)
def test_bad_input_exits_with_2_and_says_why(address: str, code: str) -> None:
    status, out, error = run("check", "--", address)
    assert (status, out) == (2, "")
    assert f"[{code}]" in error
    assert len(error.strip().splitlines()) == 1
    assert "Traceback" not in error


def test_bad_country() -> None:
    status, _, error = run("check", "shop.com", "--country", "XX", "--depth", "quick")
    assert status == 2
    assert "country" in error


def test_saved_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(ROGUE)
    status, out, _ = run("check", "--html", str(tmp_path / "page.html"), "--url", "shop.com")
    assert status == 0
    assert "Don’t buy here" in out
    assert "no prescription needed" in out
    assert "Not checked" in out


def test_json_is_the_report(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(ROGUE)
    status, out, _ = run("check", "--json", "--html", str(tmp_path / "page.html"), "--url", "shop.com")
    report = json.loads(out)
    assert status == 0
    assert report["verdict"] == "rogue"
    assert list(report["parts"]) == ["register", "logo", "prescription", "domain", "risk"]


def test_undetermined_exits_with_3() -> None:
    status, out, _ = run("check", "lindenhof-shop.de", "--depth", "quick")
    assert status == 3
    assert "Couldn’t check" in out


def test_address_is_asked_for() -> None:
    status, _, error = run("check")
    assert status == 2
    assert "ADDRESS" in error


def test_every_command_is_there() -> None:
    _, out, _ = run("--help")
    for command in ("bulk", "check", "registers", "rules", "serve"):
        assert f"  {command} " in out


def test_a_file_that_is_no_page_is_named(tmp_path: Path) -> None:
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\n")
    status, out, error = run("check", "--html", str(tmp_path / "list.pdf"), "--url", "shop.com")
    assert (status, out) == (2, "")
    assert error == "pharmaproof: html: list.pdf is no web page but a PDF. [invalid-file]\n"


def test_a_stale_build_beside_the_source_hides_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = tmp_path / "pharmaproof.egg-info"
    stale.mkdir()
    (stale / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: pharmaproof\nVersion: 0.0.1\n")
    (stale / "entry_points.txt").write_text("[pharmaproof.commands]\nserve = api.serve:serve\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert {e.name for e in entry_points(group="pharmaproof.commands")} == {"serve"}, "the older build is read first"
    _, out, _ = run("--help")
    assert {"serve", "keys", "disputes", "feed"} <= set(out.split())
    assert run("keys", "--help")[0] == 0
