"""``/openapi.json`` and ``/docs``: the committed description, and a page that shows it; nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, current_app

from api.answers import cacheable, etag_of

OPENAPI_FILE: Final = Path(__file__).with_name("openapi.json")

docs = Blueprint("docs", __name__)


@cache
def _committed() -> tuple[bytes, str]:
    body = OPENAPI_FILE.read_bytes()
    return body, etag_of(body)


@docs.get("/openapi.json")
def openapi() -> Response:
    """This service's description."""
    body, etag = _committed()
    return cacheable(body, etag=etag, cache="public, max-age=3600")


@docs.get("/docs")
def page() -> Response:
    """The same for people."""
    return current_app.send_static_file("docs.html")
