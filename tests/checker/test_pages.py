"""Each invented page of tests/pages gets a verdict that a fair pharmacist and regulator would accept."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from checker.pipeline import check_page
from checker.report import Report
from checker.settings import Settings

PAGES_DIR: Final = Path(__file__).parents[1] / "pages"
LANGUAGES: Final = tuple(sorted(path.parent.name for path in PAGES_DIR.glob("*/expected.json")))
CLASSES: Final = ("rogue", "honest", "innocent", "hard")
VERDICTS: Final = ("rogue", "suspicious", "unlisted", "undetermined", "not_selling")
"""All that a page without registers can get."""
SELLS: Final = ("yes", "unclear", "no")
SEEN_AT: Final = datetime(2026, 11, 24, tzinfo=UTC)
SETTINGS: Final = Settings(allow_reserved_names=True)


def load_expected(language: str) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = json.loads((PAGES_DIR / language / "expected.json").read_bytes())["pages"]
    return pages


def check_entry(language: str, entry: dict[str, Any]) -> Report:
    html = (PAGES_DIR / language / entry["file"]).read_bytes()
    return check_page(f"https://{entry['host']}/", html, settings=SETTINGS, gathered_at=SEEN_AT)


def told(report: Report) -> str:
    """The findings in a form that shows in a failed assertion what led to the verdict."""
    lines = [f"{report.verdict}, score {report.score}, sells {report.sells_medicines}"]
    lines += [f"{f.strength} {f.signal}: {f.statement} | {f.quote}" for f in report.findings]
    return "\n".join(lines)


ENTRIES: Final = [
    pytest.param(language, entry, id=f"{language}/{entry['file'].removesuffix('.html')}")
    for language in LANGUAGES
    for entry in load_expected(language)
]


@pytest.mark.parametrize(("language", "entry"), ENTRIES)
def test_page_gets_an_acceptable_verdict(language: str, entry: dict[str, Any]) -> None:
    report = check_entry(language, entry)
    assert report.verdict in entry["verdicts"], told(report)
    assert report.sells_medicines in entry["sells"], told(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_expectations_are_complete_and_in_order(language: str) -> None:
    entries = load_expected(language)
    files = [entry["file"] for entry in entries]
    assert files == sorted(files)
    assert set(files) == {path.name for path in (PAGES_DIR / language).glob("*.html")}
    hosts = Counter(entry["host"] for entry in entries)
    assert [host for host, n in hosts.items() if n > 1] == []
    for entry in entries:
        assert set(entry) == {"file", "host", "class", "verdicts", "sells", "made"}, entry["file"]
        assert entry["host"].endswith(".test"), entry["file"]
        assert entry["class"] in CLASSES, entry["file"]
        for field, values in (("verdicts", VERDICTS), ("sells", SELLS)):
            assert entry[field], entry["file"]
            assert set(entry[field]) <= set(values), entry["file"]
        assert entry["made"].strip().endswith("."), entry["file"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_class_is_there(language: str) -> None:
    assert {entry["class"] for entry in load_expected(language)} == set(CLASSES)
