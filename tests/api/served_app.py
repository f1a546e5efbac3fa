"""What the real server serves in tests that need full checks: invented reports, each taking a while; no network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask

from api import Config, create_app
from api.serve import with_jobs
from checker.report import Report
from tests.api.fakes import FakeCheck

CHECK_TAKES_S = 1.0
CALLS = "calls"
"""File in the data folder: a line with the host for each check that ended."""


def make_app() -> Flask:
    """Data folder from the environment, as always."""
    config = Config()
    settings = replace(config.settings, allow_reserved_names=True)
    check = FakeCheck(delay_s=CHECK_TAKES_S)

    def logged(address: str, **options: Any) -> Report:
        report = check(address, **options)
        with (settings.data_dir / CALLS).open("a") as calls:
            calls.write(f"{report.host}\n")
        return report

    return with_jobs(create_app(replace(config, settings=settings), logged))
