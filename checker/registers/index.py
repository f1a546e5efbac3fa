"""The register entries that cover an address, from one read-only file that all processes share.

The file is mapped into memory: opening reads a few hundred bytes, and eight processes hold one copy. A hash
table of expressions (``shop.example``, ``chain.example/town/``) leads to the records; the text of the
expression is stored and compared, so two expressions that share a place never answer for each other. SHA-256
keys were tried and left: the digest alone costs as much as the whole look-up by CRC-32, and the text
comparison makes a strong hash needless.

Layout, all numbers little-endian: 128 bytes of header, the records, the table (8 bytes a slot: CRC-32 of the
expression in the upper half, place of its record in the lower, 0 = free), the copies as msgpack. A record is
the expression, a zero byte, flags, payload length, payload.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, cast
from zlib import crc32

import msgspec

from checker.address import Address
from checker.errors import DamagedIndex, RegisterUnavailable
from checker.evidence import RegisterCopy, RegisterEntry, RegisterEvidence
from checker.registers.index_file import (
    FOLDER_DEPTH,
    HAS_PAGES,
    HEADER,
    HEADER_BYTES,
    MAGIC,
    NO_ROWS,
    RECORD_HEAD,
    SCOPES,
    STATUSES,
    VERSION,
    Meta,
    Row,
    Stratum,
    write_index,
)  # fmt: skip

__all__ = ["RegisterIndex", "build_index"]


class RegisterIndex:
    """One index file, opened for reading; safe to use from many threads at once."""

    __slots__ = (
        "_data",
        "_decode",
        "_mask",
        "_nothing",
        "_strata",
        "_table",
        "copies",
        "entry_count",
        "generation",
        "path",
    )  # fmt: skip

    def __init__(self, path: Path, data: mmap.mmap, meta: Meta, table: memoryview) -> None:
        self.path = path
        self.copies: tuple[RegisterCopy, ...] = meta.copies
        self.generation = meta.generation
        """Number of the store's state that the file was built from."""
        self.entry_count = meta.entry_count
        self._data = data
        self._table = table
        self._mask = len(table) - 1
        self._nothing = RegisterEvidence((), meta.copies)
        self._decode = msgspec.msgpack.Decoder(list[Row]).decode
        self._strata = _Strata(meta.strata)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in that file.

        **Raises** ``RegisterUnavailable`` (``no-snapshot``) when there is none, ``DamagedIndex`` when it is
        not what its header says.
        """
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size < HEADER_BYTES:
                    raise DamagedIndex(f"{path.name}: cut off in its header; run 'registers update' again")
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise RegisterUnavailable(
                "no register has been loaded; run 'registers update'", code="no-snapshot"
            ) from None
        meta, table = _read_header(path.name, data, size)
        return cls(path, data, meta, table)

    def lookup(self, address: Address) -> RegisterEvidence:
        """All entries that cover the address, the most specific expression first.

        An entry for a host covers the host, what stands below it and ``www`` before it; an entry with a path
        covers that path and what stands below it, nothing else.
        """
        try:
            found = self._find(address)
        except (msgspec.MsgspecError, struct.error, IndexError, ValueError) as error:
            raise DamagedIndex(f"{self.path.name}: damaged record: {error}") from error
        if not found:
            return self._nothing
        evidence: Any = _UnfrozenEvidence.__new__(_UnfrozenEvidence)
        evidence.entries = tuple(found)
        evidence.copies = self.copies
        evidence.__class__ = RegisterEvidence
        return cast(RegisterEvidence, evidence)

    def _find(self, address: Address) -> list[RegisterEntry]:
        host, domain = address.host, address.registrable_domain
        if host == domain:
            return self._on_host(host, address)
        if host[:4] == "www." and host[4:] == domain:  # most addresses: spares the loop
            return self._on_host(domain, address)
        found = []
        end = len(host) - len(domain)
        at = 0
        while 0 <= at <= end:
            found += self._on_host(host[at:], address)
            at = host.find(".", at) + 1 or -1
        return found

    def lookup_expression(self, expression: str) -> tuple[RegisterEntry, ...]:
        """The entries stored under exactly this expression."""
        record = self._record(expression.encode())
        return tuple(self._entries(expression, record[1])) if record else ()

    def verify(self) -> None:
        """Read the whole file once and raise ``DamagedIndex`` unless it is as it was written."""
        if sha256(memoryview(self._data)[HEADER_BYTES:]).digest() != bytes(HEADER.unpack_from(self._data)[-2]):
            raise DamagedIndex(f"{self.path.name}: content differs from its checksum")

    def close(self) -> None:
        """Give the mapping back; no look-up may be under way or follow."""
        self._table.release()
        self._data.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _on_host(self, host: str, address: Address) -> list[RegisterEntry]:
        record = self._record(host.encode())
        if record is None:
            return []
        flags, payload = record
        found = self._entries(host, payload) if payload != NO_ROWS else []
        return self._on_paths(host, address, flags) + found if flags else found

    def _on_paths(self, host: str, address: Address, flags: int) -> list[RegisterEntry]:
        """Entries for a page or a folder of the host; only what the host's flags say to be there is tried."""
        canonical, start = address.canonical, len(address.scheme) + 3 + len(address.host)
        if flags == 1 and (end := canonical.find("/", start + 1)) > 0 and "?" not in canonical[start:end]:
            expression = host + canonical[start : end + 1]  # as on most portals: one folder for each seller
            record = self._record(expression.encode())
            return self._entries(expression, record[1]) if record else []
        exact = canonical[start:]
        path = exact.partition("?")[0]
        tries = []
        if flags & HAS_PAGES:
            tries = [host + exact, host + path] if exact != path else [host + path]
        # The address of a folder may come without its slash.
        folder = host + "/"
        folders = []
        for part in (path if path[-1] == "/" else path + "/").split("/", (flags & FOLDER_DEPTH) + 1)[1:-1]:
            folder += part + "/"
            folders.append(folder)
        tries += reversed(folders)
        found: list[RegisterEntry] = []
        for expression in tries:
            if record := self._record(expression.encode()):
                found += self._entries(expression, record[1])
        return found

    def _record(self, key: bytes) -> tuple[int, bytes] | None:
        """(flags, payload) of the expression, None when it is not in the index."""
        crc = crc32(key)
        table, mask, data = self._table, self._mask, self._data
        text = key + b"\0"
        at = crc & mask
        while slot := table[at]:
            if slot >> 32 == crc:
                place = slot & 0xFFFFFFFF
                end = place + len(text)
                if data[place:end] == text:
                    flags, length = RECORD_HEAD.unpack_from(data, end)
                    start = end + RECORD_HEAD.size
                    return flags, data[start : start + length]
            at = (at + 1) & mask
        return None

    def _entries(self, expression: str, payload: bytes) -> list[RegisterEntry]:
        return [self._strata.entry(expression, row) for row in self._decode(payload)]


