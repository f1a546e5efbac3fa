"""Invented checks for the storm; a quick check of an unknown host really looks into the registers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask

from api import Config, create_app
from checker.pipeline import check
from checker.report import Report
from tests.api.fakes import FakeCheck

CHECK_TAKES_S = 0.3


def make_app() -> Flask:
    config = Config()
    fake = FakeCheck(delay_s=CHECK_TAKES_S)

    def either(address: str, *, depth: Any = "full", **options: Any) -> Report:
        if depth == "quick" and not any(host in address for host in fake.reports):
            return check(address, depth=depth, **options)
        return fake(address, depth=depth, **options)

    return create_app(replace(config, settings=replace(config.settings, allow_reserved_names=True)), either)
