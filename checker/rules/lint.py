"""Proves the rule pack against itself: what the loader does not check, one line per fault.

Structure against ``schema/*.schema.json`` (when jsonschema is installed, as in development), order, normal
form, sources and dates, names that two substances share, digests, and for each phrase: it hits its
``matches`` and no phrase of its topic and language hits its ``avoids``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from checker.errors import RulePackError
from checker.rules.load import FOLDER, Pack, Rules, load_pack, read_json
from checker.rules.model import Phrase, Substance
from checker.rules.seal import data_files, digests
from checker.text import Matcher, Pattern, is_negated, is_quoted, normalise
from checker.voice import UNTURNED_TOPICS


@dataclass(frozen=True, slots=True)
class Fault:
    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.reason}" if self.entry else f"{self.file}: {self.reason}"


def lint(folder: Path = FOLDER) -> tuple[Fault, ...]:
    """Every fault of the pack in the folder; empty when it is sound.

    Raises:
        RulePackError: the pack cannot be loaded at all; the message names file, entry and reason.
    """
    rules = load_pack(folder)
    unusable = tuple(_pattern_faults(rules))
    return (
        *_schema_faults(folder),
        *_order_faults(folder),
        *(fault for phrase in rules.phrases.values() for fault in _phrase_faults(phrase)),
        *(unusable or _hit_faults(rules)),
        *(fault for substance in rules.substances.values() for fault in _substance_faults(substance)),
        *_shared_name_faults(rules),
        *(Fault("substances.json", s.id, "source is not https") for s in rules.sources.values()
          if s.url and not s.url.startswith("https://")),
        *_seal_faults(folder),
    )  # fmt: skip


def _schema_faults(folder: Path) -> Iterator[Fault]:
    try:
        from jsonschema import Draft202012Validator
    except ImportError:  # installed with the "dev" extra; the loader has checked the structure
        return
    validators: dict[str, Any] = {}
    for name in ("pack.json", *data_files(folder)):
        schema = "phrases" if "/" in name else name.removesuffix(".json")
        if schema not in validators:
            path = folder / "schema" / f"{schema}.schema.json"
            if not path.exists():
                yield Fault(name, "", f"no schema/{schema}.schema.json")
                continue
            validators[schema] = Draft202012Validator(json.loads(path.read_text("utf-8")))
        content = json.loads((folder / name).read_text("utf-8"))
        for error in validators[schema].iter_errors(content):
            yield Fault(name, _entry_of(content, list(error.absolute_path)), error.message[:200])


def _entry_of(content: Any, path: list[Any]) -> str:
    """Id of the entry that a schema error's path leads to, else the path."""
    if len(path) >= 2 and isinstance(path[1], int):
        entry = content[path[0]][path[1]]
        if isinstance(entry, dict) and "id" in entry:
            return f"{entry['id']} {'.'.join(map(str, path[2:]))}".strip()
    return ".".join(map(str, path))


def _order_faults(folder: Path) -> Iterator[Fault]:
    for name in data_files(folder):
        for table, entries in json.loads((folder / name).read_text("utf-8")).items():
            if isinstance(entries, list) and all(isinstance(e, dict) and "id" in e for e in entries):
                ids = [entry["id"] for entry in entries]
                for before, after in pairwise(ids):
                    if before >= after:
                        yield Fault(name, after, f"{table} are not sorted by id: comes after {before}")


def _phrase_faults(phrase: Phrase) -> Iterator[Fault]:
    file = f"phrases/{phrase.lang}.json"
    if phrase.text != normalise(phrase.text):
        yield Fault(file, phrase.id, f"text is not in normal form: {normalise(phrase.text)!r} would be")
    if phrase.topic != "negation":
        if not phrase.matches:
            yield Fault(file, phrase.id, "has no matches")
        if not phrase.avoids:
            yield Fault(file, phrase.id, "has no avoids")
    if not phrase.source:
        yield Fault(file, phrase.id, "has no source")
    if not _is_date(phrase.added_on):
        yield Fault(file, phrase.id, f"added_on is no ISO date: {phrase.added_on!r}")