class _Unfrozen(RegisterEntry):
    """A register entry while it is being filled: half of a look-up's time went into the frozen ``__init__``."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # the interpreter takes its fast way only when both are object's


class _UnfrozenEvidence(RegisterEvidence):
    """The same for the answer as a whole."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class _Days(dict[int, date | None]):
    """Dates by ordinal, made once each: as many as there are days of reading."""

    def __missing__(self, ordinal: int) -> date:
        day = self[ordinal] = date.fromordinal(ordinal)
        return day


class _Strata:
    """Turns stored rows back into entries: what all rows of one reading share is kept once."""

    __slots__ = ("_days", "_strata")

    def __init__(self, strata: tuple[Stratum, ...]) -> None:
        self._strata = strata
        self._days = _Days({0: None})

    def entry(self, expression: str, row: Row) -> RegisterEntry:
        shared, days = self._strata[row.stratum], self._days
        entry: Any = _Unfrozen.__new__(_Unfrozen)
        entry.authority = shared.authority
        entry.country = shared.country
        entry.expression = expression
        entry.polarity = shared.polarity
        entry.name = row.name
        entry.licence_number = row.licence_number
        entry.status = STATUSES[row.status]
        entry.scope = SCOPES[row.scope]
        entry.kind = shared.kind
        entry.source_url = shared.source_url
        entry.entry_url = row.entry_url
        entry.read_at = shared.read_at
        entry.first_seen = days[row.first_seen]
        entry.last_seen = days[row.last_seen]
        entry.removed_on = days[row.removed_on]
        entry.proof = shared.proof
        entry.source_sha256 = shared.source_sha256
        entry.reason = row.reason
        entry.__class__ = RegisterEntry  # a test compares it with the ordinary constructor's, field by field
        return cast(RegisterEntry, entry)


def build_index(
    entries: Iterable[RegisterEntry], copies: Iterable[RegisterCopy], path: Path, *, generation: int = 0
) -> int:
    """Number of entries written to a new index, which replaces ``path`` in one step.

    Readers that hold the old file keep it; until the last moment nothing is changed, so a full disk or a kill
    leaves the old one. **Raises** OSError when the disk is full.
    """
    return write_index(entries, tuple(copies), path, generation=generation)


def _read_header(name: str, data: mmap.mmap, size: int) -> tuple[Meta, memoryview]:
    order: Literal["little"] | str = sys.byteorder
    if order != "little":
        raise DamagedIndex(f"{name}: the index is little-endian and cannot be mapped on this machine")
    try:
        magic, version, _, table_at, slots, meta_at, length, _, check = HEADER.unpack_from(data)
        if magic != MAGIC or version != VERSION:
            raise DamagedIndex(f"{name}: no register index of version {VERSION}")
        if length != size or meta_at > size or table_at + 8 * slots > meta_at or slots & (slots - 1):
            raise DamagedIndex(f"{name}: has {size} bytes, its header says {length}")
        if sha256(data[: HEADER_BYTES - 32] + data[meta_at:]).digest() != check:
            raise DamagedIndex(f"{name}: header differs from its checksum")
        meta = msgspec.msgpack.decode(data[meta_at:], type=Meta)
    except (struct.error, msgspec.MsgspecError) as error:
        raise DamagedIndex(f"{name}: unreadable header: {error}") from error
    return meta, memoryview(data)[table_at : table_at + 8 * slots].cast("Q")
