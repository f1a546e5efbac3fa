"""``GET /v1/check``: one address, quick or full."""

from __future__ import annotations

from flask import Blueprint, Response, request

from api.answers import cacheable, etag_of
from api.query import check_query
from api.service import service

checks = Blueprint("checks", __name__, url_prefix="/v1")


@checks.get("/check")
def check() -> Response:
    query = check_query(request.args)
    report = service().report(query.url, query.country, query.depth)
    body = report.to_json().encode()
    return cacheable(body, etag=etag_of(body), cache="private, max-age=60")
