from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from api import Config, create_app
from api.backends import open_backend
from api.consumer_reports import ReportBook
from tests.api.fakes import FakeCheck

ADDRESSES = ("192.0.2.1", "192.0.2.2")


def _tell(client: FlaskClient, matter: str = "nothing-arrived", where: str = ADDRESSES[0]) -> tuple[int, bool]:
    response = client.post(
        "/v1/reports",
        json={"url": "https://rogue.test/order?name=me", "matter": matter, "country": "NL"},
        environ_base={"REMOTE_ADDR": where},
    )
    assert response.get_json()["tell_also"], "there is a register to turn to"
    return response.status_code, response.get_json()["is_new"]


def test_the_same_from_the_same_place_counts_once(either: Config) -> None:
    clients = [create_app(either, FakeCheck()).test_client() for _ in range(2)]
    assert _tell(clients[0]) == (201, True)
    assert _tell(clients[1]) == (200, False)
    assert _tell(clients[0], where=ADDRESSES[1]) == (201, True)
    assert _tell(clients[1], matter="health-harm") == (201, True)
    (tally,) = ReportBook(open_backend(either)).tallies()
    assert (tally.host, tally.counts) == ("rogue.test", {"nothing-arrived": 2, "health-harm": 1})


def test_nothing_about_the_person_is_kept(either: Config) -> None:
    _tell(create_app(either, FakeCheck()).test_client())
    backend = open_backend(either)
    for space in ("consumer-report", "consumer-report-seen"):
        (row,) = backend.items(space)
        text = row[0].encode() + row[1]
        assert b"192.0.2" not in text
        assert b"name=me" not in text


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"url": "rogue.test"}, "invalid-body"),
        ({"url": "rogue.test", "matter": "crime"}, "invalid-body"),
        ({"url": "rogue.test", "matter": "other", "name": "me"}, "invalid-body"),
        ({"url": "nonsense", "matter": "other"}, "no-public-suffix"),
    ],
)
def test_bad_reports(client: FlaskClient, body: dict[str, str], code: str) -> None:
    response = client.post("/v1/reports", json=body)
    assert (response.status_code, response.get_json()["code"]) == (400, code)
