"""``GET /v1/check``: one address, quick or full; ``GET /v1/jobs/{id}``: a full check that took longer, or a bulk job.

The id of a check's job holds the question itself. So none can be lost: whichever process is asked for it either has
the report, or makes it.
"""

from __future__ import annotations

import binascii
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

import msgspec
from flask import Blueprint, Response, request

from api.answers import cacheable, json_response
from api.jobs.asked import ID_PREFIX
from api.jobs.views import bulk_job
from api.limits import count_call
from api.messages import Accepted, Job
from api.problems import ApiError
from api.query import check_query, only_known
from api.reports import Pending
from api.service import service
from api.stored import Answer
from checker.countries import check_country
from checker.errors import InputError

checks = Blueprint("checks", __name__, url_prefix="/v1")
QUICK_CACHE: Final = "public, max-age=30, stale-while-revalidate=300"
FULL_MAX_AGE_S: Final = 300
STALE_CACHE: Final = "public, max-age=0, stale-while-revalidate=60"
POLL_AFTER_S: Final = 2
MAX_JOB_ID_CHARS: Final = 12_000
_MAX_QUESTION_BYTES: Final = 9_000


@checks.get("/check")
def check() -> Response:
    """The report on one address: what registers hold (quick), or also what the site shows (full)."""
    query = check_query(request.args)
    it = service()
    if query.depth == "quick":
        count_call("quick")
        answer = it.reports.quick(query.url, query.country)
        return cacheable(answer.body, etag=answer.etag, cache=QUICK_CACHE)
    wait = it.config.default_wait_s if query.wait_s is None else min(query.wait_s, it.config.max_wait_s)
    count_call("full")
    found = it.reports.full(query.url, query.country, wait)
    return _later(found) if isinstance(found, Pending) else _sent(found)


@checks.get("/jobs/<job>")
def job(job: str) -> Response:
    """How far a full check is, with the report once it is there; or how far a bulk job is."""
    if job.startswith(ID_PREFIX):
        return bulk_job(job)
    only_known(request.args, frozenset())
    address, country = read_job_id(job)
    it = service()
    try:
        count_call("quick")  # the check itself was counted when it was asked for
        found = it.reports.full(address, country, 0)
    except ApiError as error:
        if error.problem.status == 500:
            return json_response(Job(job, "failed", None, error.problem))
        raise
    if isinstance(found, Pending):
        response = json_response(Job(job, "running", None, None))
        response.headers["Retry-After"] = str(POLL_AFTER_S)
        return response
    return json_response(Job(job, "done", msgspec.Raw(found.body), None))


def job_id(pending: Pending) -> str:
    question = msgspec.msgpack.encode((pending.address, pending.country))
    return urlsafe_b64encode(zlib.compress(question, 9)).rstrip(b"=").decode()


def read_job_id(job: str) -> tuple[str, str | None]:
    """The question in a job's id; 404 for what is none."""
    try:
        if len(job) > MAX_JOB_ID_CHARS:
            raise ValueError("longer than any question")
        unzip = zlib.decompressobj()
        question = unzip.decompress(urlsafe_b64decode(job + "=" * (-len(job) % 4)), _MAX_QUESTION_BYTES)
        address, country = msgspec.msgpack.decode(question, type=tuple[str, str | None])
        return address, check_country(country)
    except (ValueError, binascii.Error, zlib.error, msgspec.DecodeError, InputError):
        raise ApiError(404, "There is no such job.") from None


def _sent(answer: Answer) -> Response:
    now = time.time()
    left = round(answer.fresh_until - now)
    cache = f"public, max-age={min(left, FULL_MAX_AGE_S)}, stale-while-revalidate=600" if left > 0 else STALE_CACHE
    return cacheable(answer.body, etag=answer.etag, cache=cache, age_s=max(0, round(now - answer.made_at)))


def _later(pending: Pending) -> Response:
    job = job_id(pending)
    href = f"/v1/jobs/{job}"
    response = json_response(Accepted(job, "running", href), 202)
    response.headers["Location"] = href
    response.headers["Retry-After"] = str(POLL_AFTER_S)
    return response
