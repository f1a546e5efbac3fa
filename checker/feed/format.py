"""The files of the feed, byte for byte: what the builder writes and a client reads.

``hosts.bin``: ``PPH1``, version and count (u32 each), ``count`` times 8 bytes, ascending: the first 8 bytes of the
SHA-256 of a Safe Browsing expression (``shop.example/``, ``chain.example/town/``); then ``count`` class bytes.
``delta-A-B.bin``: ``PPD1``, A, B, number removed and number set (u32 each), the removed hashes, the hashes set, their
class bytes. All numbers are big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Final

import msgspec

from checker.errors import FeedRefused

HASH_BYTES: Final = 8
"""64 bits: with a million entries one strange host in 18 million million answers wrongly."""
LISTED: Final = 1
ACCREDITED: Final = 2
WARNED: Final = 4
"""Bits of the class byte."""
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.json.sig"
HOSTS: Final = "hosts.bin"
RANGE_DIR: Final = "range"
_HOSTS_HEAD: Final = struct.Struct(">4sII")
_DELTA_HEAD: Final = struct.Struct(">4sIIII")
HOSTS_MAGIC: Final = b"PPH1"
DELTA_MAGIC: Final = b"PPD1"

Classes = Mapping[bytes, int]
"""Truncated hash -> class byte."""


class File(msgspec.Struct, frozen=True):
    name: str
    bytes: int
    sha256: str


class Delta(msgspec.Struct, frozen=True):
    from_version: int
    to_version: int
    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What is signed."""

    format: int
    version: int
    """Rises with every build; a client refuses a smaller one."""
    created_at: str
    rule_pack: str
    count: int
    """Expressions in ``hosts.bin``."""
    range_bits: int
    range_bytes: int
    """Size of every file in ``range/``."""
    keys: tuple[str, ...]
    """Public keys to trust from now on: how a new key is brought in before the old one goes."""
    files: tuple[File, ...]
    deltas: tuple[Delta, ...]


class Signed(msgspec.Struct, frozen=True):
    key_id: str
    signature: str


class Signatures(msgspec.Struct, frozen=True):
    """``manifest.json.sig``: one for each key the builder has."""

    signatures: tuple[Signed, ...]


class RangeEntry(msgspec.Struct, frozen=True):
    """One register entry in a range file."""

    hash: str
    """SHA-256 of the expression, hex."""
    classes: int
    authority: str
    country: str
    register_url: str
    entry_url: str
    name: str
    licence_number: str
    scope: str
    reason: str
    read_at: str


class Range(msgspec.Struct, frozen=True):
    """What is signed of a range file."""

    version: int
    bucket: str
    entries: tuple[RangeEntry, ...]


class RangeFile(msgspec.Struct, frozen=True):
    """``range/XXXX.json``: the text of a :class:`Range`, its signatures, and spaces up to the common size."""

    range: str
    signatures: tuple[Signed, ...]
    pad: str = ""


def feed_expression(expression: str) -> str:
    """A register's expression as Safe Browsing writes it."""
    return expression if "/" in expression else expression + "/"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def write_hosts(version: int, classes: Classes) -> bytes:
    hashes = sorted(classes)
    return _HOSTS_HEAD.pack(HOSTS_MAGIC, version, len(hashes)) + b"".join(hashes) + bytes(classes[h] for h in hashes)


def read_hosts(data: bytes) -> tuple[int, dict[bytes, int]]:
    """(version, classes). Raises ``FeedRefused`` (feed-damaged) for anything the builder does not write."""
    if len(data) < _HOSTS_HEAD.size:
        raise damaged(HOSTS, "is cut off")
    magic, version, count = _HOSTS_HEAD.unpack_from(data)
    start = _HOSTS_HEAD.size
    if magic != HOSTS_MAGIC or len(data) != start + count * (HASH_BYTES + 1):
        raise damaged(HOSTS, "is not what its header says")
    end = start + count * HASH_BYTES
    hashes = [data[at : at + HASH_BYTES] for at in range(start, end, HASH_BYTES)]
    if any(a >= b for a, b in pairwise(hashes)):
        raise damaged(HOSTS, "is not in order")
    return version, dict(zip(hashes, data[end:], strict=True))


def write_delta(old_version: int, old: Classes, version: int, new: Classes) -> bytes:
    removed = sorted(set(old) - set(new))
    changed = sorted(h for h, value in new.items() if old.get(h) != value)
    head = _DELTA_HEAD.pack(DELTA_MAGIC, old_version, version, len(removed), len(changed))
    return head + b"".join(removed) + b"".join(changed) + bytes(new[h] for h in changed)


def apply_delta(old_version: int, old: Classes, data: bytes) -> tuple[int, dict[bytes, int]]:
    """(new version, classes). Raises ``FeedRefused`` when it is damaged or meant for another version."""
    if len(data) < _DELTA_HEAD.size:
        raise damaged("delta", "is cut off")
    magic, from_version, version, removed, changed = _DELTA_HEAD.unpack_from(data)
    at = _DELTA_HEAD.size
    if magic != DELTA_MAGIC or len(data) != at + removed * HASH_BYTES + changed * (HASH_BYTES + 1):
        raise damaged("delta", "is not what its header says")
    if from_version != old_version:
        raise damaged("delta", f"is for version {from_version}, not {old_version}")
    new = dict(old)
    for _ in range(removed):
        new.pop(data[at : at + HASH_BYTES], None)
        at += HASH_BYTES
    values = at + changed * HASH_BYTES
    for number in range(changed):
        start = at + number * HASH_BYTES
        new[data[start : start + HASH_BYTES]] = data[values + number]
    return version, new


def hosts_version(data: bytes) -> int:
    """The version a ``hosts.bin`` says it is, without reading it all; 0 for none."""
    if len(data) < _HOSTS_HEAD.size or data[:4] != HOSTS_MAGIC:
        return 0
    return int(_HOSTS_HEAD.unpack_from(data)[1])


def bucket_of(full_hash: bytes, bits: int) -> str:
    """Name of the range that holds a hash: four hex digits, the bits beyond ``bits`` zero."""
    return f"{int.from_bytes(full_hash[:2], 'big') >> (16 - bits) << (16 - bits):04x}"


def buckets(bits: int) -> tuple[str, ...]:
    return tuple(f"{number << (16 - bits):04x}" for number in range(1 << bits))


def damaged(name: str, how: str) -> FeedRefused:
    return FeedRefused(f"The feed's {name} {how}.", code="feed-damaged")
