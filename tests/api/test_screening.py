from __future__ import annotations

import json
import logging
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import Config, create_app
from tests.api.fakes import FakeCheck

OFFER = "Modalert 200 mg x 30 pills, ships worldwide"
INNOCENT = "I take modafinil 200 mg in the morning and it helps."
DOCS = Path(__file__).parents[2] / "docs" / "api.md"


def _screen(client: FlaskClient, *texts: str, **more: Any) -> list[dict[str, Any]]:
    response = client.post("/v1/screen", json={"texts": texts, **more})
    assert response.status_code == 200, response.text
    rows: list[dict[str, Any]] = response.get_json()["screenings"]
    return rows


def test_offers_are_told_from_talk_in_the_order_of_the_texts(client: FlaskClient) -> None:
    rows = _screen(client, INNOCENT, OFFER, "", "Fresh bread, ships worldwide, $5")
    assert [row["verdict"] for row in rows] == ["clear", "offer", "clear", "clear"]
    assert rows[1]["medicines"] == ["Modalert"]
    assert "ships worldwide" in rows[1]["quotes"]
    assert len(rows[1]["quotes"]) == len(rows[1]["cues"])
    assert all(quote in OFFER for quote in rows[1]["quotes"])


def test_the_country_decides_what_needs_a_prescription(client: FlaskClient) -> None:
    text = "Codeine 15 mg, 30 tablets, $20, order on Telegram"
    assert [_screen(client, text, country=c)[0]["verdict"] for c in ("fr", "GB")] == ["offer", "look"]


def test_texts_up_to_the_limits_are_read(client: FlaskClient) -> None:
    assert len(_screen(client, *[OFFER] * 200)) == 200
    assert _screen(client, *["x" * 20_000] * 20)[19]["verdict"] == "clear"


@pytest.mark.parametrize(
    ("body", "kind", "status", "code", "field"),
    [
        (b"{", "application/json", 400, "invalid-body", "body"),
        (b'{"texts": "one"}', "application/json", 400, "invalid-body", "body"),
        (b'{"texts": [1]}', "application/json", 400, "invalid-body", "body"),
        (b'{"texts": ["a"], "text": "b"}', "application/json", 400, "invalid-body", "body"),
        (b'{"text": "a"}', "application/json", 400, "invalid-body", "body"),
        (b'{"texts": ["\xff"]}', "application/json", 400, "invalid-body", "body"),
        (b'{"texts": []}', "application/json", 400, "invalid-body", "texts"),
        (b'{"texts": ["a"], "country": "Mars"}', "application/json", 400, "invalid-option", "country"),
        (json.dumps({"texts": ["a"] * 201}).encode(), "application/json", 400, "too-many-texts", "texts"),
        (json.dumps({"texts": ["a", "x" * 20_001]}).encode(), "application/json", 400, "text-too-long", "texts[1]"),
        (
            json.dumps({"texts": ["x" * 20_000] * 20 + ["x"]}).encode(),
            "application/json",
            400,
            "text-too-long",
            "texts",
        ),
        (b"Modalert", "text/plain", 415, "media-type-not-supported", None),
        (b" " * 10_000_000, "application/json", 413, "body-too-large", None),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, bytes) else None,
)
def test_bad_bodies(client: FlaskClient, body: bytes, kind: str, status: int, code: str, field: str | None) -> None:
    response = client.post("/v1/screen", data=body, content_type=kind)
    problem = response.get_json()
    assert (response.status_code, problem["code"], problem.get("field")) == (status, code, field)


def test_it_is_counted_by_itself(config: Config) -> None:
    client = create_app(replace(config, limit_screen="2 per minute"), FakeCheck()).test_client()
    answers = [client.post("/v1/screen", json={"texts": [INNOCENT]}) for _ in range(3)]
    assert [r.status_code for r in answers] == [200, 200, 429]
    assert [r.headers["X-RateLimit-Remaining"] for r in answers[:2]] == ["1", "0"]
    assert client.post("/v1/labels", json=["a.com"]).status_code == 200


def test_what_was_screened_is_told_as_numbers_only(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    def offers() -> float:
        found = re.search(r'pharmaproof_screened_total{verdict="offer"} (\S+)', client.get("/metrics").text)
        return float(found[1]) if found else 0.0

    before = offers()
    with caplog.at_level(logging.DEBUG):
        _screen(client, OFFER, OFFER, INNOCENT)
        client.post("/v1/screen", json={"texts": ["secretword " * 2000]})
    assert offers() == before + 2
    assert "Modalert" not in client.get("/metrics").text
    assert not [record for record in caplog.records if re.search("Modalert|secretword", record.getMessage())]


def test_the_documented_example_gives_the_documented_answer(client: FlaskClient) -> None:
    section = DOCS.read_text("utf-8").partition("## Screen texts\n")[2]
    command = re.search(r"```sh\n(curl .*?)\n```", section, re.DOTALL)
    answer = re.search(r"```json\n(.*?)```", section, re.DOTALL)
    assert command is not None
    assert answer is not None
    words = shlex.split(command[1])
    path = words[1].removeprefix("http://127.0.0.1:8000")
    kind = words[words.index("-H") + 1].removeprefix("Content-Type: ")
    response = client.post(path, data=words[words.index("-d") + 1], content_type=kind)
    assert response.status_code == 200, response.text
    assert json.loads(answer[1])["screenings"] == response.get_json()["screenings"]
