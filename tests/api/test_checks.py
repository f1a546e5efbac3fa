from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.fakes import FakeCheck


def test_a_check_gives_the_whole_report(client: FlaskClient, check: FakeCheck) -> None:
    response = client.get("/v1/check?url=https://rogue.test/shop&country=nl")
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    report = response.get_json()
    assert report["verdict"] == "rogue"
    assert report["host"] == "rogue.test"
    assert report["country"] == "NL"
    assert report["versions"].keys() == {"pharmaproof", "scoring", "rule_pack"}
    assert 0 < report["coverage"] <= 1
    assert report["gathered_at"].endswith("Z")
    assert check.calls == [("rogue.test", "NL", "full")]


def test_the_same_answer_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/v1/check?url=rogue.test")
    again = client.get("/v1/check?url=rogue.test", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("", "invalid-address", "url"),
        ("url=", "invalid-address", "url"),
        ("url=javascript:alert(1)", "scheme-not-supported", "address"),
        ("url=http://127.1/", "ip-literal", "address"),
        ("url=http://[::1]/", "ip-literal", "address"),
        ("url=https://exa mple", "invalid-address", "address"),
        ("url=" + "a" * 9000, "address-too-long", "address"),
        ("url=rogue.test&country=Mars", "invalid-option", "country"),
        ("url=rogue.test&depth=deep", "invalid-option", "depth"),
        ("url=rogue.test&wait=soon", "invalid-option", "wait"),
        ("url=rogue.test&contry=FR", "invalid-option", "contry"),
    ],
)
def test_bad_input_is_named(client: FlaskClient, query: str, code: str, field: str) -> None:
    response = client.get(f"/v1/check?{query}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    problem = response.get_json()
    assert (problem["code"], problem["field"], problem["status"]) == (code, field, 400)
    assert problem["type"] == f"urn:pharmaproof:problem:{code}"
    assert problem["detail"]
