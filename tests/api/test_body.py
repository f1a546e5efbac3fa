"""Bodies that come slowly hold few threads, and quick answers go on."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from typing_extensions import Buffer

from api.body import MAX_READERS, MAX_READERS_A_CALLER
from tests.api.fakes import FakeCheck

BODY = b'["shop-name.com"]'


class _Slow(io.BytesIO):
    """A body whose sender waits."""

    def __init__(self, come: threading.Event, begun: threading.Semaphore) -> None:
        super().__init__(BODY)
        self._come, self._begun = come, begun

    def readinto(self, buffer: Buffer, /) -> int:
        self._begun.release()
        assert self._come.wait(20)
        return super().readinto(buffer)


def _post(app: Flask, caller: str, body: io.BytesIO) -> int:
    return (
        app.test_client()
        .post(
            "/v1/labels",
            input_stream=body,
            content_type="application/json",
            headers={"Content-Length": str(len(BODY))},
            environ_overrides={"REMOTE_ADDR": caller},
        )
        .status_code
    )


@contextmanager
def _held(app: Flask, callers: list[str]) -> Iterator[list[int]]:
    """While so many bodies are on their way; afterwards their statuses are in the list."""
    come, begun = threading.Event(), threading.Semaphore(0)
    statuses: list[int] = []
    with ThreadPoolExecutor(len(callers)) as pool:
        asked = [pool.submit(_post, app, caller, _Slow(come, begun)) for caller in callers]
        try:
            for _ in callers:
                assert begun.acquire(timeout=20)
            yield statuses
        finally:
            come.set()
        statuses += [one.result(20) for one in asked]


def test_one_slow_sender_keeps_others_out_of_nothing(app: Flask, check: FakeCheck) -> None:
    with _held(app, ["192.0.2.1"] * MAX_READERS_A_CALLER) as statuses:
        assert _post(app, "192.0.2.1", io.BytesIO(BODY)) == 503
        assert _post(app, "192.0.2.2", io.BytesIO(BODY)) == 200
        assert app.test_client().get("/v1/check?url=rogue.test").status_code == 200
    assert set(statuses) == {200}
    assert _post(app, "192.0.2.1", io.BytesIO(BODY)) == 200


def test_many_slow_senders_leave_threads_for_the_rest(app: Flask, client: FlaskClient) -> None:
    with _held(app, [f"192.0.2.{n}" for n in range(MAX_READERS)]):
        refused = client.post("/v1/labels", json=["shop-name.com"])
        assert (refused.status_code, refused.get_json()["code"]) == (503, "too-busy")
        assert refused.headers["Retry-After"] == "1"
        assert client.get("/healthz").status_code == 200
    assert client.post("/v1/labels", json=["shop-name.com"]).status_code == 200
