"""Bytes of a published file become rows of text by column name: CSV, JSON, JSON Lines, XLSX, and each in a ZIP.

What is broken raises :class:`MalformedList` with what was missing, and never gives half a list: a file that
is cut in the middle, a web page instead of a file, a column that is gone.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import openpyxl

from checker.errors import RegisterUnavailable

MAX_FILE_BYTES: Final = 200 * 1024 * 1024
"""Unpacked. The largest list known (Poland's register, 23,000 records) has about 20 MB."""
MAX_ROWS: Final = 2_000_000
"""Twice the size the index is measured for; a longer file is no list of pharmacies."""
MAX_HEADER_SEARCH: Final = 20
"""Rows of title and notes that spreadsheets put above their header."""
SEPARATORS: Final = "\t|;,"
"""Of CSV files; for a header of one column the first stands, which no web address contains."""

ZIP_FAULTS: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
"""What zipfile raises for files that are damaged, encrypted or packed in a way it does not know."""
WORKBOOK_FAULTS: Final = (*ZIP_FAULTS, KeyError, IndexError, SyntaxError, TypeError, AttributeError)
"""And openpyxl, which raises whatever the damaged XML leads to."""

Format = Literal["csv", "json", "jsonl", "xlsx"]
Record = Mapping[str, str]
"""Cells by column name as published; all text, stripped; "" for an empty cell."""


class MalformedList(RegisterUnavailable):
    """A list is not in the form its source knows; the last good copy stays."""

    code = "malformed-response"


def read_records(
    data: bytes,
    *,
    file_format: Format | None = None,
    encodings: Sequence[str] = (),
    needs: Sequence[str] = (),
    any_of: Sequence[str] = (),
) -> Iterator[Record]:
    """The records of a file, its form recognised from its first bytes unless given.

    ``encodings`` are tried in order after a byte order mark and UTF-8. ``needs`` are column names of which
    all must be there, ``any_of`` names (lower case) of which one must: the header is the first row, below
    titles and notes, that has them. JSON records may leave fields out. With ``any_of`` a plain list, one value a
    line (or a JSON list of texts), is taken as a column of its first name.
    """
    if data.startswith(b"PK\x03\x04") and file_format is None and not _is_workbook(data):
        data = unzip(data)
    file_format = file_format or _format_of(data)
    if file_format == "xlsx":
        return _by_header(_xlsx_rows(data), needs, any_of)
    text = decode(data, encodings)
    if file_format == "csv":
        plain = _plain_lines(text) if any_of else None
        return csv_records(text, needs, any_of) if plain is None else ({any_of[0]: line} for line in plain)
    values = _json_values(text) if file_format == "json" else _json_lines(text)
    return _json_records(values, any_of)


def decode(data: bytes, encodings: Sequence[str] = ()) -> str:
    """The text of a file by byte order mark, else UTF-8, else the first of the given code pages that fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in ("utf-8-sig", *encodings):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    tried = ", ".join(("UTF-8", *encodings))
    raise MalformedList(f"the file is in none of these encodings: {tried}; save it as UTF-8")


def csv_records(text: str, needs: Sequence[str] = (), any_of: Sequence[str] = ()) -> Iterator[Record]:
    """Records of a CSV text with a header line; the separator is the one with which the header is found."""
    refuse_web_page(text)
    text = text.lstrip("\r\n")
    separator = _separator(text.splitlines()[:MAX_HEADER_SEARCH], needs, any_of)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return _by_header(_strict_rows(reader), needs, any_of)


def _separator(lines: Sequence[str], needs: Sequence[str], any_of: Sequence[str]) -> str:
    """The separator that splits a header line into most cells; a title above may hold commas of its own."""
    for line in lines:
        found = [sign for sign in SEPARATORS if _is_asked_for(_split(line, sign), needs, any_of)]
        if found and (needs or any_of):
            return max(found, key=lambda sign: len(_split(line, sign)))
    return max(SEPARATORS, key=lines[0].count) if lines else ","


def _split(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(separator)]


def _is_asked_for(header: Sequence[str], needs: Sequence[str], any_of: Sequence[str]) -> bool:
    return all(name in header for name in needs) and (not any_of or any(cell.lower() in any_of for cell in header))


def unzip(data: bytes, member: str = "") -> bytes:
    """The one file of a ZIP, or the one whose name ends in ``member``, within the size limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/") and n.lower().endswith(member.lower())]
            if len(names) != 1:
                raise MalformedList(
                    f"the ZIP must hold one file {member or 'to read'}; it holds: {', '.join(archive.namelist()[:10])}"
                )
            with archive.open(names[0]) as file:
                content = file.read(MAX_FILE_BYTES + 1)
    except ZIP_FAULTS as error:
        raise MalformedList(f"the ZIP file is damaged: {error}") from error
    if len(content) > MAX_FILE_BYTES:
        raise MalformedList(f"the file in the ZIP is larger than {MAX_FILE_BYTES} bytes")
    return content


def refuse_web_page(text: str) -> None:
    """Raise when a server sent a page (an error, a notice, a login) in place of its file."""
    start = text[:1000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype", "<html", "<head", "<?xml", "<body", "<script")):
        raise MalformedList("a web page came instead of the file")


def json_list(text: str) -> list[Any]:
    """The records of a JSON text: the list itself, or the first list among the values of an object."""
    refuse_web_page(text)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedList(f"no valid JSON: {error}; the file may be cut off") from error
    if isinstance(value, dict):
        value = next((v for v in value.values() if isinstance(v, list)), None)
    if not isinstance(value, list):
        raise MalformedList("the JSON holds no list of records")
    return value


def _strict_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(rows):
            if number > MAX_ROWS:
                raise MalformedList(f"more than {MAX_ROWS} rows")
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise MalformedList(f"broken CSV: {error}; the file may be cut off") from error


def _by_header(rows: Iterable[list[str]], needs: Sequence[str], any_of: Sequence[str]) -> Iterator[Record]:
    """Records below the header row, which is the first with the columns asked for (else the first)."""
    stream = iter(rows)
    above: list[list[str]] = []
    for row in stream:
        header = [cell.strip() for cell in row]
        while header and not header[-1]:
            header.pop()
        if _is_asked_for(header, needs, any_of):
            return _by_name(header, stream, with_prose=bool(any_of))
        above.append(header)
        if len(above) == MAX_HEADER_SEARCH:
            break
    seen = ", ".join(above[0][:30])[:400] if above else "nothing"
    if missing := [name for name in needs if not above or name not in above[0]]:
        raise MalformedList(f"column {', '.join(missing)} is missing; the header names: {seen}")
    raise MalformedList(f"no column with web addresses; call it {any_of[0]!r}. The file names: {seen}")


def _by_name(header: Sequence[str], rows: Iterable[list[str]], *, with_prose: bool = False) -> Iterator[Record]:
    """Rows as records; a row with another number of cells means a cut file or shifted columns.

    ``with_prose``: a row of one cell is a heading or a remark, unless it is the last one.
    """
    width = len(header)
    held: list[str] | None = None
    number = 1
    for number, row in enumerate(rows, 2):
        if held is not None:
            yield dict(zip(header, held + [""] * (width - 1), strict=True))
            held = None
        if not any(cell.strip() for cell in row[width:]):
            row = row[:width]
        if len(row) == width:
            yield dict(zip(header, (cell.strip() for cell in row), strict=True))
        elif len(row) == 1 and with_prose:
            held = row
        else:
            raise _cut_row(number, len(row), width)
    if held is not None:
        raise _cut_row(number, 1, width)


def _cut_row(number: int, cells: int, width: int) -> MalformedList:
    return MalformedList(f"row {number} has {cells} cells, the header {width}; the file may be cut off")


def _json_values(text: str) -> Iterator[Any]:
    return iter(json_list(text))


def _json_lines(text: str) -> Iterator[Any]:
    refuse_web_page(text)
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise MalformedList(f"line {number} is no JSON: {error}; the file may be cut off") from error


def _plain_lines(text: str) -> list[str] | None:
    """Lines of a list without header and columns (``#`` begins a remark); None when it is another file."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    is_plain = bool(lines) and all("." in line and len(line.split()) == 1 for line in lines)
    return lines if is_plain and not any(sign in lines[0] for sign in SEPARATORS) else None


def _json_records(values: Iterable[Any], any_of: Sequence[str]) -> Iterator[Record]:
    for number, value in enumerate(values, 1):
        if isinstance(value, str) and any_of:
            yield {any_of[0]: value.strip()}
            continue
        if not isinstance(value, dict):
            raise MalformedList(f"record {number} is no object with named fields")
        yield {str(name): _as_text(cell) for name, cell in value.items()}


def _as_text(cell: object) -> str:
    if cell is None or isinstance(cell, dict):
        return ""
    if isinstance(cell, list):
        return " ".join(_as_text(part) for part in cell)
    return str(cell).strip()


def _xlsx_rows(data: bytes) -> list[list[str]]:
    """Rows of the first sheet that have any cell, all of one length."""
    _check_unpacked_size(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = [
            [_as_text(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS, max_col=200)
        ]
        book.close()
    except WORKBOOK_FAULTS as error:
        raise MalformedList(f"the spreadsheet is damaged: {error}") from error
    width = max((index + 1 for row in rows for index, cell in enumerate(row) if cell), default=0)
    return [(row + [""] * width)[:width] for row in rows if any(row)]


def _check_unpacked_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except ZIP_FAULTS as error:
        raise MalformedList(f"the spreadsheet is damaged: {error}") from error
    if size > MAX_FILE_BYTES:
        raise MalformedList(f"the spreadsheet unpacks to more than {MAX_FILE_BYTES} bytes")


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except ZIP_FAULTS as error:
        raise MalformedList(f"the ZIP file is damaged: {error}") from error


def _format_of(data: bytes) -> Format:
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"["):
        return "json"
    if start.startswith(b"{"):
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)
        is_lines = len(first) == 2 and first[0].rstrip().endswith(b"}") and first[1].lstrip().startswith(b"{")
        return "jsonl" if is_lines or _is_one_flat_record(start) else "json"
    return "csv"


def _is_one_flat_record(start: bytes) -> bool:
    return b"\n" not in start.strip() and b"[" not in start and start.rstrip().endswith(b"}")
