"""Writes ``pack.json``: the pack's version and the SHA-256 of each data file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from checker.rules.load import FOLDER, SCHEMA_VERSION, Pack, read_json

FIRST_VERSION: Final = "2026.11.24-1"


def data_files(folder: Path = FOLDER) -> tuple[str, ...]:
    """Paths below the folder of every data file of the pack, sorted."""
    files = (*folder.glob("*.json"), *folder.glob("phrases/*.json"))
    return tuple(sorted(path.relative_to(folder).as_posix() for path in files if path.name != "pack.json"))


def digests(folder: Path = FOLDER) -> dict[str, str]:
    """Path -> SHA-256 of the file's bytes, hex."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in data_files(folder)}


def seal(version: str | None = None, folder: Path = FOLDER) -> str:
    """The version written; without one, that of the present ``pack.json`` stays."""
    path = folder / "pack.json"
    if version is None:
        version = read_json(path, Pack).version if path.exists() else FIRST_VERSION
    content = {"version": version, "schema": SCHEMA_VERSION, "files": digests(folder)}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return version
