"""Asks a running Pharmaproof service: the same reports and labels, made elsewhere. Keeps nothing, tells nobody else.

>>> client = Client("https://pharmaproof.example.org")  # doctest: +SKIP
>>> client.check("shop-name.com", country="NL")["verdict"]  # doctest: +SKIP
'unlisted'
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Any, Final, Literal, Self

import requests

from checker.errors import CheckerError
from checker.settings import USER_AGENT

CONNECT_TIMEOUT_S: Final = 5.0
READ_TIMEOUT_S: Final = 35.0
"""Above the longest wait that the service allows."""
LABELS_A_CALL: Final = 1000
TOTAL_S: Final = 120.0
"""How long one full check may take with all its waiting."""
MAX_RETRY_AFTER_S: Final = 60.0
MAX_POLL_S: Final = 5.0
"""A job of thousands takes minutes; nobody needs to know within the second."""
MIN_RETRY_S: Final = 0.3
"""``Retry-After`` counts whole seconds: 0 means less than one."""


class ServiceProblem(CheckerError):
    """The service refused or failed; ``code`` is the problem's own, ``status`` the HTTP status (0: no answer)."""

    code = "service-problem"

    def __init__(self, message: str, *, code: str, status: int, field: str | None = None) -> None:
        super().__init__(message, code=code, field=field)
        self.status = status


