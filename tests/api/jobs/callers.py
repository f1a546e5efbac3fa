"""A caller with a key, and a service whose jobs end with the test."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from api import Config, create_app
from api.backends import open_backend
from api.keys import Keys
from api.service import EXTENSION, Check, Service
from tests.api.fakes import FakeCheck

WAIT_S = 30.0
MANY_JOBS: dict[str, Any] = {
    "limit_jobs": "1000000 per minute",
    "max_open_jobs": 100_000,
    "max_kept_jobs": 1_500,
    "max_kept_rows": 10_000_000,
}
"""Limits have their own tests."""


@contextmanager
def working(config: Config, check: Check | None = None) -> Iterator[Flask]:
    """An application; what its jobs do ends here."""
    app = create_app(config, check or FakeCheck())
    try:
        yield app
    finally:
        service_of(app).runner.stop()


def service_of(app: Flask) -> Service:
    it: Service = app.extensions[EXTENSION]
    return it


def with_key(app: Flask, name: str = "Regulator") -> FlaskClient:
    """A client that sends a key of its own."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = key_of(app, name)
    return client


def key_of(app: Flask, name: str = "Regulator") -> str:
    """A new key, as its caller sends it."""
    secret, _ = Keys(open_backend(service_of(app).config)).add(name)
    return f"Bearer {secret}"


def until_done(client: FlaskClient, href: str) -> dict[str, Any]:
    """The job as told once it is done."""
    ends = time.monotonic() + WAIT_S
    while True:
        job: dict[str, Any] = client.get(href).get_json()
        if job["state"] == "done":
            return job
        assert time.monotonic() < ends, job
        time.sleep(0.05)
