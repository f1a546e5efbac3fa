"""Writes the vectors whose answers come from Python: ``python -m tests.vectors.make``.

A test holds the committed files against this; tests/extension holds the browser's engine against them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from checker.address import parse_address
from checker.errors import InputError
from checker.evidence import PageEvidence
from checker.gather.page import parse_page
from checker.host_name import read_host_name
from checker.prices import find_prices, find_strength
from checker.rules import load_rules
from tests.vectors.cases import ADDRESSES, HOSTS, HOSTS_OF_SMALL_PAGES, PAGES_PER_CLASS, PRICES
from tests.vectors.registers import REGISTERS, register_json
from tests.vectors.summary import SEEN_AT, page_json, register_plain, report_json, summary

FOLDER: Final = Path(__file__).parent
PAGES_DIR: Final = FOLDER.parent / "pages"
COUNTRIES: Final = (None, "DE", "GB")
"""Taken in turn, so that the rules of several markets are asked."""
WHOLE_REPORTS: Final = ("emoji-between", "every-wording", "logo-entry", "required", "waived-near")


def build() -> dict[str, list[dict[str, Any]]]:
    """File name -> its cases."""
    return {
        "addresses.json": [_address(text) for text in ADDRESSES],
        "prices.json": [_prices(text) for text in PRICES],
        "host_names.json": [_host_name(host) for host in HOSTS],
        "pages.json": list(_pages()),
        "registers.json": [_register(name) for name in sorted(REGISTERS)],
    }


def render(cases: list[dict[str, Any]]) -> str:
    """One case a line, so that a change shows as the line of its case."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    return f'{{"cases": [\n{lines}\n]}}\n'


def all_pages() -> Iterator[tuple[str, str, PageEvidence]]:
    """Name, class and evidence of every invented page: the small ones here, then those of tests/pages."""
    for path in sorted((FOLDER / "small").glob("*.html")):
        host = HOSTS_OF_SMALL_PAGES.get(path.stem, f"{path.stem}.test")
        yield path.stem, "small", _page(path.read_bytes(), host)
    for path in sorted(PAGES_DIR.glob("*/expected.json")):
        for entry in json.loads(path.read_bytes())["pages"]:
            name = f"{path.parent.name}/{entry['file'].removesuffix('.html')}"
            yield name, entry["class"], _page((path.parent / entry["file"]).read_bytes(), entry["host"])


def _page(html: bytes, host: str) -> PageEvidence:
    return parse_page(html, url=f"https://{host}/", gathered_at=SEEN_AT)


def _pages() -> Iterator[dict[str, Any]]:
    taken: dict[tuple[str, str], int] = {}
    for name, kind, page in all_pages():
        key = (name.partition("/")[0], kind)
        taken[key] = taken.get(key, 0) + 1
        if "/" in name and taken[key] > PAGES_PER_CLASS:
            continue
        country = COUNTRIES[len(taken) % len(COUNTRIES)]
        case = {"id": name, "country": country, "page": page_json(page), "expected": summary(page, country)}
        if name in WHOLE_REPORTS:
            case["report"] = report_json(page, country)
        yield case


def _register(name: str) -> dict[str, Any]:
    page_name, country, entries = REGISTERS[name]
    page = next(page for other, _, page in all_pages() if other == page_name)
    register = register_json(entries)
    return {
        "id": name,
        "country": country,
        "page": page_json(page),
        "register": register_plain(register),
        "expected": summary(page, country, register),
        "report": report_json(page, country, register),
    }


def _address(text: str) -> dict[str, Any]:
    try:
        address = parse_address(text, allow_reserved=True)
    except InputError as error:
        return {"text": text, "error": error.code, "message": error.message}
    parts = ("url", "host", "registrable_domain", "registered_domain", "suffix", "canonical", "display_host")
    return {
        "text": text,
        **{part: getattr(address, part) for part in parts},
        "host_notes": list(address.host_notes),
        "expressions": list(address.expressions),
        "sha256": [digest.hex() for digest in address.hashes],
    }


def _prices(normal: str) -> dict[str, Any]:
    strengths = []
    at = 0
    while (found := find_strength(normal, at, len(normal))) is not None:
        strengths.append(list(found))
        at = found.end
    return {"normal": normal, "prices": [list(p) for p in find_prices(normal)], "strengths": strengths}


def _host_name(host: str) -> dict[str, Any]:
    name = read_host_name(parse_address(f"https://{host}/", allow_reserved=True), load_rules())
    return {
        "host": host,
        "words": [[w.text, w.kind] for w in name.words],
        "traits": list(name.traits),
        "points": name.points,
    }


if __name__ == "__main__":
    for file, cases in build().items():
        content = render(cases)
        (FOLDER / file).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{file}: {len(cases)} cases, {len(content.encode()):,} bytes\n")
