from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checker.rules.lint import lint
from tests.checker.rules.packs import PHRASE, SUBSTANCE, write_pack

NEGATION: dict[str, Any] = PHRASE | {
    "id": "en-negation-never", "topic": "negation", "text": "never", "matches": [], "avoids": []
}  # fmt: skip


def test_a_sound_pack_has_no_faults(tmp_path: Path) -> None:
    assert lint(write_pack(tmp_path)) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "No Prescription needed"}, "not in normal form: 'no prescription needed' would be"),
        ({"matches": ["Prescription required"]}, "does not hit its match: Prescription required"),
        ({"avoids": ["No prescription needed here."]}, "hits an avoids text of"),
        ({"avoids": []}, "has no avoids"),
        ({"source": ""}, "has no source"),
        ({"added_on": "24.11.2026"}, "no ISO date"),
        ({"text": "no prescription ~"}, "slot"),
    ],
)
def test_finds_what_is_wrong_with_a_phrase(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    faults = lint(write_pack(tmp_path, phrases=[PHRASE | change]))
    assert any(reason in f.reason and f.file == "phrases/en.json" and f.entry == PHRASE["id"] for f in faults)


def test_a_negated_or_quoted_phrase_does_not_hit_an_avoids_text(tmp_path: Path) -> None:
    avoids = ["Never trust a shop with no prescription needed.", 'Shops that say "no prescription needed here" lie.']
    assert lint(write_pack(tmp_path, phrases=[NEGATION, PHRASE | {"avoids": avoids}])) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"names": [{"text": "Tramadol", "kind": "inn"}]}, "not in normal form"),
        ({"names": [{"text": "tramadol", "kind": "inn"}] * 2}, "written twice"),
        ({"names": [{"text": "t", "kind": "inn"}]}, "not in normal form"),
        ({"checked_on": "2026-13-01"}, "no ISO date"),
        ({"never_approved": True}, "without the scope"),
        ({"group": "unapproved"}, "without the scope"),
        ({"group": "over_the_counter"}, "no market supplies it without prescription"),
        ({"group": "precursor"}, "need a cue"),
        ({"supply": {"Germany": "prescription"}}, "neither EU nor an ISO country"),
    ],
)
def test_finds_what_is_wrong_with_a_substance(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    faults = lint(write_pack(tmp_path, substances=[SUBSTANCE | change]))
    assert any(reason in f.reason and f.entry == "tramadol" for f in faults)


def test_finds_a_name_that_two_substances_share(tmp_path: Path) -> None:
    other = SUBSTANCE | {"id": "zolpidem", "names": [{"text": "tramadol", "kind": "brand"}]}
    faults = lint(write_pack(tmp_path, substances=[SUBSTANCE, other]))
    assert [str(f) for f in faults] == ["substances.json: tramadol, zolpidem: share the name 'tramadol'"]


def test_finds_entries_out_of_order_and_a_broken_seal(tmp_path: Path) -> None:
    other = SUBSTANCE | {"id": "alprazolam", "names": [{"text": "alprazolam", "kind": "inn"}]}
    write_pack(tmp_path, substances=[SUBSTANCE, other])
    with (tmp_path / "substances.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert [(f.file, f.entry) for f in lint(tmp_path)] == [
        ("substances.json", "alprazolam"),
        ("pack.json", "substances.json"),
    ]


def test_checks_the_shape_against_the_schema(tmp_path: Path) -> None:
    faults = lint(write_pack(tmp_path, substances=[SUBSTANCE | {"controlled": [["1961", "V"]]}]))
    assert [f.entry for f in faults] == ["tramadol controlled.0.1"]
