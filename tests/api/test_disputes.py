from __future__ import annotations

import time
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api import Config, create_app
from api.backends import BackendDown, open_backend
from api.disputes import DisputeBook
from api.overrides import Kept, Overrides
from checker.errors import InvalidOption
from checker.registers import build_index
from checker.registers.store import index_path
from checker.verdict import Verdict
from tests import builders as b
from tests.api.fakes import FakeCheck

STATEMENT = "We hold licence 123 and the page quoted is about a prescription medicine for pets."


def _file(client: FlaskClient, url: str = "rogue.test", **more: object) -> dict[str, object]:
    response = client.post("/v1/disputes", json={"url": url, "statement": STATEMENT, **more})
    assert response.status_code == 201, response.data
    body: dict[str, object] = response.get_json()
    assert response.headers["Location"] == body["href"]
    return body


def test_a_seller_gets_the_findings_and_what_would_change_them(either: Config) -> None:
    client = create_app(either, FakeCheck()).test_client()
    body = _file(client)
    assert (body["state"], body["verdict"]) == ("open", "rogue")
    findings = body["findings"]
    assert isinstance(findings, list)
    assert any("No prescription needed" in f["quote"] for f in findings)
    assert {f["direction"] for f in findings} == {"alarm"}
    changes = " ".join(map(str, body["what_would_change_it"]))  # type: ignore[call-overload]
    assert "register" in changes
    assert "No prescription needed" in changes
    again = create_app(either, FakeCheck()).test_client().get(str(body["href"]))
    assert again.get_json() == body
    assert STATEMENT not in again.text


def test_an_upheld_dispute_changes_nothing(either: Config) -> None:
    client = create_app(either, FakeCheck()).test_client()
    reference = str(_file(client)["reference"])
    backend = open_backend(either)
    DisputeBook(backend, Overrides(backend)).answer(reference, "The page still says so.")
    told = client.get(f"/v1/disputes/{reference}").get_json()
    assert (told["state"], told["answer"]) == ("upheld", "The page still says so.")
    assert client.get("/v1/check?url=rogue.test").get_json()["verdict"] == "rogue"


def test_a_correction_shows_in_every_answer_until_it_ends(either: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.overrides.RELOAD_S", 0.0)
    client = create_app(either, FakeCheck()).test_client()
    for depth in ("quick", "full"):
        assert client.get(f"/v1/check?url=rogue.test&depth={depth}").get_json()["verdict"] == "rogue"
    reference = str(_file(client)["reference"])
    backend = open_backend(either)
    book = DisputeBook(backend, Overrides(backend))
    book.answer(reference, "Misread: an article for vets.", verdict="not_selling", role="pharmacist on duty", days=30)
    for depth in ("quick", "full"):
        report = client.get(f"/v1/check?url=rogue.test&depth={depth}").get_json()
        assert (report["verdict"], report["reason"]) == ("not_selling", "Misread: an article for vets.")
        override = report["override"]
        assert (override["checked_verdict"], override["role"]) == ("rogue", "pharmacist on duty")
        assert override["reference"] == reference
        assert override["expires_on"] > override["made_on"]
        assert any(part["findings"] for part in report["parts"].values()), "the findings stand"
    assert client.post("/v1/labels", json=["rogue.test"]).get_json()["labels"][0]["verdict"] == "not_selling"
    assert client.get("/v1/check?url=other.rogue.test").get_json()["override"] is None
    assert Overrides(backend).remove("rogue.test")
    assert client.get("/v1/check?url=rogue.test").get_json()["verdict"] == "rogue"


def test_a_correction_ends_by_itself(either: Config) -> None:
    backend = open_backend(either)
    now = time.time()
    overrides = Overrides(backend)
    overrides.put(Kept("rogue.test", "unlisted", "x", "y", "D-1", now, now + 1.0))
    assert overrides.of("rogue.test") is not None
    time.sleep(1.1)
    assert overrides.of("rogue.test") is None


def test_nobody_can_give_green_or_decide_without_a_role(either: Config) -> None:
    backend = open_backend(either)
    book = DisputeBook(backend, Overrides(backend))
    reference = str(_file(create_app(either, FakeCheck()).test_client())["reference"])
    for verdict in (Verdict.LISTED, Verdict.ACCREDITED, Verdict.ROGUE):
        with pytest.raises(InvalidOption, match="cannot be set by hand"):
            book.answer(reference, "x", verdict=verdict.value, role="me")
    with pytest.raises(InvalidOption, match="role"):
        book.answer(reference, "x", verdict="unlisted")
    with pytest.raises(InvalidOption, match="Days"):
        book.answer(reference, "x", verdict="unlisted", role="me", days=0)
    with pytest.raises(InvalidOption, match="no dispute"):
        book.answer("D-0", "x")
    assert Overrides(backend).all() == ()


def test_a_register_entry_is_above_a_correction(either: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.pipeline import check

    monkeypatch.setattr("api.overrides.RELOAD_S", 0.0)
    path = index_path(either.settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    build_index([b.entry(expression="shop.test")], b.registers().copies, path, generation=1)
    now = time.time()
    Overrides(open_backend(either)).put(Kept("shop.test", "unlisted", "x", "y", "D-1", now, now + 60))
    report = create_app(either, check).test_client().get("/v1/check?url=shop.test&depth=quick").get_json()
    assert (report["verdict"], report["override"]) == ("listed", None)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "rogue.test", "statement": "no"}, 400, "invalid-option"),
        ({"url": "rogue.test", "statement": "x" * 4001}, 400, "invalid-option"),
        ({"url": "rogue.test"}, 400, "invalid-body"),
        ({"url": "rogue.test", "statement": STATEMENT, "email": "a@b.test"}, 400, "invalid-body"),
        ({"url": "http://127.1", "statement": STATEMENT}, 400, "ip-literal"),
        ({"url": "listed.test", "statement": STATEMENT}, 409, "nothing-to-dispute"),
    ],
)
def test_bad_disputes(client: FlaskClient, body: dict[str, str], status: int, code: str) -> None:
    response = client.post("/v1/disputes", json=body)
    assert (response.status_code, response.get_json()["code"]) == (status, code)


def test_unknown_references_and_a_backend_that_is_away(config: Config, client: FlaskClient) -> None:
    assert client.get("/v1/disputes/D-unknown").status_code == 404
    away = create_app(replace(config, redis_url="redis://127.0.0.1:1/0"), FakeCheck()).test_client()
    for response in (
        away.post("/v1/disputes", json={"url": "rogue.test", "statement": STATEMENT}),
        away.get("/v1/disputes/D-1"),
        away.post("/v1/reports", json={"url": "rogue.test", "matter": "other"}),
    ):
        assert (response.status_code, response.get_json()["code"]) == (503, "storage-unavailable")
        assert response.headers["Retry-After"]
    with pytest.raises(BackendDown):
        open_backend(replace(config, redis_url="redis://127.0.0.1:1/0")).ping()
