"""Every language says every sentence, with the same values and in its own words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from checker import sentences
from checker.rules.export import export_pack
from checker.signals import ALL_SIGNALS

LANGUAGES: Final = "ar cs da de es fr it ja nl pl pt ru sv tr zh".split()
SAME_IN_ENGLISH: Final = {"where.register"}
"""Names and signs only."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_with_the_same_values(language: str) -> None:
    english, own = sentences.english(), sentences.read(language)
    assert set(own) == set(english)
    values = {id_: sentences.placeholders(text) for id_, text in english.items()}
    assert {id_: sentences.placeholders(text) for id_, text in own.items()} == values
    assert {id_ for id_, text in own.items() if text == english[id_]} <= SAME_IN_ENGLISH
    assert list(own) == sorted(own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_why_each_signal_matters(language: str) -> None:
    whys = sentences.read_whys(language)
    assert set(whys) == {signal.id for signal in ALL_SIGNALS}
    assert not {signal.id for signal in ALL_SIGNALS if whys[signal.id] == signal.why}


@pytest.mark.parametrize("language", [*LANGUAGES, "en"])
def test_apostrophes_are_typographic(language: str) -> None:
    why = {s.id: s.why for s in ALL_SIGNALS} if language == "en" else sentences.read_whys(language)
    said = {**sentences.read(language), **why}
    assert {id_: text for id_, text in said.items() if "'" in text} == {}


def test_the_code_says_only_what_there_is() -> None:
    root = sentences.FOLDER.parent
    said: set[str] = set()
    for path in root.rglob("*.py"):
        said |= set(re.findall(r'\bsay\(\s*"([a-z][\w.-]+)"', path.read_text("utf-8")))
    assert len(said) > 30
    assert said - set(sentences.english()) == set()


def test_the_browser_reads_one_file_for_each_language(tmp_path: Path) -> None:
    names = {path.relative_to(tmp_path).as_posix() for path in export_pack(tmp_path)}
    assert sentences.languages() == tuple(sorted([*LANGUAGES, "en"]))
    assert {f"sentences/{language}.json" for language in sentences.languages()} <= names
