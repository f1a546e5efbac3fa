"""Values -> responses: JSON by msgspec, with validators for caches."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
from flask import Response, request

_encode = msgspec.json.Encoder().encode


def json_response(value: Any, status: int = 200, *, cache: str = "no-store") -> Response:
    response = Response(_encode(value), status, mimetype="application/json")
    response.headers["Cache-Control"] = cache
    return response


def etag_of(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:24]}"'


def cacheable(body: bytes, *, etag: str, cache: str, age_s: int = 0) -> Response:
    """The body, or 304 when the caller has it already."""
    if request.if_none_match.contains(etag.strip('"')):
        response = Response(status=304)
        del response.headers["Content-Type"]
    else:
        response = Response(body, mimetype="application/json")
    headers = response.headers
    headers["ETag"] = etag
    headers["Cache-Control"] = cache
    if age_s:
        headers["Age"] = str(age_s)
    return response
