"""The calls about bulk jobs under ``/v1/jobs``; ``GET /v1/jobs/{id}`` itself is in :mod:`api.checks`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

from flask import Blueprint, Response, request

from api.answers import json_response
from api.backends import BackendDown
from api.jobs.asked import ID_PREFIX, read_job
from api.jobs.events import events
from api.jobs.records import Header
from api.jobs.results import results
from api.jobs.told import job_told, networks_told
from api.limits import count_call, needed_key
from api.messages import BulkJobs
from api.metrics import JOBS
from api.problems import ApiError
from api.query import only_known
from api.service import service

bulk_jobs = Blueprint("bulk_jobs", __name__, url_prefix="/v1/jobs")
RETRY_AFTER_S: Final = 2
NOTHING: Final[frozenset[str]] = frozenset()
View = TypeVar("View", bound=Callable[..., Response])


def stored(view: View) -> View:
    """The view, with 503 instead of a backend that is away: jobs are nothing without it."""

    @wraps(view)
    def told(*args: str, **options: str) -> Response:
        needed_key()
        count_call("jobs")
        service().runner.start()
        try:
            return view(*args, **options)
        except BackendDown:
            raise ApiError(
                503, "Bulk jobs cannot be reached just now.", code="storage-unavailable", headers={"Retry-After": "5"}
            ) from None

    return told  # type: ignore[return-value]


def own_job(job: str) -> Header:
    """The caller's job with this id; 404 for any other, also for another key's."""
    header = service().jobs.header(job) if job.startswith(ID_PREFIX) else None
    if header is None or header.key_id != needed_key().id:
        raise ApiError(404, "There is no such job, or it has been removed.")
    return header


@bulk_jobs.post("")
@stored
def submit() -> Response:
    """Takes a job on; its answers come by and by."""
    it = service()
    header, rows = read_job(request, needed_key().id, it.config)
    kept = it.jobs.create(header, rows)
    if kept is header:
        JOBS.labels("accepted").inc()
    it.runner.nudge()
    told = job_told(kept, it.jobs.progress(kept.id))
    response = json_response(told, 202)
    response.headers["Location"] = told.href
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


@bulk_jobs.get("")
@stored
def list_jobs() -> Response:
    """The caller's own jobs, newest first."""
    only_known(request.args, NOTHING)
    book = service().jobs
    key = needed_key().id
    headers = [book.header(line.id) for line in reversed(book.index()) if line.key_id == key]
    return json_response(BulkJobs(tuple(job_told(h, book.progress(h.id)) for h in headers if h is not None)))


@stored
def bulk_job(job: str) -> Response:
    """How far the job is; its view in :mod:`api.checks` calls this."""
    only_known(request.args, NOTHING)
    header = own_job(job)
    told = job_told(header, service().jobs.progress(header.id))
    response = json_response(told)
    if told.state != "done":
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


@bulk_jobs.delete("/<job>")
@stored
def remove(job: str) -> Response:
    """Cancels the job and removes all of it."""
    only_known(request.args, NOTHING)
    service().jobs.remove(own_job(job))
    JOBS.labels("removed").inc()
    return Response(status=204)


@bulk_jobs.get("/<job>/results")
@stored
def job_results(job: str) -> Response:
    """The rows: CSV or JSON Lines of those done, or a JSON page of all."""
    return results(request, service().jobs, own_job(job))


@bulk_jobs.get("/<job>/networks")
@stored
def job_networks(job: str) -> Response:
    """Which of the job's sites share telephone numbers, analytics ids, wallets and the like."""
    only_known(request.args, NOTHING)
    header = own_job(job)
    return json_response(networks_told(job, service().jobs.rows(header)))


@bulk_jobs.get("/<job>/events")
@stored
def job_events(job: str) -> Response:
    """The job's progress as it happens."""
    only_known(request.args, NOTHING)
    it = service()
    header = own_job(job)
    return events(
        it.event_streams, it.jobs, header, request.headers.get("Last-Event-ID"), lambda: it.runner.is_stopping
    )
