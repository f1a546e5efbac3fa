"""Is a folder a whole and true feed? Every file is read, every signature and hash checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from checker.errors import FeedRefused
from checker.feed.format import (
    HASH_BYTES,
    HOSTS,
    MANIFEST,
    RANGE_DIR,
    SIGNATURE,
    Delta,
    File,
    Manifest,
    Range,
    RangeFile,
    Signatures,
    apply_delta,
    bucket_of,
    buckets,
    damaged,
    digest,
    read_hosts,
)
from checker.feed.keys import MANIFEST_CONTEXT, RANGE_CONTEXT, check_signatures


def read_manifest(text: bytes, signatures: bytes, trusted: Sequence[str]) -> Manifest:
    """The manifest, once a trusted key's signature holds. Raises ``FeedRefused``."""
    try:
        signed = msgspec.json.decode(signatures, type=Signatures)
    except msgspec.DecodeError as error:
        raise damaged(SIGNATURE, "cannot be read") from error
    check_signatures(MANIFEST_CONTEXT, text, signed.signatures, trusted)
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.DecodeError as error:
        raise damaged(MANIFEST, "cannot be read") from error
    if manifest.format != 1:
        raise FeedRefused(f"The feed has format {manifest.format}; this version reads 1.", code="feed-format")
    return manifest


def check_file(file: File | Delta, data: bytes) -> bytes:
    """The data, when it is what the manifest names. Raises ``FeedRefused``."""
    if len(data) != file.bytes or digest(data) != file.sha256:
        raise damaged(file.name, "differs from what the manifest names")
    return data


def read_range(data: bytes, bucket: str, manifest: Manifest, trusted: Sequence[str]) -> Range:
    """The entries of a range file. Raises ``FeedRefused`` unless it is the signed one of this version and bucket."""
    name = f"{RANGE_DIR}/{bucket}.json"
    if len(data) != manifest.range_bytes:
        raise damaged(name, "has another size than all others")
    try:
        file = msgspec.json.decode(data, type=RangeFile)
        check_signatures(RANGE_CONTEXT, file.range.encode(), file.signatures, trusted)
        found = msgspec.json.decode(file.range, type=Range)
    except msgspec.DecodeError as error:
        raise damaged(name, "cannot be read") from error
    if file.pad.strip(" "):
        raise damaged(name, "holds more than its entries")
    if found.bucket != bucket:
        raise damaged(name, f"holds bucket {found.bucket}")
    if found.version < manifest.version:
        raise FeedRefused(f"The feed's {name} is of an older version.", code="feed-rollback")
    return found


def verify_feed(folder: Path, trusted: Sequence[str], *, at_least: int = 0) -> Manifest:
    """The manifest of a feed that is whole.

    Args:
        trusted: public keys.
        at_least: version that is known already; an older one is refused.

    Raises:
        FeedRefused: feed-bad-signature, feed-unknown-key, feed-rollback, feed-damaged, feed-format.
    """
    manifest = read_manifest(_read(folder, MANIFEST), _read(folder, SIGNATURE), trusted)
    if manifest.version < at_least:
        raise FeedRefused(f"The feed is of version {manifest.version}, older than {at_least}.", code="feed-rollback")
    data = {file.name: check_file(file, _read(folder, file.name)) for file in manifest.files}
    version, classes = read_hosts(data[HOSTS])
    if version != manifest.version or len(classes) != manifest.count:
        raise damaged(HOSTS, "is of another version than the manifest")
    for delta in manifest.deltas:
        apply_delta(delta.from_version, {}, check_file(delta, _read(folder, delta.name)))
    told: dict[bytes, int] = {}
    for bucket in buckets(manifest.range_bits):
        found = read_range(_read(folder, f"{RANGE_DIR}/{bucket}.json"), bucket, manifest, trusted)
        for entry in found.entries:
            full = bytes.fromhex(entry.hash)
            if bucket_of(full, manifest.range_bits) != bucket:
                raise damaged(f"{RANGE_DIR}/{bucket}.json", "holds an entry of another bucket")
            told[full[:HASH_BYTES]] = told.get(full[:HASH_BYTES], 0) | entry.classes
    if told != classes:
        raise damaged(RANGE_DIR, "and the list of hosts differ")
    return manifest


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise damaged(name, "is missing or cannot be read") from error
