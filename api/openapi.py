"""The OpenAPI 3.1 description, made from the message types; ``python -m api.openapi`` writes ``openapi.json``.

Made once and committed: a test compares it with what this module makes, and others ask the service by it. No
library that builds it at run time was taken: they cost more than a whole request here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from api import messages
from api.config import MAX_JOB_ROWS
from api.labels import LabelQuery, LabelsAnswer
from api.problems import HTTP_PROBLEMS, PROBLEM_TYPE, Problem
from api.screening import MAX_TEXT_CHARS, MAX_TEXTS, ScreenAnswer, ScreenQuery
from checker.address import MAX_ADDRESS_CHARS
from checker.report.schema import components as report_components
from checker.version import __version__

FILE: Final = Path(__file__).with_name("openapi.json")
FILE_ANSWER: Final = "File"
"""Of the feed: bytes, described in docs/api.md."""
KEY_TEXT: Final = "Callers with a key may ask more, and have bulk jobs; all else works without."
REF: Final = "#/components/schemas/{name}"


class Call(NamedTuple):
    """One call of the service."""

    path: str
    method: str
    id: str
    summary: str
    answers: dict[int, str]
    """Status -> name of the schema, or of several with ``|`` between; "" for none."""
    problems: tuple[int, ...]
    parameters: tuple[dict[str, Any], ...] = ()
    body: dict[str, Any] | None = None
    headers: dict[int, tuple[str, ...]] = {}  # noqa: RUF012 never written to
    other_types: dict[str, dict[str, Any]] = {}  # noqa: RUF012 never written to
    """Media type -> schema of what 200 may hold besides."""
    needs_key: bool = False


def _parameter(name: str, schema: dict[str, Any], text: str, *, where: str = "query") -> dict[str, Any]:
    required = where == "path"
    return {"name": name, "in": where, "required": required, "schema": schema, "description": text}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": REF.format(name=name)}


_TEXT: Final = {"type": "string"}
URL: Final = _parameter(
    "url", {"type": "string", "minLength": 1, "maxLength": MAX_ADDRESS_CHARS}, "The address to check; shop.com will do."
) | {"required": True, "example": "shop-name.com"}
COUNTRY: Final = _parameter(
    "country", {"type": "string", "pattern": "^[A-Za-z]{2}$"}, "The buyer's country, ISO 3166-1 alpha-2."
)
DEPTH: Final = _parameter(
    "depth",
    {"enum": ["quick", "full"], "default": "full"},
    "quick: registers held and reports that are still there; full: also visits the site.",
)
WAIT: Final = _parameter(
    "wait",
    {"type": "number", "minimum": 0, "default": 10},
    "Seconds a full check may take before the answer is 202 with a job; at most 25.",
)
JOB: Final = _parameter("job", _TEXT, "Id of the job, from 202.", where="path")
KEY: Final = _parameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 255},
    "Chosen by you: the same question sent again under it is the job that is there.",
    where="header",
)
LAST_EVENT: Final = _parameter("Last-Event-ID", _TEXT, "Id of the last event seen.", where="header")
EVENT: Final = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "event": {"enum": ["progress", "end", "gone"]},
        "data": {"type": "string", "description": "A BulkJob as JSON; {} for gone."},
    },
}
OPTIONS_OF_TEXT: Final = (
    _parameter("depth", {"enum": ["quick", "full"], "default": "full"}, "Of text and CSV; JSON holds its own."),
    _parameter("note", {"type": "string", "maxLength": 200}, "Of text and CSV: by which you know the job again."),
    _parameter("column", _TEXT, "Of CSV: the column that holds the address."),
)
RESULTS: Final = (
    _parameter("format", {"enum": ["csv", "jsonl", "json"]}, "Instead of the header Accept."),
    _parameter("cursor", {"type": "string", "pattern": "^[0-9]{1,9}$"}, "Of JSON: next of the page before."),
    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}, "Of JSON: rows a page."),
    _parameter("verdict", _TEXT, "Only these, as in rogue,suspicious; also error and waiting."),
)
REFERENCE: Final = _parameter("reference", _TEXT, "Reference of the dispute.", where="path")

_LABEL_BODY: Final = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "anyOf": [_ref("LabelQuery"), {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 1000}]
            },
            "example": {"urls": ["shop-name.com", "https://other.com/page"]},
        },
        "text/plain": {"schema": _TEXT, "example": "shop-name.com\nother.com\n"},
    },
}

_JOB_BODY: Final = {
    "required": True,
    "content": {
        "application/json": {
            "schema": _ref("BulkQuery"),
            "example": {"urls": ["shop-name.com", "https://other.com/page"], "country": "FR", "note": "October"},
        },
        "text/plain": {"schema": _TEXT, "example": "shop-name.com\nother.com\n"},
        "text/csv": {"schema": _TEXT, "example": "name,website\nA shop,shop-name.com\n"},
    },
}
KEYED: Final = (400, 401, 404, 429, 503)


def _json_body(name: str, example: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": _ref(name), "example": example}}}


CALLS: Final = (
    Call(
        "/v1/check",
        "get",
        "check",
        "Check one address",
        {200: "Report", 202: "Accepted", 304: ""},
        (400, 401, 429, 500, 503),
        (URL, COUNTRY, DEPTH, WAIT),
        headers={200: ("ETag", "Cache-Control", "Age"), 202: ("Location", "Retry-After")},
    ),
    Call(
        "/v1/jobs",
        "post",
        "submitJob",
        "Check many addresses; the answers come by and by",
        {202: "BulkJob"},
        (400, 401, 409, 413, 415, 429, 503),
        (COUNTRY, *OPTIONS_OF_TEXT, KEY),
        _JOB_BODY,
        headers={202: ("Location", "Retry-After")},
        needs_key=True,
    ),
    Call("/v1/jobs", "get", "jobs", "Your bulk jobs", {200: "BulkJobs"}, (400, 401, 429, 503), needs_key=True),
    Call(
        "/v1/jobs/{job}",
        "get",
        "job",
        "How far a full check or a bulk job is",
        {200: "Job|BulkJob"},
        (400, 401, 404, 429, 503),
        (JOB,),
    ),
    Call(
        "/v1/jobs/{job}",
        "delete",
        "removeJob",
        "Cancel a bulk job and remove its results",
        {204: ""},
        KEYED,
        (JOB,),
        needs_key=True,
    ),
    Call(
        "/v1/jobs/{job}/results",
        "get",
        "jobResults",
        "The rows of a bulk job: CSV and JSON Lines of those done, or a page of all as JSON",
        {200: "BulkRows"},
        (*KEYED, 406),
        (JOB, *RESULTS),
        other_types={"text/csv": _TEXT, "application/x-ndjson": _TEXT},
        needs_key=True,
    ),
    Call(
        "/v1/jobs/{job}/events",
        "get",
        "jobEvents",
        "Progress of a bulk job as Server-Sent Events: progress, then end or gone",
        {200: "", 204: ""},
        KEYED,
        (JOB, LAST_EVENT),
        other_types={"text/event-stream": EVENT},
        needs_key=True,
    ),
    Call(
        "/v1/jobs/{job}/networks",
        "get",
        "jobNetworks",
        "Which sites of a bulk job share telephone numbers, analytics ids, wallets and the like",
        {200: "BulkNetworks"},
        KEYED,
        (JOB,),
        needs_key=True,
    ),
    Call(
        "/v1/labels",
        "post",
        "labels",
        "Label up to 1,000 addresses from what is held",
        {200: "LabelsAnswer"},
        (400, 401, 413, 415, 429),
        (COUNTRY,),
        _LABEL_BODY,
    ),
    Call(
        "/v1/screen",
        "post",
        "screen",
        "Tell whether texts offer prescription medicines",
        {200: "ScreenAnswer"},
        (400, 401, 413, 415, 429),
        body=_json_body("ScreenQuery", {"texts": ["Modalert 200 mg x 30 pills, ships worldwide"], "country": "FR"}),
    ),
    Call("/v1/signals", "get", "signals", "What is looked for", {200: "Signals", 304: ""}, (400, 401)),
    Call(
        "/v1/authorities",
        "get",
        "authorities",
        "Authorities and their registers",
        {200: "Authorities", 304: ""},
        (400, 401),
        (COUNTRY,),
    ),
    Call("/v1/registers", "get", "registers", "Register copies held", {200: "RegistersHeld", 304: ""}, (400, 401)),
    Call(
        "/v1/disputes",
        "post",
        "dispute",
        "Contest a verdict",
        {201: "Dispute"},
        (400, 401, 409, 413, 415, 429, 503),
        body=_json_body(
            "DisputeQuery",
            {"url": "shop-name.com", "statement": "We are on the register of CZ under number 123; see the entry."},
        ),
        headers={201: ("Location",)},
    ),
    Call(
        "/v1/disputes/{reference}",
        "get",
        "disputeState",
        "What became of a dispute",
        {200: "Dispute"},
        (400, 401, 404, 503),
        (REFERENCE,),
    ),
    Call(
        "/v1/reports",
        "post",
        "report",
        "Report a site",
        {200: "ConsumerReport", 201: "ConsumerReport"},
        (400, 401, 413, 415, 429, 503),
        body=_json_body("ConsumerReportQuery", {"url": "shop-name.com", "matter": "nothing-arrived"}),
    ),
    Call(
        "/v1/feed/{name}",
        "get",
        "feedFile",
        "One file of the signed feed, such as manifest.json, hosts.bin or range/a01f.json",
        {200: FILE_ANSWER, 206: FILE_ANSWER, 304: ""},
        (401, 404, 416),
        (_parameter("name", _TEXT | {"example": "manifest.json"}, "Name as in the manifest.", where="path"),),
        headers={200: ("ETag", "Cache-Control")},
    ),
    Call("/healthz", "get", "alive", "Is the process alive", {200: "Health"}, (401,)),
    Call("/readyz", "get", "ready", "Age of the registers, state of the backend", {200: "Ready"}, (401,)),
)


def document() -> dict[str, Any]:
    """The whole description as plain values."""
    paths: dict[str, Any] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pharmaproof",
            "version": __version__,
            "description": "Tells whether a site that sells medicines is legal, and shows the proof.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": KEY_TEXT}},
        },
    }


def render() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def _operation(call: Call) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, name in call.answers.items():
        answer: dict[str, Any] = {"description": _describe(status, name)}
        if name == FILE_ANSWER:
            answer["content"] = {"application/json": {"schema": {}}, "application/octet-stream": {"schema": {}}}
        elif name:
            names = name.split("|")
            schema = _ref(name) if len(names) == 1 else {"anyOf": [_ref(each) for each in names]}
            answer["content"] = {"application/json": {"schema": schema}}
        if status == 200 and call.other_types:
            answer.setdefault("content", {}).update({kind: {"schema": it} for kind, it in call.other_types.items()})
        if call.headers.get(status):
            answer["headers"] = {header: {"schema": _TEXT} for header in call.headers[status]}
        responses[str(status)] = answer
    for status in sorted({*call.problems, 503}):  # any call with a key, when the key cannot be looked up
        responses[str(status)] = {
            "description": HTTP_PROBLEMS[status][1],
            "content": {PROBLEM_TYPE: {"schema": _ref("Problem")}},
        }
    operation: dict[str, Any] = {"operationId": call.id, "summary": call.summary, "responses": responses}
    if call.parameters:
        operation["parameters"] = list(call.parameters)
    if call.body:
        operation["requestBody"] = call.body
    operation["security"] = [{"key": []}] if call.needs_key else [{}, {"key": []}]
    return operation


def _describe(status: int, name: str) -> str:
    words = {
        202: "It takes longer; ask for the job.",
        206: "The part asked for.",
        304: "What the caller holds is still right.",
        201: "Stored.",
        204: "Removed; or, of events: all was told before.",
    }
    return words.get(status, f"{name}." if name else "Done.")


def _schemas() -> dict[str, Any]:
    kinds = [
        messages.Accepted, messages.Job, messages.Health, messages.Ready, messages.Signals, messages.Authorities,
        messages.RegistersHeld, messages.DisputeQuery, messages.Dispute, messages.ConsumerReportQuery,
        messages.ConsumerReport, messages.BulkQuery, messages.BulkJob, messages.BulkJobs, messages.BulkRows,
        messages.BulkNetworks, LabelQuery, LabelsAnswer, ScreenQuery, ScreenAnswer, Problem,
    ]  # fmt: skip
    _, found = msgspec.json.schema_components(kinds, ref_template=REF)
    schemas = {**found, **report_components(REF)}
    schemas["Job"]["properties"]["report"] = {"anyOf": [_ref("Report"), {"type": "null"}]}
    schemas["LabelQuery"]["properties"]["urls"] |= {"minItems": 1, "maxItems": 1000}
    bulk = schemas["BulkQuery"]["properties"]
    bulk["urls"] |= {"minItems": 1, "maxItems": MAX_JOB_ROWS}
    bulk["note"] |= {"maxLength": 200}
    texts = schemas["ScreenQuery"]["properties"]["texts"]
    texts |= {"minItems": 1, "maxItems": MAX_TEXTS, "items": _TEXT | {"maxLength": MAX_TEXT_CHARS}}
    return dict(sorted(schemas.items()))


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name} written\n")
