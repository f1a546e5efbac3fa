"""An application with a fake check over each backend, and its client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import Config, create_app
from checker.settings import Settings
from tests.api.fakes import FakeCheck
from tests.api.redis_server import RedisServer

NO_LIMITS: dict[str, Any] = {
    "limit_quick": "1000000 per minute",
    "limit_full": "1000000 per minute",
    "limit_labels": "1000000 per minute",
    "limit_screen": "1000000 per minute",
    "limit_write": "1000000 per minute",
}
"""Limits have their own tests."""


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One server for the whole run; each test gets it empty."""
    it = RedisServer(tmp_path_factory.mktemp("redis"))
    it.start()
    yield it
    it.stop()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(settings=Settings(data_dir=tmp_path, allow_reserved_names=True), **NO_LIMITS)


@pytest.fixture(params=["sqlite", "redis"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    """The same configuration over each backend."""
    url = None
    if request.param == "redis":
        server: RedisServer = request.getfixturevalue("redis_server")
        server.empty()
        url = server.url
    return Config(settings=Settings(data_dir=tmp_path, allow_reserved_names=True), redis_url=url, **NO_LIMITS)


@pytest.fixture
def check() -> FakeCheck:
    return FakeCheck()


@pytest.fixture
def app(config: Config, check: FakeCheck) -> Flask:
    return create_app(config, check)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
