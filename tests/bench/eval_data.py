"""Reads the labelled data folder that the benchmarks are given; nothing of it is stored in this repository.

The folder holds ``pages_*.jsonl.gz`` and ``texts_*.jsonl.gz`` (one JSON object a line: id, label, site or group,
text and/or html) and name lists (``*.txt``, ``*.tsv``: host first; ``#`` starts a note).
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    file: str
    id: str
    label: str
    site: str
    lang: str
    host: str
    """A host to check the page under: the site's own when it is one, else an invented one."""
    body: str
    """The page; text rows are wrapped, a block for each line."""
    is_html: bool


def page_rows(folder: Path, pattern: str = "*.jsonl.gz") -> Iterator[Row]:
    for path in sorted(folder.glob(pattern)):
        if not path.name.startswith(("pages_", "texts_")):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield _row(path.name.removesuffix(".jsonl.gz"), json.loads(line))


def _row(file: str, raw: dict[str, Any]) -> Row:
    site = str(raw.get("site") or raw.get("group") or raw["id"]).lower()
    label = str(raw["label"])
    if raw.get("kind") and file.startswith("texts_"):
        label += "/" + str(raw["kind"])
    markup = raw.get("html")
    is_html = bool(markup) and "<" in str(markup)
    return Row(file, str(raw["id"]), label, site, str(raw.get("lang") or ""), _host(site), str(markup) if is_html else
               wrap_text(str(raw.get("text") or "")), is_html)  # fmt: skip


def wrap_text(text: str) -> str:
    blocks = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"<!doctype html><html><body>{blocks}</body></html>"


def _host(site: str) -> str:
    """The site's own host when the label holds one; else a neutral one, since a label's words are no host name."""
    return site if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", site) else "labelled-page.test"


def host_list(path: Path) -> list[str]:
    """First column of a list, notes left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
