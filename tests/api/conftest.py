"""An application with a fake check, and its client."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import Config, create_app
from checker.settings import Settings
from tests.api.fakes import FakeCheck


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(settings=Settings(data_dir=tmp_path, allow_reserved_names=True))


@pytest.fixture
def check() -> FakeCheck:
    return FakeCheck()


@pytest.fixture
def app(config: Config, check: FakeCheck) -> Flask:
    return create_app(config, check)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
