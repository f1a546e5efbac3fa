from __future__ import annotations

import inspect

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import Config, create_app
from api.problems import problem_of
from checker import errors
from checker.errors import CheckerError
from tests.api.fakes import FakeCheck

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, CheckerError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_problem(kind: type[CheckerError]) -> None:
    problem = problem_of(kind("What is wrong.", field="address"))
    assert problem.code == kind.code
    assert problem.title
    if issubclass(kind, errors.InputError):
        assert (problem.status, problem.detail, problem.field) == (400, "What is wrong.", "address")
    else:
        assert problem.status >= 500


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("DELETE", "/v1/check", 405, "method-not-allowed"),
        ("GET", "/static/../service.py", 404, "not-found"),
    ],
)
def test_http_errors(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert response.get_json()["code"] == code
    if status == 405:
        assert "GET" in response.headers["Allow"]


def test_our_own_failure_tells_nothing_of_the_inside(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(FakeCheck):
        def __call__(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise RuntimeError("secret inside")

    client = create_app(config, Broken()).test_client()
    response = client.get("/v1/check?url=rogue.test")
    assert response.status_code == 500
    assert response.get_json()["code"] == "internal-error"
    assert b"secret" not in response.data
    assert "secret inside" in caplog.text


def test_browsers_may_ask_from_anywhere_and_run_nothing(client: FlaskClient) -> None:
    preflight = client.options("/v1/check", headers={"Origin": "https://shop.test"})
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in preflight.headers
    with client.get("/") as page:
        assert b"Pharmaproof" in page.data
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in page.headers


def test_app_has_no_secret_and_no_session(app: Flask) -> None:
    assert app.secret_key is None
