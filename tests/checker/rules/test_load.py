from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.errors import RulePackError
from checker.rules import load_pack, load_rules
from checker.rules.load import FOLDER
from checker.text import normalise
from tests.checker.rules.packs import PHRASE, SUBSTANCE, write_pack


def test_loads_the_shipped_pack_once() -> None:
    rules = load_rules()
    assert rules is load_rules()
    assert list(rules.substances) == sorted(rules.substances)
    assert list(rules.phrases) == sorted(rules.phrases)


def test_reads_authorities_and_seals_of_the_same_folder() -> None:
    rules = load_rules()
    assert "de-bfarm" in rules.authorities or len(rules.authorities) > 20
    assert rules.seals


def test_expands_the_forms_of_a_name(tmp_path: Path) -> None:
    name = {"text": "виагра", "kind": "translation", "lang": "ru", "forms": ["виагру", "виагр+"]}
    rules = load_pack(write_pack(tmp_path, substances=[SUBSTANCE | {"names": [name]}]))
    assert [(n.text, n.lang, n.substance) for n in rules.names] == [
        ("виагра", "ru", "tramadol"),
        ("виагру", "ru", "tramadol"),
        ("виагр+", "ru", "tramadol"),
    ]


def test_puts_families_behind_all_other_names(tmp_path: Path) -> None:
    family = {"id": "a-family", "names": [{"text": "*adol", "kind": "family"}]}
    rules = load_pack(write_pack(tmp_path, substances=[SUBSTANCE | family, SUBSTANCE]))
    assert rules.names[-1].kind == "family"
    hit = rules.matcher.scan("buy tramadol")[0]
    assert rules.name_at(hit.pattern).substance == "tramadol"


def test_tells_phrases_and_names_apart_by_pattern_number(tmp_path: Path) -> None:
    rules = load_pack(write_pack(tmp_path))
    found = [
        (rules.topic_of(hit.pattern), None if rules.phrase_at(hit.pattern) else rules.name_at(hit.pattern).text)
        for hit in rules.matcher.scan(normalise("Tramadol, no prescription needed"))
    ]
    assert found == [(None, "tramadol"), ("prescription-waived", None)]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        (
            {"topic": "nonsense"},
            "en.json: en-prescription-waived-no-prescription-needed: Invalid enum value 'nonsense'",
        ),
        ({"matches": "a text"}, "Expected `array`, got `str`"),
        ({"extra": 1}, "unknown field `extra`"),
        ({"topic": "otc"}, "id must begin with en-otc-"),
        ({"id": "de-prescription-waived-x"}, "id must begin with en-prescription-waived-"),
    ],
)
def test_names_file_entry_and_reason_for_a_bad_phrase(tmp_path: Path, phrase: dict[str, Any], said: str) -> None:
    with pytest.raises(RulePackError) as caught:
        load_pack(write_pack(tmp_path, phrases=[PHRASE | phrase]))
    assert said in caught.value.message
    assert "en.json" in caught.value.message


@pytest.mark.parametrize(
    ("substance", "said"),
    [
        ({"group": "herbal"}, "substances.json: tramadol: Invalid enum value 'herbal'"),
        ({"supply": {"EU": "sometimes"}}, "Invalid enum value 'sometimes'"),
        ({"contains": "unobtainium"}, "substances.json: tramadol: contains 'unobtainium', which is no entry"),
        ({"sources": ["hearsay"]}, "substances.json: tramadol: unknown source 'hearsay'"),
        ({"drug_class": "magic"}, "substances.json: tramadol: unknown drug_class 'magic'"),
        ({"names": [{"text": "x", "kind": "nickname"}]}, "substances.json: tramadol: Invalid enum value 'nickname'"),
    ],
)
def test_names_file_entry_and_reason_for_a_bad_substance(tmp_path: Path, substance: dict[str, Any], said: str) -> None:
    with pytest.raises(RulePackError, match="tramadol") as caught:
        load_pack(write_pack(tmp_path, substances=[SUBSTANCE | substance]))
    assert said in caught.value.message


def test_refuses_an_id_used_twice(tmp_path: Path) -> None:
    with pytest.raises(RulePackError, match=r"substances\.json: tramadol: id is used twice"):
        load_pack(write_pack(tmp_path, substances=[SUBSTANCE, SUBSTANCE]))


def test_refuses_a_file_whose_language_is_another(tmp_path: Path) -> None:
    write_pack(tmp_path)
    (tmp_path / "phrases" / "en.json").rename(tmp_path / "phrases" / "fr.json")
    with pytest.raises(RulePackError, match=r"fr\.json: language is 'en'"):
        load_pack(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"), [("{", "not JSON"), (None, "cannot be read"), ('{"version": "x"}', "missing required field")]
)
def test_names_a_damaged_file(tmp_path: Path, content: str | None, said: str) -> None:
    path = write_pack(tmp_path) / "pack.json"
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(RulePackError, match=said) as caught:
        load_pack(tmp_path)
    assert caught.value.message.startswith("pack.json: ")


def test_refuses_a_pack_of_another_schema(tmp_path: Path) -> None:
    path = write_pack(tmp_path) / "pack.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"schema": 2}), encoding="utf-8")
    with pytest.raises(RulePackError, match="schema 2; this program reads 1"):
        load_pack(tmp_path)


def test_says_which_phrase_the_matcher_refuses(tmp_path: Path) -> None:
    rules = load_pack(write_pack(tmp_path, phrases=[PHRASE | {"text": "no prescription *"}]))
    with pytest.raises(RulePackError, match=PHRASE["id"]):
        _ = rules.matcher


def test_shipped_files_stand_one_entry_a_line() -> None:
    lines = (FOLDER / "substances.json").read_text("utf-8").splitlines()
    assert sum(line.startswith('{"id": ') for line in lines) == len(load_rules().substances) + len(load_rules().sources)
