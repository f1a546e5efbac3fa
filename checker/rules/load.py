"""Reads the rule pack: validated, frozen, once per process.

Structure is checked here (types, closed sets, unknown fields, ids, references); what needs the matcher or a
schema library is checked by :mod:`checker.rules.lint`, which the tests run.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from checker.errors import RulePackError
from checker.rules.model import DRUG_CLASSES, Name, Phrase, Substance, Topic

if TYPE_CHECKING:
    from checker.registers.authorities import Authority
    from checker.registers.seals import Seal
    from checker.text import Matcher

FOLDER: Final = Path(__file__).parent
SCHEMA_VERSION: Final = 1

T = TypeVar("T")


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``pack.json``: which pack this is, and the digest of each of its files."""

    version: str
    """Date and serial: ``2026.11.24-1``."""
    schema: int
    files: Mapping[str, str]
    """Path below the pack's folder -> SHA-256, hex."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where facts of ``substances.json`` come from."""

    id: str
    title: str
    url: str
    """https, or "" for printed material and own work."""
    licence: str
    read_on: str
    """ISO date."""


class PhraseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: str
    licence: str
    phrases: tuple[Phrase, ...]


class SubstanceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    licence: str
    as_of: str
    sources: tuple[Source, ...]
    substances: tuple[Substance, ...]


@dataclass(frozen=True, eq=False)
class Rules:
    """The whole rule pack."""

    version: str
    phrases: Mapping[str, Phrase]
    """By id, in order of id."""
    substances: Mapping[str, Substance]
    """By id, in order of id."""
    names: tuple[Name, ...]
    """Every name of every substance, in the order of the file; families last."""
    sources: Mapping[str, Source]
    folder: Path

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """Competent authorities by id; read on first use."""
        from checker.registers.authorities import read_authorities  # registers import the rules

        return read_authorities(self.folder / "authorities.json")

    def with_authorities(self, table: Mapping[str, Authority]) -> Rules:
        """This pack with another table of authorities: for tests on an invented internet."""
        other = copy.copy(self)
        other.__dict__["authorities"] = MappingProxyType(dict(table))
        return other

    @cached_property
    def seals(self) -> Mapping[str, Seal]:
        """Seals and programmes by id; read on first use."""
        from checker.registers.seals import read_seals  # registers import the rules

        return read_seals(self.folder / "seals.json")

    @cached_property
    def names_by_text(self) -> Mapping[str, tuple[Name, ...]]:
        """Normal form -> the names so written; more than one only where two substances share a name."""
        grouped: dict[str, tuple[Name, ...]] = {}
        for name in self.names:
            grouped[name.text] = (*grouped.get(name.text, ()), name)
        return MappingProxyType(grouped)

    @cached_property
    def matcher(self) -> Matcher:
        """One matcher for everything; built on first use. Patterns: the phrases in order, then the names."""
        from checker.text import Matcher, Pattern  # building the tables costs time; not everybody scans

        phrases = (Pattern(phrase.id, phrase.text, phrase.lang) for phrase in self.ordered_phrases)
        names = (Pattern(name.substance, name.text, name.lang, is_name=True) for name in self.ordered_names)
        try:
            return Matcher((*phrases, *names))
        except ValueError as error:
            raise RulePackError(f"rule pack: {error}") from error

    @cached_property
    def ordered_phrases(self) -> tuple[Phrase, ...]:
        return tuple(self.phrases.values())

    @cached_property
    def ordered_names(self) -> tuple[Name, ...]:
        """One per text: of a name that two substances share, the first."""
        return tuple(names[0] for names in self.names_by_text.values())

    def phrase_at(self, pattern: int) -> Phrase | None:
        """The phrase of a hit's pattern number; None when the hit is a name."""
        return self.ordered_phrases[pattern] if pattern < len(self.ordered_phrases) else None

    def name_at(self, pattern: int) -> Name:
        """The name of a hit's pattern number, when it is no phrase."""
        return self.ordered_names[pattern - len(self.ordered_phrases)]

    def topic_of(self, pattern: int) -> Topic | None:
        """The topic of a hit; None for a name."""
        phrase = self.phrase_at(pattern)
        return phrase.topic if phrase else None


