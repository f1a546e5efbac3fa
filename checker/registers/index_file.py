"""A register index is written to disk: layout, row form and the writer.

Only :mod:`checker.registers.index` reads it; the layout is described there.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, Literal
from zlib import crc32

import msgspec

from checker.evidence import RegisterCopy, RegisterEntry

MAGIC: Final = b"pharmreg"
VERSION: Final = 2
HEADER: Final = struct.Struct("<8sIIQQQQ32s16x32s")
"""Magic, version, reserved, place of the table, slots, place of the meta data, file length, SHA-256 of all
after the header, SHA-256 of the header before this field and the meta data."""
HEADER_BYTES: Final = HEADER.size
RECORD_HEAD: Final = struct.Struct("<BI")
"""Flags, length of the payload."""
HAS_PAGES: Final = 0x80
"""Flag of a host: entries for single pages (``shop.example/a.html``) stand below it."""
FOLDER_DEPTH: Final = 0x7F
"""Bits of a host's flags: folders of its deepest entry for a folder (``shop.example/a/b/``: 2)."""
NO_ROWS: Final = b"\x90"
"""Payload of a host that is there only for the paths below it: msgpack's empty array."""
MAX_FILE_BYTES: Final = 0xFFFF_FFFF
"""A slot holds 32 bits of place: 4 GiB, twenty times the size at a million entries."""
MAX_LOAD: Final = 0.5
"""Half of the slots stay free, so that a miss ends after one or two steps."""

Status = Literal["active", "suspended", "removed"]
Scope = Literal["prescription", "non_prescription", "veterinary", "unknown"]
STATUSES: Final[tuple[Status, ...]] = ("active", "suspended", "removed")
SCOPES: Final[tuple[Scope, ...]] = ("prescription", "non_prescription", "veterinary", "unknown")
_STATUS_NUMBER: Final = {status: number for number, status in enumerate(STATUSES)}
_SCOPE_NUMBER: Final = {scope: number for number, scope in enumerate(SCOPES)}


class Stratum(msgspec.Struct, frozen=True, array_like=True):
    """What all rows from one reading of one source share."""

    authority: str
    country: str
    polarity: Literal["positive", "negative"]
    kind: Literal["register", "accreditation", "warning_list"]
    source_url: str
    read_at: datetime | None
    proof: Literal["snapshot", "live_entry", "operator_list"]
    source_sha256: str


class Row(msgspec.Struct, array_like=True):
    """One entry as stored; days are proleptic ordinals, 0 for none."""

    stratum: int
    name: str
    licence_number: str
    status: int
    scope: int
    entry_url: str
    first_seen: int
    last_seen: int
    removed_on: int
    reason: str


class Meta(msgspec.Struct, frozen=True, array_like=True):
    """What the whole index knows about itself."""

    generation: int
    entry_count: int
    copies: tuple[RegisterCopy, ...]
    strata: tuple[Stratum, ...]


def write_index(
    entries: Iterable[RegisterEntry], copies: tuple[RegisterCopy, ...], path: Path, *, generation: int
) -> int:
    """Number of entries written; the file appears under its name only when it is whole and on the disk."""
    rows, strata = _encoded(entries)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("w+b") as file:
            meta = msgspec.msgpack.encode(Meta(generation, rows.count, copies, strata))
            _write(file, rows, meta)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:  # also KeyboardInterrupt: whatever comes, no half-written file stays behind
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return rows.count


def sync_folder(folder: Path) -> None:
    """Make renames in the folder survive a power cut, where the system can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _day(value: date | None) -> int:
    return value.toordinal() if value else 0


@dataclass(slots=True)
class _Rows:
    """Encoded rows by expression. Most expressions have one: a list for each would keep the garbage collector
    walking through a million lists, which took longer than everything else."""

    first: dict[bytes, bytes]
    """By expression; empty bytes for a host that is there only for the paths below it."""
    more: dict[bytes, list[bytes]]
    count: int = 0

    def payload(self, key: bytes) -> bytes:
        """All rows of the expression as one msgpack array."""
        first, more = self.first[key], self.more.get(key, [])
        rows = [first, *more] if first else more
        return _array_head(len(rows)) + b"".join(rows)


def _encoded(entries: Iterable[RegisterEntry]) -> tuple[_Rows, tuple[Stratum, ...]]:
    """All rows, and what they share."""
    rows = _Rows({}, {})
    strata: dict[Stratum, int] = {}
    encode = msgspec.msgpack.Encoder().encode
    for e in entries:
        stratum = Stratum(e.authority, e.country, e.polarity, e.kind, e.source_url, e.read_at, e.proof, e.source_sha256)
        number = strata.setdefault(stratum, len(strata))
        row = encode(Row(number, e.name, e.licence_number, _STATUS_NUMBER[e.status], _SCOPE_NUMBER[e.scope],
                         e.entry_url, _day(e.first_seen), _day(e.last_seen), _day(e.removed_on), e.reason))  # fmt: skip
        key = e.expression.encode()
        if rows.first.setdefault(key, row) is not row:
            rows.more.setdefault(key, []).append(row)
        if b"/" in key:
            rows.first.setdefault(key.split(b"/", 1)[0], b"")
        rows.count += 1
    return rows, tuple(strata)


def _write(file: BinaryIO, rows: _Rows, meta: bytes) -> None:
    file.write(b"\0" * HEADER_BYTES)
    body = sha256()
    place = HEADER_BYTES
    flags = _flags(rows.first)
    slots = 1 << max(3, (int(len(rows.first) / MAX_LOAD)).bit_length())
    table, mask = array("Q", bytes(8 * slots)), slots - 1
    for key in rows.first:
        payload = rows.payload(key)
        record = key + b"\0" + RECORD_HEAD.pack(flags.get(key, 0), len(payload)) + payload
        crc = crc32(key)
        at = crc & mask
        while table[at]:
            at = (at + 1) & mask
        table[at] = crc << 32 | place
        body.update(record)
        file.write(record)
        place += len(record)
        if place > MAX_FILE_BYTES:
            raise OverflowError("a register index cannot hold more than 4 GiB of records")
    padding = b"\0" * (-place % 8)
    table_at = place + len(padding)
    for part in (padding, table.tobytes(), meta):
        body.update(part)
        file.write(part)
    meta_at = table_at + 8 * slots
    head = HEADER.pack(MAGIC, VERSION, 0, table_at, slots, meta_at, meta_at + len(meta), body.digest(), b"")
    head = head[:-32]
    file.seek(0)
    file.write(head + sha256(head + meta).digest())


def _flags(keys: Iterable[bytes]) -> dict[bytes, int]:
    """Which expressions to try below a host, for hosts that have any."""
    flags: dict[bytes, int] = {}
    for key in keys:
        host, slash, path = key.partition(b"/")
        if slash:
            old = flags.get(host, 0)
            is_folder = path.endswith(b"/") and b"?" not in path
            depth = min(path.count(b"/"), FOLDER_DEPTH) if is_folder else 0
            flags[host] = max(old & FOLDER_DEPTH, depth) | (old & HAS_PAGES) | (0 if is_folder else HAS_PAGES)
    return flags


def _array_head(length: int) -> bytes:
    """msgpack's beginning of an array, so that rows encoded one by one form a list."""
    if length < 16:
        return bytes([0x90 | length])
    return b"\xdc" + struct.pack(">H", length) if length < 65536 else b"\xdd" + struct.pack(">I", length)
