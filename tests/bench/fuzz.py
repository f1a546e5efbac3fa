"""Invented requests for every call of the API: ``python -m tests.bench.fuzz [EXAMPLES_A_CALL]``.

Prints statuses by call; ends with 1 when an answer is none of the documented ones or a server error.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis
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

URLS = ["", "rogue.test", "https://listed.test/x?y=1", "shop-name.com", "accredited.pharmacy", "http://127.1/"]
"""Invented text is hardly ever an address that can be checked; "" keeps it."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def fuzz(operation: Any, examples: int) -> tuple[Counter[int], list[str]]:
    """(answers by status, faults) of one call."""
    statuses: Counter[int] = Counter()
    faults: list[str] = []
    right, wrong = (operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode)

    @given(right | wrong, sampled_from(URLS))
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def run(case: schemathesis.Case, url: str) -> None:
        if url:
            if isinstance(case.query, dict) and "url" in case.query:
                case.query["url"] = url
            if isinstance(case.body, dict) and "url" in case.body:
                case.body["url"] = url
        response = case.call()
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
        app = create_app(
            Config(settings=Settings(data_dir=Path(folder), allow_reserved_names=True), **NO_LIMITS), FakeCheck()
        )
        for found in schemathesis.openapi.from_wsgi("/openapi.json", app).get_all_operations():
            operation = found.ok()
            statuses, faults = fuzz(operation, examples)
            total += sum(statuses.values())
            failures += len(faults)
            counts = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
            print(f"{operation.method.upper():5} {operation.path:28} {counts}")
            for fault in faults[:3]:
                print(fault)
    print(f"{total} requests, {failures} faults")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
