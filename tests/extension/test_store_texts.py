"""What the stores show before anybody installs: whole in every language, really that language, within their limits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from scripts.build_extension import shipped_files
from tests.extension.test_locales import LANGUAGES, SCRIPTS

EXTENSION: Final = Path(__file__).parents[2] / "extension"
DESCRIPTIONS: Final = EXTENSION / "store" / "description"
CHROME_SUMMARY: Final = 132
FIREFOX_SUMMARY: Final = 250
MOST: Final = 15_000
"""Characters of a long description: Firefox's limit; Chrome's is 16,000."""
LEAST: Final = 500
"""Below it something was left out, in Chinese too."""
SMALL_WORDS: Final = {
    "cs": "je se na a že nebo který jsou",
    "da": "og ikke er det den der af eller",
    "de": "und nicht ist der die das ein oder",
    "en": "and not is the it you that or",
    "es": "y no es el la los una que",
    "fr": "et ne est le la les une que",
    "it": "e non è il la gli una che",
    "nl": "en niet is het de een dat of",
    "pl": "i nie jest się na lub która albo",
    "pt": "e não é o a os uma que",
    "sv": "och inte är det den som av eller",
    "tr": "ve bir bu da ya hiçbir için ne",
}
"""The commonest words: in a text their own language has the most of them, near neighbours fewer."""


def _description(language: str) -> str:
    return (DESCRIPTIONS / f"{language}.md").read_text(encoding="utf-8")


def _shape(text: str) -> list[str]:
    """Kind of each line; a language that leaves out a point has another one."""
    return ["•" if line.startswith("• ") else "text" if line else "" for line in text.splitlines()]


def test_the_descriptions_are_those_of_the_languages() -> None:
    assert sorted(path.stem for path in DESCRIPTIONS.iterdir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_description_is_whole_and_within_the_limits(language: str) -> None:
    text = _description(language)
    assert LEAST < len(text) <= MOST
    assert text.startswith("Pharmaproof") or "Pharmaproof" in text.splitlines()[0]
    assert _shape(text) == _shape(_description("en"))
    assert not re.search(r"<\w|&\w+;|https?:|\*\*|'|100 ?%", text), "plain text, typographic marks, no promise"


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_line_is_in_that_language(language: str) -> None:
    lines = [line for line in _description(language).splitlines() if line]
    assert not set(lines) & set(_description("en").splitlines())
    if script := SCRIPTS.get(language):
        assert [line for line in lines if not re.search(script, line)] == []
    else:
        text = "\n".join(lines)
        words = re.findall(r"\w+", text.lower())
        found = {name: sum(words.count(word) for word in small.split()) for name, small in SMALL_WORDS.items()}
        assert max(found, key=lambda name: found[name]) == language, found
        assert not any(re.search(other, text) for other in SCRIPTS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_description_fits_both_stores(language: str) -> None:
    messages = json.loads((EXTENSION / "_locales" / language / "messages.json").read_text(encoding="utf-8"))
    summary = messages["app_description"]["message"]
    assert len(summary) <= min(CHROME_SUMMARY, FIREFOX_SUMMARY)
    assert summary not in _description(language)


def test_no_store_text_is_shipped() -> None:
    assert [path for path in shipped_files() if "store" in path.relative_to(EXTENSION).parts] == []
