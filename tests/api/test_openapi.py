"""The committed description is the generated one, holds for real answers, and survives invented requests."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api import Config, create_app
from api.openapi import FILE, document, render
from checker.settings import Settings
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import MANY_JOBS, service_of, until_done, with_key, working

DOCUMENT = document()
UNDESCRIBED = {"/", "/docs", "/status", "/favicon.ico", "/metrics", "/openapi.json", "/static/<path:filename>"}
"""Pages and files for people, and Prometheus' own format."""
EXAMPLES_A_CALL = 60
"""About 1,000 in all within seconds; ``python -m tests.bench.fuzz`` runs thousands."""


def test_the_committed_file_is_the_generated_one() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), "run python -m api.openapi"


def test_every_call_of_the_application_is_described(app: Flask) -> None:
    rules = {str(rule) for rule in app.url_map.iter_rules()} - UNDESCRIBED
    assert {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule) for rule in rules} == set(DOCUMENT["paths"])
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule))
        if path in DOCUMENT["paths"]:
            methods = {method.lower() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
            assert methods <= set(DOCUMENT["paths"][path]), path


def _requests() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, call in methods.items():
            if "{" in path:
                continue
            query = {p["name"]: p["example"] for p in call.get("parameters", ()) if "example" in p}
            kinds = call.get("requestBody", {}).get("content", {None: None})
            for kind, body in kinds.items():
                options: dict[str, Any] = {"query_string": query}
                if kind in ("text/plain", "text/csv"):
                    options |= {"data": body["example"], "content_type": kind}
                elif kind:
                    options |= {"json": body["example"]}
                yield method, path, options


@pytest.mark.parametrize(("method", "path", "options"), list(_requests()), ids=lambda v: str(v)[:40])
def test_each_example_works_as_described(config: Config, method: str, path: str, options: dict[str, Any]) -> None:
    with working(config) as app:
        response = with_key(app).open(path, method=method.upper(), **options)
    assert response.status_code < 300, response.text
    answer = DOCUMENT["paths"][path][method]["responses"][str(response.status_code)]
    schema = answer["content"][response.mimetype]["schema"] | {"components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(schema).validate(response.get_json())
    for header in answer.get("headers", {}):
        if header != "Age":
            assert header in response.headers


def test_answers_about_a_job_are_as_described(config: Config) -> None:
    with working(config) as app:
        client = with_key(app)
        href = client.post("/v1/jobs", json={"urls": ["rogue.test", "exa mple"]}).headers["Location"]
        until_done(client, href)
        for path, name in (("", "BulkJob"), ("/results", "BulkRows"), ("/networks", "BulkNetworks")):
            schema = DOCUMENT["components"]["schemas"][name] | {"components": DOCUMENT["components"]}
            jsonschema.Draft202012Validator(schema).validate(client.get(href + path).get_json())


def _app() -> Flask:
    folder = Path(tempfile.mkdtemp(prefix="pharmaproof-fuzz-"))
    config = Config(settings=Settings(data_dir=folder, allow_reserved_names=True), **NO_LIMITS, **MANY_JOBS)
    return create_app(config, FakeCheck())


APP = _app()
schema = schemathesis.openapi.from_wsgi("/openapi.json", APP)


@pytest.fixture(scope="module")
def caller() -> Iterator[FlaskClient]:
    """With a key; jobs end with the module."""
    yield with_key(APP)
    service_of(APP).runner.stop()


@pytest.fixture(scope="module")
def done_job(caller: FlaskClient) -> str:
    href = caller.post("/v1/jobs", json={"urls": ["rogue.test", "exa mple"]}).headers["Location"]
    return str(until_done(caller, href)["id"])


@schema.parametrize()
@settings(max_examples=EXAMPLES_A_CALL, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_invented_requests_get_documented_answers(case: schemathesis.Case, caller: FlaskClient, done_job: str) -> None:
    invented = case.path_parameters.get("job")
    if invented is not None and len(invented) % 2:
        case.path_parameters["job"] = done_job
        if case.method == "DELETE":
            case.path_parameters["job"] = caller.post("/v1/jobs", json={"urls": ["a.test"]}).get_json()["id"]
    case.call_and_validate(
        headers={"Authorization": caller.environ_base["HTTP_AUTHORIZATION"]},
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
