from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from prometheus_client import REGISTRY

from tests.api.fakes import FakeCheck

QUICK = "/v1/check?url=rogue.test&depth=quick"


def _repeated() -> float:
    labels = {"depth": "quick", "source": "memory", "verdict": ""}
    return REGISTRY.get_sample_value("pharmaproof_checks_total", labels) or 0.0


def test_the_same_question_gets_the_same_answer_without_a_check(client: FlaskClient, check: FakeCheck) -> None:
    before = _repeated()
    first = client.get(QUICK)
    again = client.get(QUICK)
    assert again.data == first.data
    kept = {k: v for k, v in first.headers.items() if not k.startswith(("X-RateLimit", "Retry-After"))}
    assert dict(again.headers) == kept
    assert "Content-Security-Policy" in again.headers
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert (len(check.calls), _repeated() - before) == (1, 1)


@pytest.mark.parametrize(
    "options",
    [
        {"path": QUICK + "&country=NL"},
        {"path": QUICK.replace("check", "check/")},
        {"path": "/v1/check?url=rogue.test&depth=full"},
        {"headers": {"Authorization": "Bearer wrong"}},
        {"headers": {"If-None-Match": '"x"'}},
        {"method": "HEAD"},
        {"method": "OPTIONS"},
        {"method": "POST"},
    ],
    ids=str,
)
def test_all_else_goes_the_whole_way(client: FlaskClient, options: dict[str, str]) -> None:
    client.get(QUICK)
    before = _repeated()
    client.open(**{"path": QUICK} | options)
    assert _repeated() == before


def test_errors_are_not_repeated(client: FlaskClient) -> None:
    before = _repeated()
    for _ in range(2):
        assert client.get("/v1/check?url=http://127.1/&depth=quick").status_code == 400
    assert _repeated() == before


def test_a_validator_is_still_answered(client: FlaskClient) -> None:
    etag = client.get(QUICK).headers["ETag"]
    assert client.get(QUICK, headers={"If-None-Match": etag}).status_code == 304
