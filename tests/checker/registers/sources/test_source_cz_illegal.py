"""The Czech list of illegal offers: listed, deleted, and refused when its columns are others."""

from __future__ import annotations

import pytest

from checker.errors import RegisterUnavailable
from checker.registers.rows import accept_rows
from checker.registers.sources.cz_sukl_illegal import read_csv


def test_listed_and_deleted_sites() -> None:
    data = (
        b'"Adresa","Zapis","Vymaz"\r\n"rogue-pills.cz","2022-03-10",""\r\n'
        b'"www.rogue two.cz","17.3.2022",""\r\n"mended.cz","2022-03-10","2023-01-02"\r\n'
    )
    accepted = accept_rows(read_csv(data))
    assert [(e.expression, e.row.status, e.row.reason[-10:]) for e in accepted.listed] == [
        ("rogue-pills.cz", "active", "2022-03-10"),
        ("roguetwo.cz", "active", " 17.3.2022"),
        ("mended.cz", "removed", "2022-03-10"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'"a","b"\n"rogue.cz","2022-03-10"\n', "three columns are needed"),
        (b'"a","b","c"\n"2022-03-10","rogue.cz",""\n', "row 2: no date"),
        (b'"a","b","c"\n"rogue.cz","2022-03-10","yes"\n', "row 2: no date"),
        (b"<html>", "a web page came"),
        (b'"a","b","c"\n"rogue.cz","2022-0', "cut off"),
    ],
)
def test_other_columns_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(RegisterUnavailable, match=says):
        list(read_csv(data))