class Client:
    """One service; a context manager; for one thread.

    Args:
        base: where the service is, such as ``https://pharmaproof.example.org``.
        key: a key of the service, for callers who ask much or hand in bulk jobs.
    """

    def __init__(self, base: str, *, key: str | None = None) -> None:
        self._base = base.rstrip("/")
        self._session = requests.Session()
        self._session.headers["User-Agent"] = USER_AGENT
        if key is not None:
            self._session.headers["Authorization"] = f"Bearer {key}"

    def check(
        self, address: str, *, country: str | None = None, depth: Literal["quick", "full"] = "full"
    ) -> dict[str, Any]:
        """The report, as ``report.schema.json`` describes it; waits for a full one. Raises ``ServiceProblem``."""
        query = {"url": address, "depth": depth, **({"country": country} if country else {})}
        ends = time.monotonic() + TOTAL_S
        status, body, _ = self._ask("GET", "/v1/check", ends, params=query)
        while status == 202 or body.get("state") == "running":
            href = body.get("href") or f"/v1/jobs/{body['id']}"
            self._sleep(2.0, ends)
            status, body, _ = self._ask("GET", href, ends)
        if body.get("state") == "failed":
            problem = body["problem"]
            raise ServiceProblem(problem["title"], code=problem["code"], status=problem["status"])
        report: dict[str, Any] = body["report"] if body.get("state") == "done" else body
        return report

    def labels(self, addresses: Iterable[str], *, country: str | None = None) -> Iterator[dict[str, Any]]:
        """A label for each address, in order; any number of them, a thousand a call. Raises ``ServiceProblem``."""
        rest = iter(addresses)
        while urls := list(islice(rest, LABELS_A_CALL)):
            body = {"urls": urls, **({"country": country} if country else {})}
            _, answer, _ = self._ask("POST", "/v1/labels", time.monotonic() + TOTAL_S, json=body)
            yield from answer["labels"]

    def report(self, address: str, matter: str, *, country: str | None = None) -> dict[str, Any]:
        """Tells the service of a site. Raises ``ServiceProblem``."""
        body = {"url": address, "matter": matter, **({"country": country} if country else {})}
        return self._ask("POST", "/v1/reports", time.monotonic() + TOTAL_S, json=body)[1]

    def dispute(self, address: str, statement: str, *, country: str | None = None) -> dict[str, Any]:
        """Contests a verdict; the answer holds its reference. Raises ``ServiceProblem``."""
        body = {"url": address, "statement": statement, **({"country": country} if country else {})}
        return self._ask("POST", "/v1/disputes", time.monotonic() + TOTAL_S, json=body)[1]

    def submit(
        self,
        addresses: Iterable[str],
        *,
        country: str | None = None,
        depth: Literal["quick", "full"] = "full",
        note: str = "",
        idempotency_key: str | None = None,
    ) -> dict[str, Any]:
        """Hands in a bulk job; the answer holds its ``id``. Needs a key. Raises ``ServiceProblem``.

        Sent again under the same ``idempotency_key`` (made up when not given, for the repeats in here) it is one job.
        """
        body: dict[str, Any] = {"urls": list(addresses), "depth": depth, "note": note}
        if country:
            body["country"] = country
        headers = {"Idempotency-Key": idempotency_key or uuid.uuid4().hex}
        return self._ask("POST", "/v1/jobs", time.monotonic() + TOTAL_S, json=body, headers=headers)[1]

    def job(self, job: str) -> dict[str, Any]:
        """How far a bulk job is. Raises ``ServiceProblem``."""
        return self._ask("GET", f"/v1/jobs/{job}", time.monotonic() + TOTAL_S)[1]

    def jobs(self) -> list[dict[str, Any]]:
        """Your bulk jobs, newest first. Raises ``ServiceProblem``."""
        told: list[dict[str, Any]] = self._ask("GET", "/v1/jobs", time.monotonic() + TOTAL_S)[1]["jobs"]
        return told

    def wait(
        self,
        job: str,
        *,
        timeout_s: float | None = None,
        on_progress: Callable[[dict[str, Any]], None] = lambda _: None,
    ) -> dict[str, Any]:
        """The job as told once it is done; waits as long as that takes, or ``timeout_s``. Raises ``ServiceProblem``."""
        ends = time.monotonic() + timeout_s if timeout_s is not None else float("inf")
        pause = MIN_RETRY_S
        while True:
            told = self.job(job)
            on_progress(told)
            if told["state"] == "done":
                return told
            if time.monotonic() + pause > ends:
                raise ServiceProblem(
                    f"The job was not done within {timeout_s:.0f} s; {told['done']} of {told['rows']} rows are.",
                    code="timeout",
                    status=0,
                )
            time.sleep(pause)
            pause = min(MAX_POLL_S, pause * 1.5)

    def results(self, job: str) -> Iterator[dict[str, Any]]:
        """The rows done, in the order of the input: ``row``, ``input``, and ``report`` or ``error``.

        They come as they are read, so that a large job needs no memory. Raises ``ServiceProblem``, also in their midst.
        """
        response = self._send("GET", f"/v1/jobs/{job}/results", params={"format": "jsonl"}, stream=True)
        with response:
            if response.status_code != 200:
                raise _problem(response, _body(response))
            try:
                for line in response.iter_lines():
                    told = json.loads(line)
                    if told["row"] == 0:  # how the service says that it could not go on
                        error = told["error"]
                        raise ServiceProblem(error["message"], code=error["code"], status=503)
                    yield told
            except (requests.RequestException, ValueError) as error:
                raise ServiceProblem(f"The answer broke off: {error}", code="no-answer", status=0) from error

    def networks(self, job: str) -> list[dict[str, Any]]:
        """Which of the job's sites share something: ``sites`` and ``marks``. Raises ``ServiceProblem``."""
        path = f"/v1/jobs/{job}/networks"
        told: list[dict[str, Any]] = self._ask("GET", path, time.monotonic() + TOTAL_S)[1]["networks"]
        return told

    def remove(self, job: str) -> None:
        """Cancels a bulk job and removes its results. Raises ``ServiceProblem``."""
        self._ask("DELETE", f"/v1/jobs/{job}", time.monotonic() + TOTAL_S)

    def close(self) -> None:
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, method: str, path: str, ends: float, **options: Any) -> tuple[int, dict[str, Any], Any]:
        """(status, body, headers); comes back when a busy service says when."""
        while True:
            response = self._send(method, path, **options)
            body = _body(response)
            if response.status_code < 400 and isinstance(body, dict):
                return response.status_code, body, response.headers
            wait = response.headers.get("Retry-After", "")
            if response.status_code in (429, 503) and wait.isdigit() and float(wait) <= MAX_RETRY_AFTER_S:
                self._sleep(max(MIN_RETRY_S, float(wait)), ends)
                continue
            raise _problem(response, body)

    def _send(self, method: str, path: str, **options: Any) -> requests.Response:
        try:
            return self._session.request(
                method, self._base + path, timeout=(CONNECT_TIMEOUT_S, READ_TIMEOUT_S), **options
            )
        except requests.RequestException as error:
            raise ServiceProblem(f"The service gave no answer: {error}", code="no-answer", status=0) from error

    def _sleep(self, seconds: float, ends: float) -> None:
        if time.monotonic() + seconds > ends:
            raise ServiceProblem(f"The service was not done within {TOTAL_S:.0f} s.", code="timeout", status=0)
        time.sleep(seconds)


def _body(response: requests.Response) -> Any:
    """The JSON of an answer; nothing of one without content."""
    if response.status_code == 204:
        return {}
    try:
        return response.json()
    except (requests.RequestException, ValueError) as error:
        raise ServiceProblem(f"The service gave no answer: {error}", code="no-answer", status=0) from error


def _problem(response: requests.Response, body: Any) -> ServiceProblem:
    problem = body if isinstance(body, dict) else {}
    return ServiceProblem(
        problem.get("detail") or problem.get("title") or f"The service answered {response.status_code}.",
        code=problem.get("code", "service-problem"),
        status=response.status_code,
        field=problem.get("field"),
    )
