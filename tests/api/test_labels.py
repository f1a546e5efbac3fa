from __future__ import annotations

import io
import time
from itertools import combinations
from typing import Any, get_args, get_type_hints

import pytest
from flask.testing import FlaskClient

from api import Config, create_app
from api.labels import MAX_URLS
from checker.evidence import RegisterEntry
from checker.pipeline import check as real_check
from checker.registers import build_index
from checker.registers.store import index_path
from tests import builders as b
from tests.api.fakes import FakeCheck

NAMES = (
    "listed.test shop.listed.test warned.test removed.test buy-viagra-online.com no-prescription-tramadol.com "
    "accredited.pharmacy news.com cheap-pills-24h.ru apotheek.nl a.co.uk www.shop-name.com/x?y=1 veterinary.test "
    "both.test vetted.test once-warned.test chain.test chain.test/town/x buy-tramadol.vetted.test"
).split()


def _ask(client: FlaskClient, *urls: str, **more: Any) -> list[dict[str, Any]]:
    response = client.post("/v1/labels", json={"urls": urls, **more})
    assert response.status_code == 200, response.data
    rows: list[dict[str, Any]] = response.get_json()["labels"]
    return rows


@pytest.fixture
def held(either: Config) -> Config:
    path = index_path(either.settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [
        b.entry(expression="listed.test"),
        b.entry(expression="warned.test", polarity="negative", kind="warning_list", authority="us-fda-warning"),
        b.entry(expression="removed.test", status="removed"),
        b.entry(expression="veterinary.test", scope="veterinary"),
        b.entry(expression="both.test"),
        b.entry(expression="both.test", polarity="negative", kind="warning_list", authority="us-fda-warning"),
        b.entry(expression="vetted.test", kind="accreditation"),
        b.entry(expression="vetted.test", polarity="negative", kind="warning_list", authority="us-fda-warning"),
        b.entry(expression="once-warned.test", polarity="negative", kind="warning_list", status="removed"),
        b.entry(expression="chain.test/town/"),
    ]
    build_index(entries, b.registers().copies, path, generation=1)
    return either


def test_labels_say_what_a_quick_check_says(held: Config) -> None:
    client = create_app(held, real_check).test_client()
    rows = _ask(client, *NAMES)
    quick = [client.get("/v1/check", query_string={"url": n, "depth": "quick"}).get_json() for n in NAMES]
    assert [(row["url"], row["verdict"]) for row in rows] == [
        (name, report["verdict"]) for name, report in zip(NAMES, quick, strict=True)
    ]
    assert [row.get("is_conflict", False) for row in rows] == [report["is_conflict"] for report in quick]
    assert {"listed", "rogue", "suspicious", "accredited", "undetermined"} == {row["verdict"] for row in rows}


def test_labels_follow_the_quick_check_on_every_kind_of_entry_and_name(config: Config) -> None:
    """The whole table: no, one or two entries of every kind, on names with and without an ending or words that tell."""
    kinds = [
        {"polarity": polarity, "status": status, "kind": kind}
        for polarity in get_args(_type_of("polarity"))
        for status in get_args(_type_of("status"))
        for kind in get_args(_type_of("kind"))
    ]
    held: list[list[dict[str, str]]] = [[]]
    held += [[{**kind, "scope": scope}] for kind in kinds for scope in get_args(_type_of("scope"))]
    held += [list(pair) for pair in combinations(kinds, 2)]
    names = [
        (f"{words}{number}.{suffix}", entries)
        for number, entries in enumerate(held)
        for words in ("name", "buy-tramadol-online-")
        for suffix in ("test", "pharmacy")
    ]
    path = index_path(config.settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [b.entry(expression=name, licence_number=str(n), **e) for name, held in names for n, e in enumerate(held)]
    build_index(rows, b.registers().copies, path, generation=1)
    client = create_app(config, real_check).test_client()
    seen = set()
    for start in range(0, len(names), MAX_URLS):
        asked = [name for name, _ in names[start : start + MAX_URLS]]
        for name, row in zip(asked, _ask(client, *asked), strict=True):
            quick = client.get("/v1/check", query_string={"url": name, "depth": "quick"}).get_json()
            said = row["verdict"], row.get("is_conflict", False)
            assert said == (quick["verdict"], quick["is_conflict"]), name
            seen.add(said)
    assert seen == {
        ("listed", False), ("listed", True), ("accredited", False), ("accredited", True), ("rogue", False),
        ("suspicious", False), ("undetermined", False),
    }  # fmt: skip


def _type_of(field: str) -> Any:
    return get_type_hints(RegisterEntry)[field]


def test_a_full_report_labels_its_page_and_the_site(held: Config) -> None:
    check = FakeCheck()
    client = create_app(held, check).test_client()
    client.get("/v1/check?url=rogue.test")
    client.get("/v1/check?url=news.test/only-here")
    rows = _ask(client, "https://rogue.test/", "https://rogue.test/x", "news.test/only-here", "news.test/other")
    assert [(row["verdict"], row["basis"]) for row in rows] == [
        ("rogue", "page"), ("rogue", "site"), ("not_selling", "page"), ("undetermined", "nothing"),
    ]  # fmt: skip
    assert rows[0]["made_at"].endswith("Z")
    assert "made_at" not in rows[3]


def test_a_register_change_is_seen_at_once(held: Config) -> None:
    client = create_app(held, real_check).test_client()
    assert _ask(client, "later.test")[0]["verdict"] == "undetermined"
    build_index([b.entry(expression="later.test")], b.registers().copies, index_path(held.settings), generation=2)
    time.sleep(1.1)
    assert _ask(client, "later.test")[0]["verdict"] == "listed"


def test_every_bad_row_has_its_reason_in_its_place(client: FlaskClient) -> None:
    rows = _ask(client, "shop-name.com", "javascript:1", "http://127.1/", "", "a" * 9000, "shop-name.com")
    assert [row.get("error", {}).get("code") for row in rows] == [
        None, "scheme-not-supported", "ip-literal", "invalid-address", "address-too-long", None,
    ]  # fmt: skip
    assert "verdict" not in rows[1]


def test_a_body_of_unknown_length_is_read_whole_or_refused(client: FlaskClient) -> None:
    """Chunked bodies come so; what Werkzeug leaves out beyond the limit must not go unsaid."""
    limit = client.application.config["MAX_CONTENT_LENGTH"]
    statuses = {}
    for size in (100, limit - 1, limit, limit + 100_000):
        text = b"a.com\n" + b" " * (size - 6)
        response = client.post(
            "/v1/labels",
            input_stream=io.BytesIO(text),
            content_type="text/plain",
            headers={"Transfer-Encoding": "chunked"},
            environ_overrides={"wsgi.input_terminated": True},
        )
        statuses[size - limit] = response.status_code
    assert statuses == {100 - limit: 200, -1: 200, 0: 413, 100_000: 413}


def test_text_and_plain_lists_do_as_well(client: FlaskClient) -> None:
    text = client.post("/v1/labels?country=NL", data="a.com\n\nb.com\r\n", content_type="text/plain")
    assert [row["url"] for row in text.get_json()["labels"]] == ["a.com", "b.com"]
    rows = client.post("/v1/labels", json=["a.com"]).get_json()
    assert rows["labels"][0]["url"] == "a.com"
    assert rows["versions"]["rule_pack"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "invalid-body"),
        (b'{"urls": "a.com"}', "application/json", 400, "invalid-body"),
        (b'{"urls": ["a.com"], "land": "NL"}', "application/json", 400, "invalid-body"),
        (b'{"urls": ["\xff"]}', "application/json", 400, "invalid-body"),
        (b'{"urls": []}', "application/json", 400, "invalid-body"),
        (b'{"urls": ["a.com"], "country": "Mars"}', "application/json", 400, "invalid-option"),
        (b"[" + b'"a.com",' * 1000 + b'"a.com"]', "application/json", 400, "too-many-urls"),
        (b"\xff", "text/plain", 400, "invalid-body"),
        (b"", "text/plain", 400, "invalid-body"),
        (b"<xml/>", "application/xml", 415, "media-type-not-supported"),
        (b" " * 10_000_000, "application/json", 413, "body-too-large"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, bytes) else None,
)
def test_bad_bodies(client: FlaskClient, body: bytes, kind: str, status: int, code: str) -> None:
    response = client.post("/v1/labels", data=body, content_type=kind)
    assert (response.status_code, response.get_json()["code"]) == (status, code)
