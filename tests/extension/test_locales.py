# ruff: noqa: E501 - one row a language
"""Every message in every language: same keys, same placeholders, really that language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from checker import sentences
from checker.countries import ISO_CODES
from checker.country_names import country_name

EXTENSION: Final = Path(__file__).parents[2] / "extension"
LANGUAGES: Final = "ar cs da de en es fr it ja nl pl pt ru sv tr zh_CN".split()
SAME_MAY_STAY: Final = {
    "app_name",
    "options",
    "part_risk",
    "score",
    "service",
    "part_domain",
    "mode_live",
    "mode_private",
}
"""Names, and words that some languages share with English."""
MAX_SAME: Final = 3
SCRIPTS: Final = {
    "ar": r"[\u0600-\u06ff]",
    "ru": r"[\u0400-\u04ff]",
    "ja": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "zh_CN": r"[\u4e00-\u9fff]",
}
OWN_WORDS: Final = {
    "cs": r"\b(není|této|léků|léčiv\w*|nebo)\b", "da": r"\b(ikke|denne|lægemid\w+|og)\b", "de": r"\b(nicht|diese\w?|Arzneimittel|und)\b",
    "en": r"\b(not|this|medicines|and)\b", "es": r"\b(esta|medicamentos|del|una)\b", "fr": r"\b(cette|médicaments|des|une)\b",
    "it": r"\b(questa|questo|medicinali|della)\b", "nl": r"\b(niet|deze|geneesmiddelen|het)\b", "pl": r"\b(nie|tej|leków|leki|jest)\b",
    "pt": r"\b(não|esta|medicamentos|uma)\b", "sv": r"\b(inte|denna|läkemedel|och)\b", "tr": r"\b(bu|ilaç\w*|bir|için)\b",
}  # fmt: skip


def _messages(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXTENSION / "_locales" / language / "messages.json").read_text())
    return found


def _placeholders(text: str) -> list[str]:
    return sorted(set(re.findall(r"\$([A-Z_]+)\$", text)))


def test_the_languages_are_there() -> None:
    assert sorted(path.name for path in (EXTENSION / "_locales").iterdir()) == sorted(LANGUAGES)
    listed = re.search(r"LANGUAGES = \[(.*?)\]", (EXTENSION / "words.js").read_text())
    assert listed
    assert re.findall(r'"(\w+)"', listed[1]) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message(language: str) -> None:
    english, own = _messages("en"), _messages(language)
    assert set(own) == set(english)
    for key, entry in own.items():
        assert entry["message"].strip(), key
        assert _placeholders(entry["message"]) == _placeholders(english[key]["message"]), key
        assert sorted(entry.get("placeholders", {})) == [p.lower() for p in _placeholders(entry["message"])], key


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_really_that_language(language: str) -> None:
    english, own = _messages("en"), _messages(language)
    same = [k for k in own if own[k]["message"] == english[k]["message"] and k not in SAME_MAY_STAY]
    assert len(same) <= MAX_SAME, same
    if script := SCRIPTS.get(language):
        foreign = [k for k, v in own.items() if k not in SAME_MAY_STAY and not re.search(script, v["message"])]
        assert foreign == []
    else:
        text = "\n".join(v["message"] for v in own.values())
        assert len(re.findall(OWN_WORDS[language], text, re.IGNORECASE)) >= 20
        for other in ("ar", "ru", "ja"):
            assert not re.search(SCRIPTS[other], text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_stores_take_the_description(language: str) -> None:
    assert len(_messages(language)["app_description"]["message"]) <= 132  # the limit of Chrome's store


def test_every_key_that_the_code_says_exists() -> None:
    english = set(_messages("en"))
    used: set[str] = set()
    for path in [*EXTENSION.rglob("*.js"), *EXTENSION.rglob("*.html")]:
        if path.parts[-2] != "shared":
            text = path.read_text()
            used |= set(re.findall(r'(?:words\.|this\.)say\("([a-z_]+)"', text))
            used |= set(re.findall(r'data-say(?:-label)?="([a-z_]+)"', text))
    assert len(used) > 60
    assert used - english == set()


def _said_by_name() -> dict[str, set[str]]:
    """Start of the keys that the code puts together -> the ends that it can come to."""
    signals = json.loads((EXTENSION / "rules" / "signals.json").read_text())
    types = (EXTENSION / "shared" / "types.js").read_text()
    view = (EXTENSION / "popup" / "report_view.js").read_text()
    matters = re.search(r"MATTERS = (\[.*?\])", (EXTENSION / "tell" / "tell.js").read_text())
    verdicts = re.search(r"@typedef \{(.*)\} Verdict", types)
    parts = re.search(r"@typedef \{(.*)\} Part$", types, re.MULTILINE)
    assert matters
    assert verdicts
    assert parts
    return {
        # "accredited" names its programme, and one key more is for a listed site with alarms.
        "headline_": set(re.findall(r"\w+", verdicts[1])),
        "matter_": {matter.replace("-", "_") for matter in json.loads(matters[1])},
        "part_": set(re.findall(r"\w+", parts[1])),
        "second_": {"accredited", "unlisted"},  # the others have sentences of the engine, or none
        "signal_": {signal["id"].replace("-", "_") for signal in signals},
        "unseen_": set(re.findall(r'kinds\.add\("(\w+)"\)', view)),
    }


def test_no_message_lies_unused() -> None:
    files = [*EXTENSION.rglob("*.js"), *EXTENSION.rglob("*.html"), EXTENSION / "manifest.template.json"]
    code = "\n".join(path.read_text() for path in files)
    by_name = _said_by_name()
    said = set(re.findall(r'"([a-z_]+)"', code)) | set(re.findall(r"__MSG_(\w+)__", code))
    said |= {start + end for start, ends in by_name.items() for end in ends}
    assert set(_messages("en")) - said == set()


def test_what_is_said_by_name_is_all_there() -> None:
    code = "\n".join(path.read_text() for path in EXTENSION.rglob("*.js"))
    by_name = _said_by_name()
    assert set(re.findall(r"`([a-z]+_)\$\{", code)) == set(by_name)
    assert {start + end for start, ends in by_name.items() for end in ends} <= set(_messages("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_apostrophes_are_typographic(language: str) -> None:
    straight = {key: entry["message"] for key, entry in _messages(language).items() if "'" in entry["message"]}
    assert straight == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_of_the_united_kingdom_have_one_name(language: str) -> None:
    """The popup's choice and the engine's sentences speak of the same two, as registers do."""
    own = _messages(language)
    said = sentences.read(language.split("_")[0])
    assert own["great_britain"]["message"] == said["country.GB"]
    assert own["northern_ireland"]["message"] == said["country.XI"]
    if language == "en":
        assert (country_name("GB"), country_name("XI")) == (said["country.GB"], said["country.XI"])


def _country_codes(path: Path) -> set[str]:
    listed = re.search(r'CODES =\s*\(?((?:\s*"[A-Z ]+"\s*\+?)+)', path.read_text())
    assert listed
    return set(re.findall(r"\b[A-Z]{2}\b", listed[1]))


def test_buyers_of_every_country_with_a_register_can_choose_it() -> None:
    authorities = json.loads((EXTENSION / "rules" / "authorities.json").read_text())["authorities"]
    offered = _country_codes(EXTENSION / "pages" / "countries.js")
    assert {row["country"] for row in authorities} - {"EU"} <= offered <= ISO_CODES
    assert _country_codes(EXTENSION.parent / "api" / "static" / "words.js") == offered
