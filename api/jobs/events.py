"""``GET /v1/jobs/{id}/events``: the progress of a job as Server-Sent Events, in bounded number and length."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from flask import Response

from api.backends import BackendDown
from api.jobs.book import JobBook
from api.jobs.records import Header, Progress
from api.jobs.told import job_told
from api.metrics import EVENT_STREAMS
from api.problems import ApiError

TYPE: Final = "text/event-stream"
LOOK_EVERY_S: Final = 0.5
HEARTBEAT_S: Final = 10.0
"""Below the time after which proxies cut silent connections; a client that left is noticed by it."""
STREAM_S: Final = 25.0
"""Then the stream ends and the client asks again with ``Last-Event-ID``: a server that stops waits no longer."""
RETRY_MS: Final = 1000
STREAMS_A_KEY: Final = 3
"""In one process: one caller must not keep the others out."""
Clock = Callable[[], float]


class EventStreams:
    """Counts the streams of this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._by_key: Counter[str] = Counter()

    def enter(self, key_id: str) -> Callable[[], None]:
        """Takes a place; what is returned gives it back, once. Raises ``ApiError`` 503 when there is none."""
        with self._lock:
            if self._by_key.total() >= self._most or self._by_key[key_id] >= STREAMS_A_KEY:
                EVENT_STREAMS.labels("refused").inc()
                raise ApiError(
                    503, "Too many streams are open; ask the job itself instead.", headers={"Retry-After": "10"}
                )
            self._by_key[key_id] += 1
        EVENT_STREAMS.labels("opened").inc()
        left = threading.Event()

        def leave() -> None:
            with self._lock:
                if not left.is_set():
                    left.set()
                    self._by_key[key_id] -= 1

        return leave

    def open(self) -> int:
        return self._by_key.total()


def events(
    streams: EventStreams, book: JobBook, header: Header, last_id: str | None, is_stopping: Callable[[], bool]
) -> Response:
    """The stream; 204 to a client that has seen the end, which tells it not to come back."""
    progress = book.progress(header.id)
    if progress.state == "done" and last_id == event_id(progress):
        return Response(status=204)
    leave = streams.enter(header.key_id)

    def told() -> Iterator[str]:
        try:
            yield from stream(book, header, last_id, is_stopping)
        finally:
            leave()

    response = Response(told(), mimetype=TYPE)
    response.call_on_close(leave)  # also when nobody read the first word
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # nginx would hold small pieces back
    return response


def event_id(progress: Progress) -> str:
    """Another one whenever the job got on."""
    return str(progress.done) if progress.state == "running" else progress.state


def stream(
    book: JobBook, header: Header, last_id: str | None, is_stopping: Callable[[], bool], clock: Clock = time.monotonic
) -> Iterator[str]:
    """``progress`` events whenever the job got on, ``end`` when it is done, ``gone`` when it was removed."""
    ends = clock() + STREAM_S
    spoke = clock()
    sent = last_id
    yield f"retry: {RETRY_MS}\n\n"
    while clock() < ends and not is_stopping():
        try:
            progress = book.progress(header.id)
            is_gone = progress.state != "done" and book.header(header.id) is None
        except BackendDown:
            progress, is_gone = None, False
        if is_gone:
            yield "event: gone\ndata: {}\n\n"
            return
        if progress is not None and event_id(progress) != sent:
            sent = event_id(progress)
            spoke = clock()
            data = msgspec.json.encode(job_told(header, progress)).decode()
            kind = "end" if progress.state == "done" else "progress"
            yield f"id: {sent}\nevent: {kind}\ndata: {data}\n\n"
            if progress.state == "done":
                return
        elif clock() - spoke >= HEARTBEAT_S:
            spoke = clock()
            yield ": still here\n\n"
        time.sleep(LOOK_EVERY_S)
