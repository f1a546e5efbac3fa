"""The command line of the registers: words a pharmacist can read, JSON for programs, honest exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.registers.commands import registers
from checker.settings import Settings
from tests.web import Reply, Web


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", allow_reserved_names=True)


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(registers, list(arguments), obj=settings)


@pytest.fixture
def loaded(tmp_path: Path, settings: Settings) -> Settings:
    path = tmp_path / "list.csv"
    path.write_text("url,name,licence_number,status\nlion.example,Lion,7,\nbear.example,Bear,8,suspended\n")
    result = run(settings, "import", str(path), "--authority", "us-nabp")
    assert result.exit_code == 0
    assert result.stdout == "✓ us-nabp+file: updated: 2 added, 0 removed, 0 kept\n"
    return settings


def test_lookup_shows_authority_number_and_dates(loaded: Settings) -> None:
    result = run(loaded, "lookup", "https://www.lion.example/pills")
    assert result.exit_code == 0
    assert "lion.example is listed: NABP, US" in result.stdout
    assert "Number:     7" in result.stdout
    assert "Copy read:" in result.stdout
    assert "bear.example is suspended" in run(loaded, "lookup", "bear.example").stdout


def test_lookup_of_a_stranger_names_what_was_searched(loaded: Settings) -> None:
    result = run(loaded, "lookup", "fox.example")
    assert result.exit_code == 0
    assert "fox.example is not in the registers held here." in result.stdout
    assert "Searched: us-nabp (read" in result.stdout


def test_lookup_as_json(loaded: Settings) -> None:
    record = json.loads(run(loaded, "lookup", "lion.example", "--json").stdout)
    assert record["host"] == "lion.example"
    assert record["entries"][0]["licence_number"] == "7"
    assert record["copies"][0]["entry_count"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("lookup", "http://127.0.0.1/"), 2, "[ip-literal]"),
        (("lookup", "exa mple"), 2, "[invalid-address]"),
        (("import", "none.csv", "--authority", "us-nabp"), 2, "none.csv cannot be read"),
        (("import", "none.csv"), 2, "--authority"),
        (("diff", "--since", "yesterday"), 2, "yesterday"),
        (("diff", "--authority", "xx"), 2, "no authority 'xx'"),
        (("export", "-o", "/no/such/folder/x.csv"), 1, "No such file"),
        (("update", "--only", "xx"), 2, "no source 'xx'"),
    ],
)
def test_bad_input_is_one_line_and_an_exit_code(
    loaded: Settings, arguments: tuple[str, ...], code: int, says: str
) -> None:
    result = run(loaded, *arguments)
    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_nothing_loaded_is_exit_code_3(settings: Settings) -> None:
    result = run(settings, "lookup", "lion.example")
    assert result.exit_code == 3
    assert "run 'registers update'" in result.stderr


def test_status_shows_every_source(loaded: Settings) -> None:
    text = run(loaded, "status").stdout
    assert "us-nabp+file" in text
    assert "cz-sukl" in text
    assert "de-bfarm" not in text
    assert "de-bfarm" in run(loaded, "status", "--all").stdout
    rows = {row["source"]: row for row in json.loads(run(loaded, "status", "--json").stdout)}
    assert rows["us-nabp+file"]["entries"] == 2
    assert rows["cz-sukl"]["read_at"] is None
    assert rows["cz-sukl"]["layout"] == "verified"


def test_diff_and_export(loaded: Settings, tmp_path: Path) -> None:
    result = run(loaded, "diff")
    assert "us-nabp  lion.example  Lion  7" in result.stdout
    assert "2 changes since" in result.stderr
    assert {c["change"] for c in json.loads(run(loaded, "diff", "--json").stdout)} == {"added"}
    out = tmp_path / "out.csv"
    assert run(loaded, "export", "-o", str(out)).exit_code == 0
    assert (
        out.read_text(encoding="utf-8").splitlines()[1].startswith("us-nabp,US,bear.example,positive,Bear,8,suspended")
    )
    lines = run(loaded, "export", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["expression"] for line in lines] == ["bear.example", "lion.example"]


def test_forget(loaded: Settings) -> None:
    assert run(loaded, "forget", "us-nabp+file").stdout == "2 entries of us-nabp+file deleted.\n"
    assert run(loaded, "forget", "us-nabp+file").exit_code == 2


def test_a_shrunken_import_is_exit_code_1(loaded: Settings, tmp_path: Path) -> None:
    (path := tmp_path / "less.csv").write_text("url\nlion.example\n")
    result = run(loaded, "import", str(path), "--authority", "us-nabp")
    assert result.exit_code == 1
    assert "held-back: the list shrank from 2 to 1 entries" in result.stdout
    assert run(loaded, "import", str(path), "--authority", "us-nabp", "--force").exit_code == 0


def test_update_tells_each_source_and_fails_when_one_did() -> None:
    with Web() as web:
        csv = "NAZEV,KOD_PRACOVISTE,WWW,ZASILKOVY_PRODEJ\r\nLev,1,lev.cz,ANO\r\n"
        web.add("opendata.sukl.cz", Reply(csv, "text/csv"))
        only = ("--only", "cz-sukl", "--only", "de-bfarm")
        result = run(web.settings(), "update", *only)
        assert result.exit_code == 0, result.output
        assert "✓ cz-sukl: updated: 1 added" in result.stdout
        assert "– de-bfarm: skipped: has no list to read" in result.stdout
        web.add("opendata.sukl.cz", "<!doctype html>")
        result = run(web.settings(), "update", "--only", "cz-sukl", "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)[0]["outcome"] == "failed"
