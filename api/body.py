"""A JSON body -> a typed value; what is wrong with it is named."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from flask import request

from api.problems import ApiError

T = TypeVar("T")


def read_json(kind: type[T]) -> T:
    """Raises ``ApiError`` 415 for other media types, 400 ``invalid-body`` for anything but a value of that type."""
    if request.mimetype != "application/json":
        raise ApiError(415, "Send application/json.")
    return decode(kind, request.get_data(cache=False))


def decode(kind: type[T], body: bytes) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ApiError(400, f"The JSON is not as it should be: {error}.", code="invalid-body", field="body") from None
