"""RDAP objects, whole and broken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from checker.errors import DomainRegistrationUnavailable
from checker.evidence import DomainRegistrationEvidence
from checker.gather.rdap import parse_domain, privacy_service
from tests.web import rdap


def parsed(**members: Any) -> DomainRegistrationEvidence:
    return parse_domain(json.dumps(rdap.domain("shop.test", **members)).encode(), "shop.test", "rdap.test")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-01-02T03:04:05Z", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2020-01-02t03:04:05.678z", datetime(2020, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)),
        ("2020-01-02T03:04:05+02:00", datetime(2020, 1, 2, 1, 4, 5, tzinfo=UTC)),
        ("2020-01-02 03:04:05", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2020-01-02", datetime(2020, 1, 2, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2099-01-01T00:00:00Z", None),
        ("02/01/2020", None),
        ("20200102", None),
        ("2020-W01-2", None),
        ("2020", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_registration_date(written: str, read: datetime | None) -> None:
    assert parsed(registered=written).registered_at == read


def test_reregistration_counts() -> None:
    events = [
        {"eventAction": "registration", "eventDate": "2001-01-01T00:00:00Z"},
        {"eventAction": "reregistration", "eventDate": "2024-01-01T00:00:00Z"},
    ]
    assert parsed(events=events).registered_at == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "members",
    [
        {"events": None}, {"events": "none"}, {"events": [None, 1, "x", [], {}]},
        {"events": [{"eventAction": 1, "eventDate": 2}]}, {"events": [{"eventAction": "registration"}]},
        {"events": {"eventAction": "registration"}},
    ],
)  # fmt: skip
def test_no_usable_event_means_no_date(members: dict[str, Any]) -> None:
    assert parsed(**members).registered_at is None


@pytest.mark.parametrize(
    "vcard",
    [
        None, "vcard", [], ["vcard"], ["vcard", None], ["vcard", [[]]], ["vcard", [["fn"]]],
        ["other", [["fn", {}, "text", "X"]]],
        ["vcard", [[1, 2, 3, 4]]], ["vcard", [["fn", {}, "text", {"a": 1}]]], ["vcard", [["adr", None, "text", 7]]],
        ["vcard", [["adr", {"cc": 5}, "text", ["a"]]]], ["vcard", [["org", {}, "text", []]]],
    ],
)  # fmt: skip
def test_broken_cards_leave_the_rest_whole(vcard: Any) -> None:
    found = parsed(entities=[{"roles": ["registrar", "registrant"], "vcardArray": vcard}, None, "x", {"roles": 5}])
    assert found.registered_at is not None
    assert (found.registrar, found.registrant_country, found.is_privacy_service) == ("", "", None)


def test_country_is_read_from_the_parameter_or_a_code_only() -> None:
    def country(parameters: object, last: str) -> str:
        card = ["vcard", [["adr", parameters, "text", ["", "", "", "", "", "", last]]]]
        return parsed(entities=[{"roles": ["registrant"], "vcardArray": card}]).registrant_country

    assert country({"cc": "de"}, "") == "DE"
    assert country({}, "AT") == "AT"
    assert country({}, "Germany") == ""


def test_no_name_of_a_person_is_kept() -> None:
    card = ["vcard", [["fn", {}, "text", "Jo Invented"], ["email", {}, "text", "jo@shop.test"]]]
    found = parsed(entities=[{"roles": ["registrant", "technical"], "vcardArray": card}])
    assert "Invented" not in repr(found)
    assert "jo@" not in repr(found)


@pytest.mark.parametrize(
    ("holder", "answer"),
    [
        ("Domains By Proxy, LLC", True), ("WHOISGUARD, INC.", True), ("Withheld for Privacy ehf", True),
        ("REDACTED FOR PRIVACY", None), ("Data Protected", None), ("Not Disclosed", None), ("", None), ("-", None),
        ("Apotheke am Markt GmbH", False), ("Privacy Pharmacy Ltd", False),
    ],
)  # fmt: skip
def test_privacy_service(holder: str, answer: bool | None) -> None:
    assert privacy_service(holder) is answer


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"null", b"[]", b'"domain"', b"{}", b'{"objectClassName": "domain"}', b"[" * 10_000,
     b'{"objectClassName": "domain", "ldhName": ["shop.test"]}', b"9" * 10_000,
     b'{"objectClassName": "domain", "ldhName": "other.test"}'],
)  # fmt: skip
def test_what_is_no_answer_about_the_domain(body: bytes) -> None:
    with pytest.raises(DomainRegistrationUnavailable) as caught:
        parse_domain(body, "shop.test", "rdap.test")
    assert caught.value.code == "malformed-response"


def test_many_members_are_bounded() -> None:
    assert len(parsed(status=tuple(f"status {number}" for number in range(10_000))).status) <= 200
