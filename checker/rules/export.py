"""Writes the browser's copy of the rule pack: the same words without their tests and sources.

The same pack gives the same bytes on every machine, so that a test can compare the committed copy.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from checker import sentences
from checker.rules.constants import constants
from checker.rules.idn import idn
from checker.rules.load import FOLDER, SCHEMA_VERSION, Rules, load_pack
from checker.rules.model import Substance
from checker.rules.suffixes import suffixes

PLAIN_FILES: Final = ("authorities.json", "host_words.json", "seals.json")
"""Exported as they are, only compact."""


def export_pack(target: Path, folder: Path = FOLDER) -> tuple[Path, ...]:
    """The files written, ``pack.json`` (with their digests) last; signals and points come from the code.

    Raises:
        RulePackError: the pack cannot be loaded.
    """
    rules = load_pack(folder)
    files: dict[str, Any] = {"phrases.json": _phrases(rules), "substances.json": _substances(rules)}
    files |= {"signals.json": _signals(), "points.json": _points()}
    files |= {"constants.json": constants(), "suffixes.json": suffixes(), "idn.json": idn()}
    files |= {f"sentences/{language}.json": _sentences(language) for language in sentences.languages()}
    for name in PLAIN_FILES:
        if (folder / name).exists():
            files[name] = json.loads((folder / name).read_text("utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    written = {name: _compact(content) for name, content in sorted(files.items())}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in written.items()}
    written["pack.json"] = _compact({"version": rules.version, "schema": SCHEMA_VERSION, "files": digests})
    (target / "sentences").mkdir(exist_ok=True)
    for name, data in written.items():
        (target / name).write_bytes(data)
    return tuple(target / name for name in written)


def _compact(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _sentences(language: str) -> dict[str, str]:
    """All that a report says in one language, so that a page reads one file; the English rest is in the report."""
    told = dict(sentences.read(language))
    if language == "en":
        return told
    told |= {f"why.{signal}": why for signal, why in sentences.read_whys(language).items()}
    names = sentences.medicine_names().items()
    return told | {f"medicine.{inn}": own[language] for inn, own in names if language in own}


def _signals() -> list[dict[str, Any]]:
    """The catalogue in report order: what a report shows of each signal."""
    from checker.signals import ALL_SIGNALS  # signals import the rules

    return [
        {
            "id": signal.id,
            "title": signal.title,
            "looks_for": signal.looks_for,
            "why": signal.why,
            "strength": signal.strength,
            "direction": signal.direction,
            "part": signal.part,
            "needs": list(signal.needs),
            "references": [{"title": r.title, "url": r.url, "read_on": r.read_on} for r in signal.references],
        }
        for signal in ALL_SIGNALS
    ]


def _points() -> dict[str, Any]:
    from checker import score  # the score imports signals, signals import the rules

    return {
        "scoring_version": score.SCORING_VERSION,
        "base": score.BASE_POINTS,
        "alarm": dict(score.ALARM_POINTS),
        "reassure": dict(score.REASSURE_POINTS),
    }


def _phrases(rules: Rules) -> dict[str, Any]:
    """Topic -> language -> [[id, text], …], both in order."""
    tree: dict[str, dict[str, list[list[str]]]] = {}
    for phrase in rules.phrases.values():
        tree.setdefault(phrase.topic, {}).setdefault(phrase.lang, []).append([phrase.id, phrase.text])
    return {topic: dict(sorted(langs.items())) for topic, langs in sorted(tree.items())}


def _substances(rules: Rules) -> dict[str, Any]:
    """Substance id -> what signals read of it, with its names as [text, kind, needs_cue]."""
    names: dict[str, list[list[Any]]] = {}
    for name in rules.names:
        names.setdefault(name.substance, []).append([name.text, name.kind, int(name.needs_cue)])
    return {id_: _substance(s, names.get(id_, [])) for id_, s in rules.substances.items()}


def _substance(substance: Substance, names: list[list[Any]]) -> dict[str, Any]:
    entry = {
        "inn": substance.inn,
        "group": substance.group,
        "drug_class": substance.drug_class,
        "supply": dict(sorted(substance.supply.items())),
        "controlled": list(substance.controlled),
        "us_schedule": substance.us_schedule,
        "never_approved": substance.never_approved,
        "scope": substance.scope,
        "vet_only": substance.vet_only,
        "contains": substance.contains,
        "max_strength_mg": substance.max_strength_mg,
        "names": names,
    }
    return {key: value for key, value in entry.items() if value}
