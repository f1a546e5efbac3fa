"""Sentences that people read: an id and named values, so that each language can say them in its own words.

``en.json`` beside this file is the one source of the English text; the other files say the same in their language,
and the browser gets a copy of them all. A value's *name* tells how it is written (``KINDS``), so that a date is a
date in every language. A sentence never glues other sentences, and a name stands where its form needs no case.
``why/`` holds why each signal matters, by its id (the English text stands in the signal), and ``medicines.json`` the
names of medicines in languages that do not write them in Latin letters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checker.country_names import country_name

FOLDER: Final = Path(__file__).parent
Value = str | int | float | tuple[str, ...]

KINDS: Final = {
    "amount": "number",
    "count": "number",
    "countries": "countries",
    "country": "country",
    "date": "date",
    "days": "days",
    "home": "country",
    "limit": "number",
    "medicine": "medicine",
    "medicines": "medicines",
    "name_words": "list",
    "registers": "list",
}
"""Value name -> how it is written; all other values are text as seen (quotes, hosts, names)."""
MAX_LISTED: Final = 5
"""Items of a list that are named; the others are counted."""
_VALUE: Final = re.compile(r"\{(\w+)\}")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in no language yet; ``str()`` gives the English one."""

    id: str
    """Key in the catalogue of sentences."""
    values: dict[str, Value] = field(default_factory=dict, hash=False)
    """By the names that stand in the text: dates as ISO dates, countries as ISO codes, medicines by their INN."""

    def __str__(self) -> str:
        text = english()[self.id]
        return _VALUE.sub(lambda match: _written(match[1], self.values[match[1]]), text)


def say(sentence: str, /, **values: Value) -> Sentence:
    """The sentence of that id with those values.

    >>> str(say("controlled-substance-offer", medicines=("tramadol", "diazepam"), convention="1971", schedule="IV"))
    'Offers tramadol and diazepam, controlled under the 1971 Convention, Schedule IV.'
    """
    return Sentence(sentence, {name: _once(v) if isinstance(v, tuple) else v for name, v in values.items()})


@cache
def english() -> Mapping[str, str]:
    """The English sentences by id."""
    return read("en")


def read(language: str) -> Mapping[str, str]:
    """The sentences of one language by id, as its file holds them."""
    found: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return MappingProxyType(found)


def read_whys(language: str) -> Mapping[str, str]:
    """Signal id -> why it matters to a buyer, in a language other than English."""
    found: dict[str, str] = json.loads((FOLDER / "why" / f"{language}.json").read_text("utf-8"))
    return MappingProxyType(found)


@cache
def medicine_names() -> Mapping[str, Mapping[str, str]]:
    """INN -> language -> the name of the medicine there."""
    found: dict[str, dict[str, str]] = json.loads((FOLDER / "medicines.json").read_text("utf-8"))
    return MappingProxyType(found)


def languages() -> tuple[str, ...]:
    """Languages that have a file, English among them, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("??.json")))


def placeholders(text: str) -> frozenset[str]:
    """Names of the values that stand in a text."""
    return frozenset(_VALUE.findall(text))


def _once(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _written(name: str, value: Value) -> str:
    match KINDS.get(name):
        case "country":
            return country_name(str(value))
        case "countries" if isinstance(value, tuple):
            return _listed(tuple(country_name(code) for code in value))
        case "date":
            year, month, day = str(value).split("-")
            return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
        case "days":
            return "1 day" if value == 1 else f"{value} days"
        case "number":
            return f"{value:g}" if isinstance(value, float) else str(value)
    return _listed(value) if isinstance(value, tuple) else str(value)


def _listed(items: tuple[str, ...]) -> str:
    """ "tramadol, diazepam and 3 more"."""
    more = len(items) - MAX_LISTED
    if more > 0:
        items = (*items[:MAX_LISTED], english()["list.more"].format(count=more))
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
