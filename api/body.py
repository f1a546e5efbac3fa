"""The body of a request as bytes, and a JSON body -> a typed value; what is wrong with it is named."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from flask import current_app, g, request

from api.problems import ApiError

T = TypeVar("T")


def read_json(kind: type[T]) -> T:
    """Raises ``ApiError`` 415 for other media types, 400 ``invalid-body`` for anything but a value of that type."""
    if request.mimetype != "application/json":
        raise ApiError(415, "Send application/json.")
    return decode(kind, read_bytes())


def read_bytes() -> bytes:
    """The whole body; ``g.body_bytes`` tells its size to who counts. Raises ``ApiError`` 413.

    Of a body without ``Content-Length`` Werkzeug reads as far as the limit and silently leaves out the rest.
    """
    data = request.get_data(cache=False)
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if request.content_length is None and limit is not None and len(data) >= limit:
        raise ApiError(413)
    g.body_bytes = len(data)
    return data


def decode(kind: type[T], body: bytes) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, f"The JSON is not as it should be: {error}.", code="invalid-body", field="body") from None
