"""The Polish register page by page; without a website field it is refused."""

from __future__ import annotations

import json

import pytest

from checker.errors import RegisterUnavailable
from checker.registers.sources.base import Page
from checker.registers.sources.pl_cez import PAGE_SIZE, START, next_url, read_json


def record(number: int, **changes: object) -> dict[str, object]:
    return {
        "name": f"Apteka {number}", "registrationNumber": f"{number:07d}", "originId": number, "phoneNumber": "1",
        "pharmacyStatus": {"code": "AKTYWNA"}, "website": f"www.apteka-{number}.pl",
        "address": {"street": "Długa", "homeNumber": "1", "postcode": "00-001", "city": "Warszawa"},
        "owners": [{"firstName": "Zmyślona", "lastName": "Osoba"}], "openOnSundaysNonTrade": False,
    } | changes  # fmt: skip


def body(*records: object) -> bytes:
    return json.dumps({"content": list(records), "totalElements": len(records)}, ensure_ascii=False).encode()


def test_active_pharmacies_with_a_website_are_rows() -> None:
    rows = list(read_json(body(
        record(1), record(2, website=None), record(3, website=" "), record(4, pharmacyStatus={"code": "NIEAKTYWNA"})
    )))  # fmt: skip
    assert [(r.web, r.name, r.licence_number, r.scope) for r in rows] == [
        ("www.apteka-1.pl", "Apteka 1", "0000001", "non_prescription")
    ]
    assert "Zmyślona" not in repr(rows)


def test_the_website_may_stand_in_the_address() -> None:
    inner = record(1, address={"city": "Kielce", "www": "apteka-k.pl"})
    del inner["website"]
    assert [r.web for r in read_json(body(inner))] == ["apteka-k.pl"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (body({"name": "A", "registrationNumber": "1", "phoneNumber": "1"}), "no record has a website field"),
        (body({"nazwa": "A", "website": "a.pl"}), "name, registrationNumber"),
        (body("a.pl"), "no object"),
        (b'{"content": [{"name": "A"', "cut off"),
        (b"<html>Przerwa techniczna</html>", "a web page came"),
        (b'{"message": "limit"}', "no list of records"),
    ],
)
def test_what_is_broken_is_named(data: bytes, says: str) -> None:
    with pytest.raises(RegisterUnavailable, match=says):
        list(read_json(data))


def page(number: int, *records: object, total: int | None = None) -> Page:
    data = body(*records) if total is None else json.dumps({str(total): records}).encode()
    return Page(START.replace("page=0", f"page={number}"), data, "application/json", number)


def test_the_key_of_the_list_is_the_number_of_all_records() -> None:
    assert [r.web for r in read_json(page(0, record(1), total=1).body)] == ["www.apteka-1.pl"]


def test_pages_follow_until_one_is_not_full() -> None:
    full = [{"name": "A"}] * PAGE_SIZE
    assert next_url(page(0, *full)) == START.replace("page=0", "page=1")
    assert next_url(page(1, *full)) == START.replace("page=0", "page=2")
    assert next_url(page(1, record(1))) is None
    assert next_url(page(1)) is None


def test_pages_follow_until_all_records_are_there() -> None:
    full = [{"name": "A"}] * PAGE_SIZE
    assert next_url(page(0, *full, total=PAGE_SIZE + 1)) == START.replace("page=0", "page=1")
    assert next_url(page(0, *full, total=PAGE_SIZE)) is None
    assert next_url(page(1, record(1), total=PAGE_SIZE + 1)) is None
    with pytest.raises(RegisterUnavailable, match="page 1 has 1 records of 1500"):
        next_url(page(1, record(1), total=1500))
