"""A small sound rule pack on disk, for tests that damage one part of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from checker.rules.load import FOLDER
from checker.rules.seal import seal

PHRASE: dict[str, Any] = {
    "id": "en-prescription-waived-no-prescription-needed",
    "topic": "prescription-waived",
    "text": "no prescription needed",
    "matches": ["Buy tramadol, no prescription needed."],
    "avoids": ["A prescription is needed for this medicine."],
    "source": "invented for tests",
    "added_on": "2026-11-24",
}
SUBSTANCE: dict[str, Any] = {
    "id": "tramadol",
    "inn": "tramadol",
    "group": "prescription",
    "drug_class": "opioid",
    "names": [{"text": "tramadol", "kind": "inn"}, {"text": "tram", "kind": "slang", "needs_cue": True}],
    "supply": {"EU": "prescription", "GB": "prescription"},
    "confidence": "high",
    "sources": ["own"],
    "checked_on": "2026-11-24",
}
SOURCE = {"id": "own", "title": "Invented for tests", "url": "", "licence": "Apache-2.0", "read_on": "2026-11-24"}


def write_pack(
    folder: Path, phrases: list[dict[str, Any]] | None = None, substances: list[dict[str, Any]] | None = None
) -> Path:
    """The folder, now holding a sealed pack of these phrases and substances."""
    (folder / "phrases").mkdir()
    shutil.copytree(FOLDER / "schema", folder / "schema")
    _write(folder / "phrases" / "en.json", {"language": "en", "licence": "x", "phrases": phrases or [PHRASE]})
    content = {"licence": "x", "as_of": "x", "sources": [SOURCE], "substances": substances or [SUBSTANCE]}
    _write(folder / "substances.json", content)
    seal(folder=folder)
    return folder


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
