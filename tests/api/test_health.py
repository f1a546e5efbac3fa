from __future__ import annotations

from flask.testing import FlaskClient

from checker.version import __version__


def test_alive(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert response.get_json() == {"status": "ok", "version": __version__}
    assert response.headers["Cache-Control"] == "no-store"


def test_ready_says_that_no_register_is_held(client: FlaskClient) -> None:
    body = client.get("/readyz").get_json()
    assert body["status"] == "ready-without-registers"
    assert body["registers"] == {"copies": 0, "entries": 0, "newest_read_at": None, "newest_age_s": None}
