from __future__ import annotations

from pathlib import Path

import pytest

from checker.rules import lint as lint_module
from checker.rules.__main__ import main


def test_lint_of_the_shipped_pack_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["lint"])
    assert capsys.readouterr().out == ""
    assert code == 0


def test_lint_prints_one_line_a_fault(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fault = lint_module.Fault("phrases/en.json", "en-otc-x", "has no matches")
    monkeypatch.setattr("checker.rules.__main__.lint", lambda: (fault,))
    assert main(["lint"]) == 1
    assert capsys.readouterr().out == "phrases/en.json: en-otc-x: has no matches\n"


def test_export_prints_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "out")]) == 0
    assert f"{tmp_path / 'out' / 'pack.json'}\n" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["export"], ["lint", "x"], ["burn"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage:" in capsys.readouterr().err
