"""Python and the browser's engine say the same of every invented page: reading, findings, score, verdict, report."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

from checker.evidence import PageEvidence
from tests.needs import need
from tests.vectors.make import all_pages
from tests.vectors.summary import page_json, report_json, summary

SCRIPT: Final = Path(__file__).with_name("summarise_lines.js")
COUNTRIES: Final = (None, "DE", "US")
MAX_SECONDS: Final = 300
"""For all pages together; they take about one second a hundred."""


def in_browser_engine(asked: list[tuple[PageEvidence, str | None]]) -> list[dict[str, Any]]:
    """``summary`` and ``report`` of each page by the JavaScript engine, under Node.js."""
    node = need("node", "Node.js 20 or newer")
    lines = "".join(json.dumps({"page": page_json(page), "country": country}) + "\n" for page, country in asked)
    done = subprocess.run(
        [node, str(SCRIPT)],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=MAX_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_both_engines_say_the_same_of_every_page() -> None:
    named = [(name, page, COUNTRIES[n % len(COUNTRIES)]) for n, (name, _, page) in enumerate(all_pages())]
    answers = in_browser_engine([(page, country) for _, page, country in named])
    assert len(answers) == len(named) > 100
    different = []
    for (name, page, country), got in zip(named, answers, strict=True):
        wanted = {"summary": summary(page, country), "report": report_json(page, country)}
        for part, values in wanted.items():
            different += [
                f"{name}: {part}.{key}: {got[part].get(key)!r} instead of {value!r}"
                for key, value in json.loads(json.dumps(values)).items()
                if got[part].get(key) != value
            ]
            different += [f"{name}: {part}.{key} is unknown to Python" for key in got[part].keys() - values.keys()]
    assert different == []
