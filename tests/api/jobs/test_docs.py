"""What docs/api.md shows about bulk jobs: its commands run, and answer as printed there."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api import Config
from checker.client import Client
from tests.api.browser import served
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import key_of, working

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
SECTION = PAGE.read_text("utf-8").partition("## Bulk jobs")[2].partition("\n## ")[0]
SHOWN_BASE, SHOWN_KEY, SHOWN_JOB = "http://127.0.0.1:8000", "pp_…", "b-f614…"
CHANGING = {
    "id",
    "href",
    "job",
    "created_at",
    "started_at",
    "finished_at",
    "expires_at",
    "gathered_at",
    "rate",
    "state",
}
"""Other at each run; that they are there is compared."""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", SECTION, re.DOTALL)


def steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "…" if key in CHANGING else steady(it) for key, it in value.items()}
    return [steady(it) for it in value] if isinstance(value, list) else value


@pytest.fixture
def service(config: Config) -> Iterator[tuple[str, str]]:
    """(base, key)"""
    check = FakeCheck(delay_s=0.3)
    for host, same in (("shop-name.com", "rogue.test"), ("other.com", "suspicious.test")):
        check.reports[host], check.evidence[host] = check.reports[same], check.evidence[same]
    check.marks = {
        "shop-name.com": (("phone", "+12025550143"), ("telegram", "rx_supply")),
        "other.com": (("whatsapp", "12025550143"),),
    }
    with working(config, check) as app, served(app) as base:
        yield base, key_of(app).removeprefix("Bearer ")


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command.replace("curl ", "curl -sS ")],
        capture_output=True,
        cwd=folder,
        timeout=60,
        check=True,
    )
    return done.stdout.decode("utf-8")


def test_commands_answer_as_printed(service: tuple[str, str], tmp_path: Path) -> None:
    base, key = service
    (tmp_path / "sellers.csv").write_text("name,website\nA,shop-name.com\n")
    job = "none"
    answers: list[str] = []
    for block in blocks("sh"):
        shown_key = f"KEY='Authorization: Bearer {key}'\n"
        for command in re.split(r"\n(?=curl )", block.strip()):
            if not command.startswith("curl"):
                continue  # KEY=…
            asked = command.replace(SHOWN_BASE, base).replace(SHOWN_JOB, job)
            if "/results" in command or command.endswith(f'{SHOWN_JOB} -H "$KEY"'):
                wait_for_it(base, key, job)
            answers.append(run(shown_key + asked, tmp_path))
            if job == "none":
                job = json.loads(answers[0])["id"]
    submitted, table, told, first, errors, rows, networks, events = answers
    printed = [json.loads(block) for block in blocks("json")]
    real = [json.loads(text) for text in (submitted, told, first, errors, networks)]
    assert [steady(value) for value in real] == [steady(value) for value in printed]
    assert json.loads(table)["note"] == "Registers"
    shown_rows, shown_events = blocks("text")
    for line, shown in zip(rows.lstrip("\ufeff").splitlines(), shown_rows.splitlines(), strict=False):
        assert line.startswith(shown.removesuffix("…"))
    assert events.startswith(shown_events.partition("data:")[0])


def wait_for_it(base: str, key: str, job: str) -> None:
    with Client(base, key=key) as client:
        client.wait(job, timeout_s=30)


def test_the_example_in_python_runs(service: tuple[str, str]) -> None:
    base, key = service
    (code,) = blocks("python")
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(code.replace(SHOWN_BASE, base).replace(SHOWN_KEY, key), {})
    assert told.getvalue().splitlines()[-3:] == [
        "shop-name.com rogue",
        "https://other.com/x suspicious",
        "1 networks",
    ]


def test_limits_are_those_of_the_code() -> None:
    config = Config()
    assert f"| addresses a job | {config.max_job_rows:,}, in 9 MB" in SECTION
    assert f"| unfinished jobs a key | {config.max_open_jobs} " in SECTION
    assert f"| kept a key | {config.max_kept_jobs} jobs, {config.max_kept_rows:,} rows" in SECTION
    assert f"| kept for | {config.keep_jobs_s / 86400:.0f} days" in SECTION
    assert f"| calls | {config.limit_jobs.replace(' per ', ' a ')} times {config.key_factor} |" in SECTION
