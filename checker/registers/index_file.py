"""A register index is written to disk: layout, row form and the writer.

Only :mod:`checker.registers.index` reads it; the layout is described there.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, Literal
from zlib import crc32

import msgspec

from checker.evidence import RegisterCopy, RegisterEntry

MAGIC: Final = b"pharmreg"
VERSION: Final = 1
HEADER: Final = struct.Struct("<8sIIQQQQ32s16x32s")
"""Magic, version, reserved, place of the table, slots, place of the meta data, file length, SHA-256 of all
after the header, SHA-256 of the header before this field and the meta data."""
HEADER_BYTES: Final = HEADER.size
RECORD_HEAD: Final = struct.Struct("<BI")
"""Flags, length of the payload."""
HAS_PATHS: Final = 1
"""Flag of a host: entries with a path stand below it."""
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
    groups, strata, count = _grouped(entries)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("w+b") as file:
            meta = msgspec.msgpack.encode(Meta(generation, count, copies, strata))
            _write(file, groups, meta)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:  # also KeyboardInterrupt: whatever comes, no half-written file stays behind
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return count


def sync_folder(folder: Path) -> None:
    """Make renames in the folder survive a power cut, where the system can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _day(value: date | None) -> int:
    return value.toordinal() if value else 0


def _grouped(
    entries: Iterable[RegisterEntry],
) -> tuple[dict[bytes, list[bytes]], tuple[Stratum, ...], int]:
    """Encoded rows by expression (hosts with paths below them always there), shared parts, row count."""
    groups: dict[bytes, list[bytes]] = {}
    strata: dict[Stratum, int] = {}
    encode = msgspec.msgpack.Encoder().encode
    count = 0
    for e in entries:
        stratum = Stratum(e.authority, e.country, e.polarity, e.kind, e.source_url, e.read_at, e.proof, e.source_sha256)
        number = strata.setdefault(stratum, len(strata))
        row = Row(number, e.name, e.licence_number, _STATUS_NUMBER[e.status], _SCOPE_NUMBER[e.scope],
                  e.entry_url, _day(e.first_seen), _day(e.last_seen), _day(e.removed_on), e.reason)  # fmt: skip
        key = e.expression.encode()
        groups.setdefault(key, []).append(encode(row))
        if b"/" in key:
            groups.setdefault(key.split(b"/", 1)[0], [])
        count += 1
    return groups, tuple(strata), count


def _write(file: BinaryIO, groups: dict[bytes, list[bytes]], meta: bytes) -> None:
    file.write(b"\0" * HEADER_BYTES)
    body = sha256()
    place = HEADER_BYTES
    with_paths = {key.split(b"/", 1)[0] for key in groups if b"/" in key}
    slots = 1 << max(3, (int(len(groups) / MAX_LOAD)).bit_length())
    table, mask = array("Q", bytes(8 * slots)), slots - 1
    for key, rows in groups.items():
        payload = _array_head(len(rows)) + b"".join(rows)
        flags = HAS_PATHS if key in with_paths else 0
        record = key + b"\0" + RECORD_HEAD.pack(flags, len(payload)) + payload
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


def _array_head(length: int) -> bytes:
    """msgpack's beginning of an array, so that rows encoded one by one form a list."""
    if length < 16:
        return bytes([0x90 | length])
    return b"\xdc" + struct.pack(">H", length) if length < 65536 else b"\xdd" + struct.pack(">I", length)
