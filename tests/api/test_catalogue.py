from __future__ import annotations

from flask.testing import FlaskClient

from checker.signals import ALL_SIGNALS


def test_signals_are_all_there_in_order(client: FlaskClient) -> None:
    body = client.get("/v1/signals").get_json()
    assert [row["id"] for row in body["signals"]] == [signal.id for signal in ALL_SIGNALS]
    first = body["signals"][0]
    assert first["looks_for"]
    assert first["references"][0]["title"]
    assert "find" not in first


def test_authorities_by_country(client: FlaskClient) -> None:
    every = client.get("/v1/authorities").get_json()["authorities"]
    czech = client.get("/v1/authorities?country=cz").get_json()["authorities"]
    assert 0 < len(czech) < len(every)
    assert {row["country"] for row in czech} == {"CZ"}
    assert client.get("/v1/authorities?land=cz").status_code == 400


def test_registers_held(client: FlaskClient) -> None:
    response = client.get("/v1/registers")
    assert response.get_json() == {"generation": 0, "registers": []}
    assert response.headers["ETag"]
