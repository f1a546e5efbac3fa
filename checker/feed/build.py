"""Register entries -> the feed's files in a folder; the manifest is written last, so a reader finds all it names."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from checker.errors import FeedRefused, InvalidOption
from checker.evidence import RegisterEntry
from checker.feed.format import (
    ACCREDITED,
    HASH_BYTES,
    HOSTS,
    LISTED,
    MANIFEST,
    RANGE_DIR,
    SIGNATURE,
    WARNED,
    Delta,
    File,
    Manifest,
    Range,
    RangeEntry,
    RangeFile,
    Signatures,
    bucket_of,
    buckets,
    digest,
    feed_expression,
    hosts_version,
    read_hosts,
    write_delta,
    write_hosts,
)
from checker.feed.keys import MANIFEST_CONTEXT, RANGE_CONTEXT, public_key_text, sign
from checker.url_expressions import hash_expression

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT: Final = 1
RANGE_BITS: Final = 16
"""65,536 buckets: about 5,600 registered domains of the world share one."""
KEPT_DELTAS: Final = 14
"""Two weeks of daily builds; an older client takes the whole list."""
PAD_TO_BYTES: Final = 1024


def build_feed(
    folder: Path,
    entries: Iterable[RegisterEntry],
    keys: Sequence[Ed25519PrivateKey],
    *,
    rule_pack: str,
    range_bits: int = RANGE_BITS,
    now: datetime | None = None,
) -> Manifest:
    """The manifest of the files written.

    Args:
        entries: of all registers; those that are no longer active are left out.
        keys: all of them sign; clients are told to trust exactly these from now on.

    Raises:
        InvalidOption: no key, or ``range_bits`` outside 1 to 16.
    """
    if not keys:
        raise InvalidOption("The feed must be signed: give a key.", field="key")
    if not 1 <= range_bits <= 16:
        raise InvalidOption("range_bits must be between 1 and 16.", field="range_bits")
    folder.mkdir(parents=True, exist_ok=True)
    now = now or datetime.now(UTC)
    old_version, old, old_deltas = _previous(folder)
    version = max(old_version + 1, int(now.timestamp()) // 60)
    classes, rows = _collect(entries)
    hosts = write_hosts(version, classes)
    deltas = list(old_deltas)
    if old_version:
        name = f"delta-{old_version}-{version}.bin"
        data = write_delta(old_version, old, version, classes)
        _write(folder / name, data)
        deltas.append(Delta(old_version, version, name, len(data), digest(data)))
    dropped, deltas = deltas[:-KEPT_DELTAS], deltas[-KEPT_DELTAS:]
    range_bytes = _write_ranges(folder / RANGE_DIR, version, range_bits, rows, keys)
    _write(folder / HOSTS, hosts)
    manifest = Manifest(
        FORMAT,
        version,
        now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        rule_pack,
        len(classes),
        range_bits,
        range_bytes,
        tuple(public_key_text(key) for key in keys),
        (File(HOSTS, len(hosts), digest(hosts)),),
        tuple(deltas),
    )
    text = msgspec.json.encode(manifest)
    _write(folder / SIGNATURE, msgspec.json.encode(Signatures(sign(MANIFEST_CONTEXT, text, keys))))
    _write(folder / MANIFEST, text)
    for delta in dropped:
        (folder / delta.name).unlink(missing_ok=True)
    return manifest


def _collect(entries: Iterable[RegisterEntry]) -> tuple[dict[bytes, int], dict[bytes, list[RangeEntry]]]:
    """(classes by truncated hash, entries by full hash)."""
    classes: dict[bytes, int] = defaultdict(int)
    rows: dict[bytes, list[RangeEntry]] = defaultdict(list)
    for entry in entries:
        if entry.status != "active":
            continue
        bit = WARNED if entry.polarity == "negative" else ACCREDITED if entry.kind == "accreditation" else LISTED
        full = hash_expression(feed_expression(entry.expression))
        classes[full[:HASH_BYTES]] |= bit
        rows[full].append(
            RangeEntry(
                full.hex(),
                bit,
                entry.authority,
                entry.country,
                entry.source_url,
                entry.entry_url,
                entry.name,
                entry.licence_number,
                entry.scope,
                entry.reason,
                f"{entry.read_at:%Y-%m-%dT%H:%M:%SZ}" if entry.read_at else "",
            )
        )
    return dict(classes), dict(rows)


def _write_ranges(
    folder: Path, version: int, bits: int, rows: dict[bytes, list[RangeEntry]], keys: Sequence[Ed25519PrivateKey]
) -> int:
    """The common size of all files."""
    by_bucket: dict[str, list[RangeEntry]] = {name: [] for name in buckets(bits)}
    for full in sorted(rows):
        by_bucket[bucket_of(full, bits)] += rows[full]
    folder.mkdir(exist_ok=True)
    made: dict[str, RangeFile] = {}
    largest = 0
    for name, entries in by_bucket.items():
        text = msgspec.json.encode(Range(version, name, tuple(entries)))
        made[name] = RangeFile(text.decode(), sign(RANGE_CONTEXT, text, keys))
        largest = max(largest, len(msgspec.json.encode(made[name])))
    size = -(-largest // PAD_TO_BYTES) * PAD_TO_BYTES
    for name, file in made.items():
        short = size - len(msgspec.json.encode(file))
        _write(folder / f"{name}.json", msgspec.json.encode(msgspec.structs.replace(file, pad=" " * short)))
    for path in folder.glob("*.json"):
        if path.stem not in by_bucket:
            path.unlink()
    return size


def _previous(folder: Path) -> tuple[int, dict[bytes, int], tuple[Delta, ...]]:
    """(version, classes, deltas) of the feed that is there; zeros when there is none or it is damaged."""
    try:
        data = (folder / HOSTS).read_bytes()
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        version, classes = read_hosts(data)
    except (OSError, msgspec.DecodeError, FeedRefused):
        return 0, {}, ()
    if manifest.version != hosts_version(data):
        return 0, {}, ()  # a build that was interrupted: start the chain of deltas anew
    return version, classes, manifest.deltas


def _write(path: Path, data: bytes) -> None:
    """In one step, so that no reader sees half of it."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(data)
    os.replace(temporary, path)
