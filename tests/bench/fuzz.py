"""Invented requests for every call of the API: ``python -m tests.bench.fuzz [EXAMPLES_A_CALL]``.

Prints statuses by call; ends with 1 when an answer is none of the documented ones or a server error.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import sampled_from
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api import Config, create_app
from checker.settings import Settings
from tests.api.conftest import NO_LIMITS
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import MANY_JOBS, service_of, until_done, with_key

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

URLS = ["", "rogue.test", "https://listed.test/x?y=1", "shop-name.com", "accredited.pharmacy", "http://127.1/"]
"""Invented text is hardly ever an address that can be checked; "" keeps it."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


class SendsKey:
    """Puts a key into requests on their way in; the tool takes away what it is told to send."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.key: str | None = None

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        if self.key is not None:
            environ["HTTP_AUTHORIZATION"] = self.key
        return self._app(environ, start)


def fuzz(
    operation: Any, examples: int, sends: SendsKey, caller: FlaskClient, done_job: str
) -> tuple[Counter[int], list[str]]:
    """(answers by status, faults) of one call; most are made with a key, and half of those about a job name one."""
    statuses: Counter[int] = Counter()
    faults: list[str] = []
    right, wrong = (operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode)

    @given(right | wrong, sampled_from(URLS), sampled_from(range(6)))
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def run(case: schemathesis.Case, url: str, chance: int) -> None:
        if url:
            if isinstance(case.query, dict) and "url" in case.query:
                case.query["url"] = url
            if isinstance(case.body, dict) and "url" in case.body:
                case.body["url"] = url
            if isinstance(case.body, dict) and "urls" in case.body:
                case.body["urls"] = [url]
        if chance % 2 == 0 and "job" in case.path_parameters:
            case.path_parameters["job"] = done_job
            if case.method == "DELETE":
                made = caller.post("/v1/jobs", json={"urls": ["a.test"]})
                case.path_parameters["job"] = made.get_json().get("id", done_job + "0")
        sends.key = caller.environ_base["HTTP_AUTHORIZATION"] if chance != 5 else None
        response = case.call()
        sends.key = None
        statuses[response.status_code] += 1
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as error:
            faults.append("\n".join(map(str, error.exceptions))[:800])

    run()
    return statuses, faults


def main(examples: int) -> int:
    failures = total = 0
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), allow_reserved_names=True)
        app = create_app(Config(settings=settings, **NO_LIMITS, **MANY_JOBS), FakeCheck())
        caller = with_key(app)
        done_job = until_done(caller, caller.post("/v1/jobs", json={"urls": URLS[1:]}).headers["Location"])["id"]
        sends = app.wsgi_app = SendsKey(app.wsgi_app)  # type: ignore[method-assign, assignment]
        for found in schemathesis.openapi.from_wsgi("/openapi.json", app).get_all_operations():
            operation = found.ok()
            statuses, faults = fuzz(operation, examples, sends, caller, done_job)
            total += sum(statuses.values())
            failures += len(faults)
            counts = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
            print(f"{operation.method.upper():5} {operation.path:28} {counts}")
            for fault in faults[:3]:
                print(fault)
        service_of(app).runner.stop()
    print(f"{total} requests, {failures} faults")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
