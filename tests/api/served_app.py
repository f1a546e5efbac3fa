"""What the real server serves in tests that need full checks: invented reports, each taking a while; no network."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from api import Config, create_app
from tests.api.fakes import FakeCheck

CHECK_TAKES_S = 1.0


def make_app() -> Flask:
    """Data folder from the environment, as always."""
    config = Config()
    settings = replace(config.settings, allow_reserved_names=True)
    return create_app(replace(config, settings=settings), FakeCheck(delay_s=CHECK_TAKES_S))
