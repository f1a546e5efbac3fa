from __future__ import annotations

import json
from pathlib import Path

from checker.rules.seal import FIRST_VERSION, seal
from tests.checker.rules.packs import write_pack


def test_keeps_the_version_unless_told_another(tmp_path: Path) -> None:
    write_pack(tmp_path)
    assert seal(folder=tmp_path) == FIRST_VERSION
    assert seal("2026.12.01-1", folder=tmp_path) == "2026.12.01-1"
    assert seal(folder=tmp_path) == "2026.12.01-1"


def test_lists_every_data_file_but_itself(tmp_path: Path) -> None:
    write_pack(tmp_path)
    assert sorted(json.loads((tmp_path / "pack.json").read_text("utf-8"))["files"]) == [
        "phrases/en.json",
        "substances.json",
    ]
