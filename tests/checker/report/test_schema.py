from __future__ import annotations

import json

import jsonschema
import pytest

from checker.report import Report
from checker.report.schema import SCHEMA_FILE, render, schema
from tests.api.fakes import reports

REPORTS = reports()


def test_the_committed_schema_is_the_generated_one() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == render(), "run python -m checker.report.schema"


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
def test_real_reports_match(report: Report) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    validator.validate(json.loads(report.to_json()))


@pytest.mark.parametrize(
    ("key", "value"),
    [("verdict", "safe"), ("score", 101), ("coverage", -0.1), ("country", "nl"), ("extra", 1), ("parts", {})],
)
def test_other_values_do_not_match(key: str, value: object) -> None:
    report = REPORTS["rogue.test"].to_dict() | {key: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema()).validate(report)


def test_every_verdict_is_among_the_samples() -> None:
    assert {r.verdict for r in REPORTS.values()} == set(schema()["properties"]["verdict"]["enum"])
