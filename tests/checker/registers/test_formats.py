"""Files of every form are read by column name, and broken ones are refused with what is wrong."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from checker.registers.formats import MalformedList, decode, read_records, unzip

ROWS = [{"url": "shop.cz", "name": "Lékárna č. 1"}, {"url": "b.cz", "name": 'U "lva", Praha'}]


def csv_bytes(separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    lines = [["url", "name"], *[[r["url"], '"' + r["name"].replace('"', '""') + '"'] for r in ROWS]]
    return (end.join(separator.join(line) for line in lines) + end).encode(encoding)


def xlsx_bytes(lines: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zip_bytes(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


TABLE: list[list[object]] = [list(ROWS[0]), *[list(r.values()) for r in ROWS]]

GOOD: dict[str, bytes] = {
    "csv": csv_bytes(),
    "csv-semicolon-cp1250": csv_bytes(";", "cp1250"),
    "csv-bom": csv_bytes(encoding="utf-8-sig"),
    "csv-utf-16": csv_bytes(encoding="utf-16"),
    "csv-tab-newline": csv_bytes("\t", end="\n"),
    "csv-title-above": b"List of online sellers, 20 November, all; none left out\r\n\r\n" + csv_bytes(";"),
    "csv-blank-lines": b"\r\n" + csv_bytes() + b"\r\n,\r\n",
    "json-list": json.dumps(ROWS).encode(),
    "json-object": json.dumps({"total": 2, "content": ROWS}, indent=1).encode(),
    "json-lines": "\n".join(json.dumps(r) for r in ROWS).encode(),
    "json-lines-bom": b"\xef\xbb\xbf" + "\n\n".join(json.dumps(r) for r in ROWS).encode(),
    "xlsx": xlsx_bytes(TABLE),
    "xlsx-title-above": xlsx_bytes([["List of 20 November"], [], *TABLE]),
    "zip": zip_bytes(list_csv=csv_bytes()),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD.keys())
def test_every_form_gives_the_same_records(data: bytes) -> None:
    assert [dict(r) for r in read_records(data, encodings=("cp1250",), any_of=("url",))] == ROWS


def test_columns_may_stand_in_any_order_and_more_may_come() -> None:
    data = b"name,fax,url\r\nU lva,1,shop.cz\r\n"
    assert list(read_records(data, needs=("url", "name"))) == [{"name": "U lva", "fax": "1", "url": "shop.cz"}]


BAD: dict[str, tuple[bytes, str]] = {
    "web-page": (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "web page came instead"),
    "web-page-bom": (b"\xef\xbb\xbf  <html>", "web page came instead"),
    "xml-page": (b"<?xml version='1.0'?><html/>", "web page came instead"),
    "empty": (b"", "column url is missing; the header names: nothing"),
    "no-column": (b"name;www\r\na;b\r\n", "column url is missing; the header names: name, www"),
    "cut-in-a-row": (csv_bytes() + b"c.cz", "row 4 has 1 cells, the header 2"),
    "cut-in-quotes": (csv_bytes() + b'c.cz,"U l', "cut off"),
    "wrong-width": (b"url,name\r\na.cz,b,c\r\n", "row 2 has 3 cells, the header 2"),
    "binary": (b"\x00\x01\xff\xfe\x81" * 50, "encodings"),
    "json-cut": (json.dumps(ROWS).encode()[:-20], "no valid JSON"),
    "json-lines-cut": ("\n".join(json.dumps(r) for r in ROWS).encode()[:-20], "line 2 is no JSON"),
    "json-no-list": (b'{"error": "quota",\n "code": 3}', "no list of records"),
    "json-of-texts": (b'["a.cz"]', "record 1 is no object"),
    "zip-cut": (zip_bytes(list_csv=csv_bytes() * 50)[:-60], "damaged"),
    "zip-of-two": (zip_bytes(a_csv=b"", b_csv=b""), "must hold one file"),
    "xlsx-cut": (xlsx_bytes(TABLE)[:-400], "damaged"),
    "xlsx-no-column": (xlsx_bytes([["a", "b"], ["c", "d"]]), "column url is missing; the header names: a, b"),
}


@pytest.mark.parametrize(("data", "says"), BAD.values(), ids=BAD.keys())
def test_broken_files_are_refused_with_what_is_wrong(data: bytes, says: str) -> None:
    with pytest.raises(MalformedList, match=re.escape(says)) as error:
        list(read_records(data, needs=("url",)))
    assert error.value.code == "malformed-response"


def test_any_wrong_byte_in_a_packed_file_is_refused_or_harmless() -> None:
    for good in (zip_bytes(list_csv=csv_bytes() * 20), xlsx_bytes(TABLE)):
        for place in range(4, len(good), 7):
            data = good[:place] + bytes([good[place] ^ 0x41]) + good[place + 1 :]
            try:
                list(read_records(data, any_of=("url",)))
            except MalformedList:
                continue


def test_a_spreadsheet_damaged_inside_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(TABLE))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-60]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(MalformedList, match="damaged"):
        list(read_records(buffer.getvalue(), needs=("url",)))


@pytest.mark.parametrize("reader", [unzip, lambda d: list(read_records(d))], ids=["unzip", "read"])
def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch, reader: Callable[[bytes], object]) -> None:
    monkeypatch.setattr("checker.registers.formats.MAX_FILE_BYTES", 100_000)
    with pytest.raises(MalformedList, match="larger than 100000"):
        reader(zip_bytes(list_csv=b"a" * 1_000_000))
    monkeypatch.setattr("checker.registers.formats.MAX_FILE_BYTES", 1_000)
    with pytest.raises(MalformedList, match="unpacks to more than"):
        list(read_records(xlsx_bytes(TABLE)))


@pytest.mark.parametrize("data", [b"# hosts\na.cz\n\nhttps://b.cz/x\n", b'["a.cz", " https://b.cz/x "]'])
def test_a_plain_list_is_a_column_of_addresses(data: bytes) -> None:
    assert [dict(r) for r in read_records(data, any_of=("url",))] == [{"url": "a.cz"}, {"url": "https://b.cz/x"}]


def test_prose_is_no_plain_list() -> None:
    with pytest.raises(MalformedList, match="no column with web addresses"):
        list(read_records(b"a.cz\nThis file was made by hand.\n", any_of=("url",)))


def test_one_column_may_hold_several_addresses() -> None:
    data = b"url\nhttps://a.cz; b.cz\nc.cz,d.cz\n"
    assert [r["url"] for r in read_records(data, any_of=("url",))] == ["https://a.cz; b.cz", "c.cz,d.cz"]


def test_endless_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.registers.formats.MAX_ROWS", 10)
    with pytest.raises(MalformedList, match="more than 10 rows"):
        list(read_records(b"url\n" + b"a.cz\n" * 20))


def test_a_remark_between_rows_is_a_record_of_its_own() -> None:
    data = b"url,name\r\na.cz,A\r\nThe following were added in May\r\nb.cz,B\r\n"
    records = list(read_records(data, any_of=("url",)))
    assert [r["url"] for r in records] == ["a.cz", "The following were added in May", "b.cz"]
    with pytest.raises(MalformedList, match="row 3 has 1 cells"):
        list(read_records(data, needs=("url",)))


def test_deep_json_is_refused() -> None:
    with pytest.raises(MalformedList, match="no valid JSON"):
        list(read_records(b"[" * 200_000))


def test_decode_tries_utf_8_first() -> None:
    assert decode("č".encode("cp1250"), ("cp1250",)) == "č"
    assert decode("č".encode(), ("cp1250",)) == "č"
