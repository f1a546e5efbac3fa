"""Exception -> RFC 9457 problem response, in this one place."""

from __future__ import annotations

import logging
from typing import Any, Final

import msgspec
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from checker.errors import CheckerError, GatherError, InputError

PROBLEM_TYPE: Final = "application/problem+json"
_log: Final = logging.getLogger(__name__)

HTTP_PROBLEMS: Final = {
    400: ("bad-request", "The request cannot be read."),
    401: ("key-needed", "This call needs a key."),
    403: ("not-allowed", "This key may not make this call."),
    404: ("not-found", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take that method."),
    406: ("not-acceptable", "The answer cannot be given in the form asked for."),
    409: ("conflict", "This cannot be done in the present state."),
    413: ("body-too-large", "The body is larger than this service takes."),
    414: ("address-too-long", "The request's address is longer than this service takes."),
    415: ("media-type-not-supported", "The body has a media type that this call does not take."),
    416: ("range-not-satisfiable", "The part asked for does not exist."),
    429: ("rate-limited", "Too many requests; come back after the time in Retry-After."),
    500: ("internal-error", "Something failed on our side; the error has been logged."),
    503: ("too-busy", "The service is busy; come back after the time in Retry-After."),
}
"""Status -> (code, title): the codes for errors that have none of their own."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457 problem details; ``code`` is stable and for programs."""

    type: str
    """``urn:pharmaproof:problem:`` and the code."""
    title: str
    status: int
    code: str
    detail: str = ""
    """What is wrong with this request, for people."""
    field: str | None = None
    """Name of the parameter or field the problem is about."""


class ApiError(Exception):
    """A refusal by the API itself, with a status of its own."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        code: str | None = None,
        field: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.problem = make_problem(status, code=code, detail=detail, field=field)
        self.headers = headers or {}


def make_problem(status: int, *, code: str | None = None, detail: str = "", field: str | None = None) -> Problem:
    usual, title = HTTP_PROBLEMS.get(status, HTTP_PROBLEMS[500 if status >= 500 else 400])
    if status == 400 and code is not None:
        title = "The input cannot be used."
    code = code or usual
    return Problem(f"urn:pharmaproof:problem:{code}", title, status, code, detail, field)


def problem_of(error: CheckerError) -> Problem:
    """The problem that tells of one of the library's errors."""
    if isinstance(error, InputError):
        status = 400
    elif isinstance(error, GatherError):
        status = 503
    else:
        status = 500
    return make_problem(status, code=error.code, detail=error.message if status != 500 else "", field=error.field)


def respond(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    response = Response(msgspec.json.encode(problem), problem.status, mimetype=PROBLEM_TYPE)
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def install(app: Flask) -> None:
    """Every error that leaves a view becomes a problem response."""

    @app.errorhandler(ApiError)
    def api_error(error: ApiError) -> Response:
        return respond(error.problem, error.headers)

    @app.errorhandler(CheckerError)
    def checker_error(error: CheckerError) -> Response:
        if not isinstance(error, InputError):
            _log.error("%s failed: %s [%s]", request.url_rule, error.message, error.code)
        return respond(problem_of(error))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        kept: dict[str, str] = {}
        for name, value in error.get_headers(request.environ):
            if name in ("Allow", "Retry-After", "Location"):
                kept[name] = value
        if 300 <= status < 400:
            return Response("", status, headers=kept)
        return respond(make_problem(status), kept)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        # Our bug, whatever it is: the caller gets the documented form, the log gets the trace.
        _log.error("%s failed", request.url_rule, exc_info=error)
        return respond(make_problem(500))


def problem_value(problem: Problem) -> dict[str, Any]:
    """The problem as plain values, for answers that carry one among other things."""
    value: dict[str, Any] = msgspec.to_builtins(problem)
    return value