def read_json(path: Path, kind: type[T]) -> T:
    """The file's content as ``kind``.

    Raises:
        RulePackError: missing, no JSON, or not of that shape; names file, entry id and reason.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RulePackError(f"{path.name}: cannot be read: {error.strerror}") from error
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise RulePackError(f"{path.name}: {_with_entry_id(str(error), raw)}") from error
    except msgspec.DecodeError as error:
        raise RulePackError(f"{path.name}: not JSON: {error}") from error


def _with_entry_id(message: str, raw: bytes) -> str:
    """msgspec says ``at `$.phrases[17].topic```; people look for the entry's id."""
    _, _, where = message.partition("`$.")
    table, _, rest = where.partition("[")
    index, _, _ = rest.partition("]")
    content: Any = msgspec.json.decode(raw)
    if isinstance(content, dict) and index.isdigit():
        entry = content[table][int(index)]
        if isinstance(entry, dict) and "id" in entry:
            return f"{entry['id']}: {message}"
    return message


def load_pack(folder: Path) -> Rules:
    """The pack in the folder.

    Raises:
        RulePackError: a file is damaged, an id is used twice, a reference leads nowhere.
    """
    pack = read_json(folder / "pack.json", Pack)
    if pack.schema != SCHEMA_VERSION:
        raise RulePackError(f"pack.json: schema {pack.schema}; this program reads {SCHEMA_VERSION}")
    phrases: dict[str, Phrase] = {}
    for path in sorted((folder / "phrases").glob("*.json")):
        _add_phrases(phrases, path)
    file = read_json(folder / "substances.json", SubstanceFile)
    substances = _unique("substances.json", file.substances)
    sources = _unique("substances.json", file.sources)
    _check_references(substances, sources)
    names = [
        Name(text, substance.id, entry.kind, entry.lang, entry.needs_cue)
        for substance in file.substances
        for entry in substance.names
        for text in (entry.text, *entry.forms)
    ]
    names.sort(key=lambda name: name.kind == "family")  # a family must not hide a member that has its own entry
    return Rules(
        version=pack.version,
        phrases=MappingProxyType(dict(sorted(phrases.items()))),
        substances=MappingProxyType(substances),
        names=tuple(names),
        sources=MappingProxyType(sources),
        folder=folder,
    )


def _add_phrases(phrases: dict[str, Phrase], path: Path) -> None:
    file = read_json(path, PhraseFile)
    if file.language != path.stem:
        raise RulePackError(f"{path.name}: language is {file.language!r}; the file name says {path.stem!r}")
    for phrase in file.phrases:
        if phrase.id in phrases:
            raise RulePackError(f"{path.name}: {phrase.id}: id is used twice")
        if not phrase.id.startswith(f"{file.language}-{phrase.topic}-"):
            raise RulePackError(f"{path.name}: {phrase.id}: id must begin with {file.language}-{phrase.topic}-")
        phrases[phrase.id] = phrase


def _unique(file: str, entries: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        if entry.id in found:
            raise RulePackError(f"{file}: {entry.id}: id is used twice")
        found[entry.id] = entry
    return found


def _check_references(substances: Mapping[str, Substance], sources: Mapping[str, Source]) -> None:
    for substance in substances.values():
        if substance.contains and substance.contains not in substances:
            raise RulePackError(f"substances.json: {substance.id}: contains {substance.contains!r}, which is no entry")
        if substance.drug_class not in DRUG_CLASSES:
            raise RulePackError(f"substances.json: {substance.id}: unknown drug_class {substance.drug_class!r}")
        if missing := [source for source in substance.sources if source not in sources]:
            raise RulePackError(f"substances.json: {substance.id}: unknown source {missing[0]!r}")


@cache
def load_rules() -> Rules:
    """The shipped pack, read once per process."""
    return load_pack(FOLDER)
