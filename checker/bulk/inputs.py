"""Reads the addresses of a bulk job from text or CSV: a file, or what a caller of the API sent."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from checker.errors import InvalidFile

ADDRESS_COLUMNS: Final = ("address", "url", "website", "web", "www", "host", "domain", "site", "link")
"""Column names taken for the address, in this order of preference."""
MAX_INPUT_BYTES: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class InputRow:
    number: int
    """Line of the file, from 1, so that a person finds it again."""
    address: str


def read_rows(path: Path, *, column: str | None = None) -> list[InputRow]:
    """The addresses of a file, in its order; empty lines and ``#`` notes are left out.

    A ``.csv`` or ``.tsv`` file (or one with ``column``) has a header; separator ``,``, ``;`` or tab.

    Raises:
        InvalidFile: unreadable, no text, no address column, no rows; the message names the fix.
    """
    try:
        if path.stat().st_size > MAX_INPUT_BYTES:
            raise InvalidFile(f"{path.name} is larger than 512 MiB; split it", field="file")
        raw = path.read_bytes()
    except OSError as error:
        raise InvalidFile(f"{path.name} cannot be read: {error.strerror}", field="file") from error
    is_table = column is not None or path.suffix.lower() in (".csv", ".tsv")
    return parse_rows(raw, path.name, is_table=is_table, column=column)


def parse_rows(raw: bytes, name: str, *, is_table: bool, column: str | None = None) -> list[InputRow]:
    """The addresses in the bytes of a file of that name; as :func:`read_rows`."""
    text = _decode(raw, name)
    rows = _table_rows(text, name, column) if is_table else _text_rows(text)
    if not rows:
        raise InvalidFile(f"{name} holds no address", field="file")
    return rows


def _decode(raw: bytes, name: str) -> str:
    is_utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if raw[:4] in (b"PK\x03\x04", b"%PDF") or (b"\x00" in raw[:4096] and not is_utf16):
        raise InvalidFile(f"{name} is no text; save it as CSV (UTF-8) or one address a line", field="file")
    if is_utf16:
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _text_rows(text: str) -> list[InputRow]:
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [InputRow(number, line) for number, line in lines if line and not line.startswith("#")]


def _table_rows(text: str, name: str, column: str | None) -> list[InputRow]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        at = _column_index(header, name, column)
        rows = []
        for cells in reader:
            if at < len(cells) and (address := cells[at].strip()):
                rows.append(InputRow(reader.line_num, address))
    except csv.Error as error:
        raise InvalidFile(f"{name}, line {reader.line_num}: {error}", field="file") from error
    return rows


def _column_index(header: list[str], name: str, column: str | None) -> int:
    lower = [cell.lower() for cell in header]
    wanted = (column.lower(),) if column else ADDRESS_COLUMNS
    for candidate in wanted:
        if candidate in lower:
            return lower.index(candidate)
    if column is None and len(header) == 1 and "." in header[0]:
        raise InvalidFile(f"{name} has no header line; save it as .txt, one address a line", field="file")
    have = ", ".join(header[:12]) or "none"
    raise InvalidFile(
        f"{name} has no column {' or '.join(wanted[:3])}; it has: {have}. Name one with --column", field="column"
    )
