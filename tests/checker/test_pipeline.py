"""One page checked as a hostile user would: any bytes, the same answer each time, quotes that stand on the page."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import jsonschema
import pytest

from checker import check_many, check_page
from checker.errors import InputError, InvalidOption
from checker.evaluate import evaluate
from checker.gather.page import parse_page
from checker.report.schema import schema
from checker.rules import load_rules
from checker.settings import Settings
from tests.builders import NOW, seen

PAGES: Final = sorted((Path(__file__).parents[1] / "pages").rglob("*.html"))
SETTINGS: Final = Settings(allow_reserved_names=True)
VALIDATOR: Final = jsonschema.Draft202012Validator(schema())
BORROWED_PLACES: Final = ("structured data", "form or link", "hidden", "pictures and data")
"""Findings there quote an address or joined fields, or text that says itself that it is hidden."""
ACCUSING: Final = ("illegal", "unlawful", "criminal", "fraud", "scam", "fake pharmacy", "crook")
RANDOM: Final = random.Random(7)
HOSTILE: Final[dict[str, str | bytes]] = {
    "empty": "",
    "nul": b"buy viagra\0\0 $3 " * 2_000,
    "utf-16": ("buy viagra $3 add to cart " * 2_000).encode("utf-16"),
    "random": RANDOM.randbytes(30_000),
    "lone surrogates": "viagra \ud800\udfff $3 " * 500,
    "digits": "7" * 200_000,
    "names": "viagra cialis tramadol " * 5_000,
    "prices": "$1.50 2,00 € " * 5_000,
    "one word": "viagra" * 20_000,
    "nested quotes": "“«\"'" * 10_000 + "no prescription viagra",
    "one topic": "no prescription needed viagra. " * 5_000,
    "negations": "no not never without kein sans " * 5_000,
    "direction marks": "\u202eargaiv\u202c vi\u200bag\u200fra $3 " * 2_000,
    "giant title": "<title>" + "buy viagra without prescription " * 5_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_page_breaks_the_check(html: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHARMAPROOF_RERAISE", "1")
    report = check_page("https://shop.test/", html, settings=SETTINGS, gathered_at=NOW)
    VALIDATOR.validate(json.loads(report.to_json()))
    assert all(len(f.quote) <= 400 for f in report.findings)


@pytest.mark.parametrize("file", PAGES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_findings_quote_what_a_visitor_sees(file: Path) -> None:
    page = parse_page(file.read_bytes(), url="https://shop.test/", gathered_at=NOW)
    shown = f"{page.title}\n{page.text}"
    for outcome in evaluate(seen(page), load_rules()):
        for finding in outcome.findings:
            assert finding.place, outcome.signal.id
            assert not any(word in finding.statement.replace(finding.quote, "").lower() for word in ACCUSING)
            if not finding.place.startswith(BORROWED_PLACES) and "hidden" not in outcome.signal.id:
                assert finding.quote in shown, outcome.signal.id


def test_reports_of_the_pages_match_the_schema() -> None:
    for file in PAGES:
        report = check_page("https://shop.test/", file.read_bytes(), settings=SETTINGS, gathered_at=NOW)
        VALIDATOR.validate(json.loads(report.to_json()))


def test_same_evidence_gives_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import hashlib, sys; from datetime import datetime, UTC; from checker import check_page\n"
        "from checker.settings import Settings\n"
        "digest = hashlib.sha256()\n"
        "for name in sys.argv[1:]:\n"
        "    report = check_page('https://shop.test/', open(name, 'rb').read(), gathered_at=datetime(2026, 1, 1,"
        " tzinfo=UTC), settings=Settings(allow_reserved_names=True))\n"
        "    digest.update(report.to_json().encode() if isinstance(report.to_json(), str) else report.to_json())\n"
        "print(digest.hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, PAGES[::10])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(
    "address", ["", " ", "javascript:alert(1)", "http://127.1/", "http://[::1]/", "a" * 9_000, "https://exa mple"]
)
def test_unusable_addresses_are_input_errors(address: str) -> None:
    with pytest.raises(InputError) as error:
        check_page(address, "x", settings=SETTINGS)
    assert error.value.code


def test_reserved_names_and_unknown_countries_are_refused() -> None:
    with pytest.raises(InputError):
        check_page("https://shop.test/", "x")
    with pytest.raises(InvalidOption, match="two letters"):
        check_page("https://shop.com/", "x", country="Narnia")


def test_check_many_keeps_order_and_puts_errors_in_their_place(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    first, second, third = check_many(["shop.com", "http://127.1/", "other.com"], depth="quick", settings=settings)
    assert isinstance(second, InputError)
    assert not isinstance(first, InputError)
    assert not isinstance(third, InputError)
    assert (first.host, third.host) == ("shop.com", "other.com")


def test_the_worked_example_of_the_docs() -> None:
    doc = (Path(__file__).parents[2] / "docs" / "how-a-verdict-is-made.md").read_text(encoding="utf-8")
    html = doc.split("```html\n")[1].split("```")[0]
    at = datetime(2026, 11, 24, tzinfo=UTC)
    report = check_page("https://shop.test/", html, settings=SETTINGS, gathered_at=at)
    assert f"`{report.verdict}`" in doc
    assert f"score is **{report.score}**" in doc
    alarms = [f for f in report.findings if f.strength != "note"]
    assert len(alarms) == 3
    for finding in alarms:
        assert f"| `{finding.signal}` | {finding.strength} |" in doc
    total = sum(term["points"] for term in report.to_dict()["terms"])
    assert f"{total:.1f}".replace("-", "−") in doc
