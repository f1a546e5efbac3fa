"""Invented checks for the storm; a quick check of an unknown host really looks into the registers.

Each full check of a host of the bulk jobs is noted in a file: its line says that it was begun.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask

from api import Config, create_app
from api.serve import with_jobs
from checker.pipeline import check
from checker.report import Report
from tests.api.fakes import FakeCheck

CHECK_TAKES_S = 0.3
BULK = "bulk-"
CALLS = "calls"


def make_app() -> Flask:
    config = Config()
    fake = FakeCheck(delay_s=CHECK_TAKES_S)

    def either(address: str, *, depth: Any = "full", **options: Any) -> Report:
        if depth == "quick" and not any(host in address for host in fake.reports):
            return check(address, depth=depth, **options)
        if BULK in address:
            with (config.settings.data_dir / CALLS).open("a") as calls:
                calls.write(f"{address}\n")
        return fake(address, depth=depth, **options)

    return with_jobs(create_app(replace(config, settings=replace(config.settings, allow_reserved_names=True)), either))
