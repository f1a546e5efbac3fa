from __future__ import annotations

import hashlib
import json
from pathlib import Path

from checker.rules.export import export_pack
from checker.score import ALARM_POINTS
from checker.signals import ALL_SIGNALS
from checker.signals.base import Strength
from tests.checker.rules.packs import write_pack


def test_same_pack_same_bytes(tmp_path: Path) -> None:
    first = export_pack(tmp_path / "a")
    second = export_pack(tmp_path / "b")
    assert [p.name for p in first] == [p.name for p in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert first[-1].name == "pack.json"


def test_pack_file_holds_version_and_digests(tmp_path: Path) -> None:
    export_pack(tmp_path / "out")
    pack = json.loads((tmp_path / "out" / "pack.json").read_text("utf-8"))
    for name, digest in pack["files"].items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert {"phrases.json", "substances.json", "authorities.json", "seals.json"} <= set(pack["files"])


def test_exports_words_without_their_tests_and_sources(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    export_pack(tmp_path / "out", write_pack(tmp_path / "pack"))
    phrases = json.loads((tmp_path / "out" / "phrases.json").read_text("utf-8"))
    assert phrases == {
        "prescription-waived": {"en": [["en-prescription-waived-no-prescription-needed", "no prescription needed"]]}
    }
    substances = json.loads((tmp_path / "out" / "substances.json").read_text("utf-8"))
    assert substances == {
        "tramadol": {
            "inn": "tramadol",
            "group": "prescription",
            "drug_class": "opioid",
            "supply": {"EU": "prescription", "GB": "prescription"},
            "names": [["tramadol", "inn", 0], ["tram", "slang", 1]],
        }
    }


def test_exports_the_catalogue_and_the_points(tmp_path: Path) -> None:
    export_pack(tmp_path)
    signals = json.loads((tmp_path / "signals.json").read_text("utf-8"))
    assert [s["id"] for s in signals] == [s.id for s in ALL_SIGNALS]
    points = json.loads((tmp_path / "points.json").read_text("utf-8"))
    assert points["alarm"]["decisive"] == ALARM_POINTS[Strength.DECISIVE]
