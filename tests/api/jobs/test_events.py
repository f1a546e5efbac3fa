"""Progress as Server-Sent Events: what is sent, when it ends, and how many may listen."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import islice

import pytest

from api import Config
from api.backends import open_job_backend
from api.jobs import events as module
from api.jobs.book import JobBook
from api.jobs.events import EventStreams, stream
from api.jobs.records import Header, Progress
from api.problems import ApiError
from checker.bulk.inputs import InputRow
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import service_of, until_done, with_key, working


@pytest.fixture
def book(config: Config, monkeypatch: pytest.MonkeyPatch) -> JobBook:
    monkeypatch.setattr(module, "LOOK_EVERY_S", 0.0)
    return JobBook(open_job_backend(config), config)


def written(book: JobBook) -> Header:
    now = time.time()
    header = Header("b-1", "key", now, now + 60, None, "full", "", 3, "digest")
    return book.create(header, [InputRow(n, f"s{n}.com") for n in range(1, 4)])


def clock(step_s: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step_s


def test_progress_then_the_end(book: JobBook) -> None:
    header = written(book)
    ticks = clock(0.1)
    told = stream(book, header, None, lambda: False, lambda: next(ticks))
    assert next(told) == "retry: 1000\n\n"
    assert '"done":0' in next(told)
    book.put_progress(header.id, Progress("running", 2, {"rogue": 2}))
    second = next(told)
    assert second.startswith("id: 2\nevent: progress\ndata: {")
    book.put_progress(header.id, Progress("done", 3, {"rogue": 3}, 0, None, 1.0, 2.0))
    last = next(told)
    assert last.startswith("id: done\nevent: end\n")
    assert json.loads(last.split("data: ")[1])["verdicts"] == {"rogue": 3}
    assert list(told) == []


def test_who_comes_back_is_told_only_what_is_new_and_silence_has_a_heartbeat(book: JobBook) -> None:
    header = written(book)
    book.put_progress(header.id, Progress("running", 2, {"rogue": 2}))
    ticks = clock(1.0)
    told = list(stream(book, header, "2", lambda: False, lambda: next(ticks)))
    assert told[0].startswith("retry")
    assert set(told[1:]) == {": still here\n\n"}
    assert len(told) < 10, "it ends by itself"


def test_a_removed_job_and_a_stopping_service_end_it(book: JobBook) -> None:
    header = written(book)
    told = stream(book, header, "queued", lambda: False)
    next(told)
    book.remove(header)
    assert list(told) == ["event: gone\ndata: {}\n\n"]
    assert list(islice(stream(book, header, None, lambda: True), 5)) == ["retry: 1000\n\n"]


def test_so_many_may_listen() -> None:
    streams = EventStreams(4)
    mine = [streams.enter("me") for _ in range(module.STREAMS_A_KEY)]
    with pytest.raises(ApiError) as refused:
        streams.enter("me")
    assert refused.value.problem.status == 503
    other = streams.enter("other")
    with pytest.raises(ApiError):
        streams.enter("third")
    other()
    other()
    assert streams.open() == 3, "a place is given back once"
    streams.enter("third")
    for leave in mine:
        leave()
    assert streams.open() == 1


def test_over_http(config: Config) -> None:
    with working(config, FakeCheck(delay_s=0.1)) as app:
        client = with_key(app)
        href = client.post("/v1/jobs", json={"urls": ["rogue.test", "news.test"]}).headers["Location"]
        answer = client.get(f"{href}/events")
        assert answer.mimetype == "text/event-stream"
        assert "event: end" in answer.text
        assert service_of(app).event_streams.open() == 0
        until_done(client, href)
        seen = client.get(f"{href}/events", headers={"Last-Event-ID": "done"})
        assert seen.status_code == 204
        left = client.get(f"{href}/events", buffered=False)
        left.close()
        assert service_of(app).event_streams.open() == 0, "who leaves early gives the place back"
