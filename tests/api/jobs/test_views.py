"""Bulk jobs as their callers see them, over both backends."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

import pytest
from flask import Flask

from api import Config
from api.backends import BackendDown
from api.jobs.records import Header, Row
from tests.api.fakes import FakeCheck
from tests.api.jobs.callers import service_of, until_done, with_key, working

URLS = ["rogue.test", "http://127.1/", "listed.test", "news.test", "rogue.test/other"]


@pytest.fixture
def check() -> FakeCheck:
    it = FakeCheck()
    it.marks = {
        "rogue.test": (("phone", "+12025550143"), ("tawk", "5f0000000000000000000000")),
        "suspicious.test": (("whatsapp", "12025550143"),),
    }
    return it


@pytest.fixture
def app(either: Config, check: FakeCheck) -> Iterator[Flask]:
    with working(either, check) as it:
        yield it


def test_a_job_from_question_to_results(app: Flask, check: FakeCheck) -> None:
    client = with_key(app)
    taken = client.post("/v1/jobs", json={"urls": URLS, "country": "nl", "note": "October"})
    assert taken.status_code == 202, taken.text
    assert taken.headers["Location"] == taken.get_json()["href"]
    job = until_done(client, taken.headers["Location"])
    assert (job["rows"], job["done"], job["errors"]) == (5, 5, 1)
    assert job["verdicts"] == {"rogue": 2, "listed": 1, "not_selling": 1}
    assert (job["country"], job["depth"], job["note"], job["remaining_s"]) == ("NL", "full", "October", 0)
    assert {country for _, country, _ in check.calls} == {"NL"}
    rows = client.get(f"{job['href']}/results").get_json()
    assert [row["verdict"] or row["error"]["code"] for row in rows["rows"]] == [
        "rogue", "ip-literal", "listed", "not_selling", "rogue",
    ]  # fmt: skip
    assert rows["next"] is None
    assert [row["input"] for row in rows["rows"]] == URLS


def test_text_and_csv_are_taken_as_they_are(app: Flask) -> None:
    client = with_key(app)
    text = client.post(
        "/v1/jobs?country=FR&depth=quick&note=Text",
        data="# ours\nrogue.test\n\nlisted.test\n",
        content_type="text/plain",
    )
    job = until_done(client, text.headers["Location"])
    assert (job["rows"], job["country"], job["depth"], job["note"]) == (2, "FR", "quick", "Text")
    rows = client.get(f"{job['href']}/results").get_json()["rows"]
    assert [(row["row"], row["input"]) for row in rows] == [(2, "rogue.test"), (4, "listed.test")]
    table = client.post("/v1/jobs", data="name;Website\nA;rogue.test\nB;news.test\n", content_type="text/csv")
    assert table.get_json()["rows"] == 2
    named = client.post("/v1/jobs?column=shop", data="shop,x\nrogue.test,1\n", content_type="text/csv")
    assert named.get_json()["rows"] == 1


@pytest.mark.parametrize(
    ("options", "status", "code", "field"),
    [
        ({"json": {"urls": []}}, 400, "invalid-body", "urls"),
        ({"json": {"urls": ["a.com"], "contry": "FR"}}, 400, "invalid-body", "body"),
        ({"json": {"urls": ["a.com"], "country": "France"}}, 400, "invalid-option", "country"),
        ({"json": {"urls": ["a.com"], "note": "two\nlines"}}, 400, "invalid-option", "note"),
        ({"json": {"urls": [f"s{n}.com" for n in range(11)]}}, 400, "too-many-urls", "urls"),
        ({"json": {"urls": ["a.com"]}, "query_string": "depth=quick"}, 400, "invalid-option", "depth"),
        ({"data": "# nothing", "content_type": "text/plain"}, 400, "invalid-file", "body"),
        ({"data": "a,b\nc,d", "content_type": "text/csv"}, 400, "invalid-file", "column"),
        ({"data": b"PK\x03\x04", "content_type": "text/csv"}, 400, "invalid-file", "body"),
        ({"data": "a.com", "content_type": "text/plain", "query_string": "depth=deep"}, 400, "invalid-option", "depth"),
        ({"data": "a.com", "content_type": "text/html"}, 415, "media-type-not-supported", None),
        (
            {"json": {"urls": ["a.com"]}, "headers": {"Idempotency-Key": "k" * 256}},
            400, "invalid-option", "Idempotency-Key",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_names_the_field(
    config: Config, options: dict[str, object], status: int, code: str, field: str | None
) -> None:
    with working(replace(config, max_job_rows=10)) as app:
        refused = with_key(app).post("/v1/jobs", **options)  # type: ignore[arg-type]
        assert (refused.status_code, refused.get_json()["code"], refused.get_json().get("field")) == (
            status, code, field,
        ), refused.text  # fmt: skip


def test_without_a_key_there_are_no_jobs_and_with_one_only_ones_own(app: Flask) -> None:
    mine, other = with_key(app), with_key(app, "Another")
    href = mine.post("/v1/jobs", json={"urls": ["rogue.test"]}).headers["Location"]
    paths = [("GET", ""), ("DELETE", ""), ("GET", "/results"), ("GET", "/events"), ("GET", "/networks")]
    for method, path in paths:
        stranger = app.test_client().open(href + path, method=method)
        assert (stranger.status_code, stranger.headers["WWW-Authenticate"]) == (401, "Bearer")
        assert other.open(href + path, method=method).status_code == 404
        assert mine.open("/v1/jobs/b-000000000000000000000000" + path, method=method).status_code == 404
    assert app.test_client().post("/v1/jobs", json={"urls": ["a.com"]}).status_code == 401
    assert other.get("/v1/jobs").get_json() == {"jobs": []}
    assert [job["href"] for job in mine.get("/v1/jobs").get_json()["jobs"]] == [href]


def test_the_same_question_under_the_same_key_is_one_job(app: Flask) -> None:
    client = with_key(app)
    headers = {"Idempotency-Key": "monday"}
    first = client.post("/v1/jobs", json={"urls": ["rogue.test"]}, headers=headers)
    again = client.post("/v1/jobs", json={"urls": ["rogue.test"]}, headers=headers)
    assert again.status_code == 202
    assert again.get_json()["id"] == first.get_json()["id"]
    other = client.post("/v1/jobs", json={"urls": ["news.test"]}, headers=headers)
    assert (other.status_code, other.get_json()["code"]) == (409, "idempotency-key-reused")
    assert len(client.get("/v1/jobs").get_json()["jobs"]) == 1
    stranger = with_key(app, "Another").post("/v1/jobs", json={"urls": ["news.test"]}, headers=headers)
    assert stranger.get_json()["id"] != first.get_json()["id"]


def test_a_key_has_so_many_jobs(either: Config) -> None:
    config = replace(either, max_open_jobs=2, max_kept_jobs=3, max_kept_rows=8)
    check = FakeCheck(delay_s=0.4)
    with working(config, check) as app:
        client = with_key(app)
        hrefs = [
            client.post("/v1/jobs", json={"urls": [f"s{n}.test/{i}" for i in range(2)]}).headers["Location"]
            for n in range(2)
        ]
        full = client.post("/v1/jobs", json={"urls": ["a.test"]})
        assert (full.status_code, full.get_json()["code"]) == (409, "too-many-jobs")
        assert "unfinished" in full.get_json()["detail"]
        for href in hrefs:
            until_done(client, href)
        many = client.post("/v1/jobs", json={"urls": [f"x.test/{n}" for n in range(5)]})
        assert "8 rows" in many.get_json()["detail"]
        hrefs.append(client.post("/v1/jobs", json={"urls": ["a.test"]}).headers["Location"])
        until_done(client, hrefs[2])
        kept = client.post("/v1/jobs", json={"urls": ["b.test"]})
        assert "3 jobs of this key are kept" in kept.get_json()["detail"]
        assert client.delete(hrefs[0]).status_code == 204
        assert client.post("/v1/jobs", json={"urls": ["b.test"]}).status_code == 202


def test_results_in_three_forms_and_pages(app: Flask) -> None:
    client = with_key(app)
    href = client.post("/v1/jobs", json={"urls": URLS}).headers["Location"]
    until_done(client, href)
    table = client.get(f"{href}/results", headers={"Accept": "text/csv"})
    assert table.mimetype == "text/csv"
    assert table.headers["Content-Disposition"].endswith('.csv"')
    lines = list(csv.DictReader(table.text.lstrip("\ufeff").splitlines()))
    assert [line["verdict"] or line["error_code"] for line in lines] == [
        "rogue", "ip-literal", "listed", "not_selling", "rogue",
    ]  # fmt: skip
    assert "No prescription needed" in lines[0]["quote_1"]
    whole = client.get(f"{href}/results?format=jsonl")
    told = [json.loads(line) for line in whole.text.splitlines()]
    assert told[2]["report"]["registers"][0]["authority"] == "cz-sukl"
    assert told[1]["error"]["code"] == "ip-literal"
    first = client.get(f"{href}/results?limit=2").get_json()
    second = client.get(f"{href}/results?limit=2&cursor={first['next']}").get_json()
    third = client.get(f"{href}/results?limit=2&cursor={second['next']}").get_json()
    assert [row["row"] for page in (first, second, third) for row in page["rows"]] == [1, 2, 3, 4, 5]
    assert third["next"] is None
    some = client.get(f"{href}/results?verdict=rogue,error&limit=2").get_json()
    assert [row["row"] for row in some["rows"]] == [1, 2]
    rest = client.get(f"{href}/results?verdict=rogue,error&limit=2&cursor={some['next']}").get_json()
    assert ([row["row"] for row in rest["rows"]], rest["next"]) == ([5], None)
    only = client.get(f"{href}/results?format=csv&verdict=listed")
    assert [line["row"] for line in csv.DictReader(only.text.lstrip("\ufeff").splitlines())] == ["3"]
    for query, field in (
        ("format=xml", "format"),
        ("cursor=-1", "cursor"),
        ("limit=0", "limit"),
        ("verdict=bad", "verdict"),
    ):
        refused = client.get(f"{href}/results?{query}")
        assert (refused.status_code, refused.get_json()["field"]) == (400, field)
    assert client.get(f"{href}/results", headers={"Accept": "image/png"}).status_code == 406


def test_a_page_of_an_unfinished_job_tells_what_waits(either: Config) -> None:
    with working(replace(either, job_threads=1), FakeCheck(delay_s=0.3)) as app:
        client = with_key(app)
        href = client.post("/v1/jobs", json={"urls": ["rogue.test", "news.test", "closed.test"]}).headers["Location"]
        page = client.get(f"{href}/results?verdict=waiting").get_json()
        assert page["rows"][-1]["input"] == "closed.test"
        assert not page["rows"][-1]["is_done"]
        until_done(client, href)
        assert client.get(f"{href}/results?verdict=waiting").get_json()["rows"] == []


def test_sites_that_share_something_are_told(app: Flask) -> None:
    client = with_key(app)
    urls = ["rogue.test", "suspicious.test", "news.test"]
    href = client.post("/v1/jobs", json={"urls": urls}).headers["Location"]
    until_done(client, href)
    told = client.get(f"{href}/networks").get_json()
    assert told["sites_looked_at"] == 2
    (network,) = told["networks"]
    assert network["sites"] == [
        {"site": "rogue.test", "verdict": "rogue"},
        {"site": "suspicious.test", "verdict": "suspicious"},
    ]
    assert network["marks"] == [
        {"family": "phone", "kind": "phone", "value": "12025550143", "sites": ["rogue.test", "suspicious.test"]}
    ]
    # A report that was there before tells the same: the marks are kept with it.
    again = client.post("/v1/jobs", json={"urls": urls}).headers["Location"]
    until_done(client, again)
    assert client.get(f"{again}/networks").get_json()["networks"] == told["networks"]


def test_a_removed_job_is_gone_whole(app: Flask) -> None:
    client = with_key(app)
    href = client.post("/v1/jobs", json={"urls": URLS}).headers["Location"]
    until_done(client, href)
    assert client.delete(href).status_code == 204
    assert client.get(href).status_code == 404
    assert client.delete(href).status_code == 404
    backend = service_of(app).jobs.backend
    assert [key for space in ("job", "job-row", "job-input", "job-progress") for key, _ in backend.items(space)] == [
        "index"
    ]


def test_results_that_break_off_say_so(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    with working(config) as app:
        client = with_key(app)
        href = client.post("/v1/jobs", json={"urls": URLS}).headers["Location"]
        until_done(client, href)
        book = service_of(app).jobs
        whole = book.rows

        def fails_after(header: Header, start: int = 0, *, after: int) -> Iterator[Row | None]:
            yield from islice(whole(header, start), after)
            raise BackendDown("away")

        monkeypatch.setattr(book, "rows", partial(fails_after, after=2))
        lines = [json.loads(line) for line in client.get(f"{href}/results?format=jsonl").text.splitlines()]
        assert [line["row"] for line in lines] == [1, 2, 0]
        assert lines[-1]["error"]["code"] == "storage-unavailable"
        monkeypatch.setattr(book, "rows", partial(fails_after, after=0))
        for form in ("jsonl", "csv", "json"):
            refused = client.get(f"{href}/results?format={form}")
            assert (refused.status_code, refused.get_json()["code"]) == (503, "storage-unavailable")


def test_a_browser_may_ask_from_elsewhere(app: Flask) -> None:
    allowed = app.test_client().options("/v1/jobs/b-1")
    assert "DELETE" in allowed.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in allowed.headers["Access-Control-Allow-Headers"]


def test_jobs_are_counted_without_names(app: Flask) -> None:
    client = with_key(app)
    until_done(client, client.post("/v1/jobs", json={"urls": ["rogue.test"]}).headers["Location"])
    page = client.get("/metrics").text
    assert 'pharmaproof_jobs_total{event="finished"}' in page
    assert 'pharmaproof_job_rows_total{verdict="rogue"}' in page
    assert "rogue.test" not in page