def _pattern_faults(rules: Rules) -> Iterator[Fault]:
    """Texts that the matcher refuses; with one of them no text can be searched at all."""
    try:
        _ = rules.matcher
    except RulePackError:
        pass  # one by one below, to name all of them and not only the first
    else:
        return
    for phrase in rules.phrases.values():
        if reason := _refusal(Pattern(phrase.id, phrase.text, phrase.lang)):
            yield Fault(f"phrases/{phrase.lang}.json", phrase.id, reason)
    for name in rules.names:
        if reason := _refusal(Pattern(name.substance, name.text, is_name=True)):
            yield Fault("substances.json", name.substance, reason)


def _refusal(pattern: Pattern) -> str:
    try:
        Matcher([pattern])
    except ValueError as error:
        return str(error)
    return ""


def _hit_faults(rules: Rules) -> Iterator[Fault]:
    """Phrases that miss a ``matches`` text or count in an ``avoids`` text of their topic and language."""
    told: set[tuple[str, str]] = set()
    for phrase in rules.phrases.values():
        file = f"phrases/{phrase.lang}.json"
        for text in phrase.matches:
            if phrase.id not in {hit.id for hit in _said(text, rules)}:
                yield Fault(file, phrase.id, f"does not hit its match: {text}")
        for text in phrase.avoids:
            for hit in _said(text, rules):
                if hit.topic == phrase.topic and hit.lang == phrase.lang and (hit.id, text) not in told:
                    told.add((hit.id, text))
                    yield Fault(file, hit.id, f"hits an avoids text of {phrase.id}: {text}")


def _said(text: str, rules: Rules) -> Iterator[Phrase]:
    """The phrases that the text says in its own voice: neither negated nor quoted."""
    normal = normalise(text)
    hits = rules.matcher.scan(normal)
    negations = [hit for hit in hits if rules.topic_of(hit.pattern) == "negation"]
    for hit in hits:
        phrase = rules.phrase_at(hit.pattern)
        if phrase is None or phrase.topic == "negation":
            continue
        if phrase.topic not in UNTURNED_TOPICS and is_negated(normal, hit.start, hit.end, negations):
            continue
        if not is_quoted(normal, hit.start, hit.end):
            yield phrase


def _substance_faults(substance: Substance) -> Iterator[Fault]:
    file = "substances.json"
    seen: set[str] = set()
    for name in substance.names:
        for text in (name.text, *name.forms):
            if text in seen:
                yield Fault(file, substance.id, f"name {text!r} is written twice")
            seen.add(text)
            plain = text.removeprefix("*").removesuffix("+")
            if plain != normalise(plain) or (len(plain) < 2 and name.kind != "emoji"):
                yield Fault(file, substance.id, f"name {text!r} is not in normal form")
    if not substance.names:
        yield Fault(file, substance.id, "has no name")
    if not substance.sources:
        yield Fault(file, substance.id, "has no source")
    if not _is_date(substance.checked_on):
        yield Fault(file, substance.id, f"checked_on is no ISO date: {substance.checked_on!r}")
    if (substance.never_approved or substance.group.startswith("unapproved")) and not substance.scope:
        yield Fault(file, substance.id, "said to have no licence, without the scope of that claim")
    if substance.group == "over_the_counter" and set(substance.supply.values()) <= {"prescription"}:
        yield Fault(file, substance.id, "over_the_counter, but no market supplies it without prescription")
    if substance.group == "precursor" and not all(name.needs_cue for name in substance.names):
        yield Fault(file, substance.id, "a precursor's names need a cue: they are solvents and reagents")
    for market in (*substance.supply, *substance.supply_notes):
        if market != "EU" and not (len(market) == 2 and market.isascii() and market.isupper()):
            yield Fault(file, substance.id, f"market {market!r} is neither EU nor an ISO country")


def _shared_name_faults(rules: Rules) -> Iterator[Fault]:
    owners: dict[str, set[str]] = defaultdict(set)
    for name in rules.names:
        owners[name.text].add(name.substance)
    for text, substances in sorted(owners.items()):
        if len(substances) > 1:
            yield Fault("substances.json", ", ".join(sorted(substances)), f"share the name {text!r}")


def _seal_faults(folder: Path) -> Iterable[Fault]:
    written, found = read_json(folder / "pack.json", Pack).files, digests(folder)
    for name in sorted({*written, *found}):
        if written.get(name) != found.get(name):
            yield Fault("pack.json", name, "digest is not that of the file: run python -m checker.rules seal")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
