"""Keeps a copy of the feed up to date and looks addresses up in it without asking anybody."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from checker.address import parse_address
from checker.errors import FeedRefused
from checker.feed.format import (
    ACCREDITED,
    HASH_BYTES,
    HOSTS,
    LISTED,
    MANIFEST,
    RANGE_DIR,
    SIGNATURE,
    WARNED,
    File,
    Manifest,
    RangeEntry,
    apply_delta,
    bucket_of,
    damaged,
    digest,
    read_hosts,
    write_hosts,
)
from checker.feed.verify import check_file, read_manifest, read_range
from checker.gather.client import Client as HttpClient
from checker.settings import DEFAULT, Settings
from checker.url_expressions import hash_expression

MAX_FILE_BYTES: Final = 64 * 1024 * 1024
"""Seven million hosts; more than there are."""
TRUST: Final = "trust.json"
Fetch = Callable[[str], bytes]
"""Name of a file in the feed -> its bytes; raises for one that cannot be had."""


class Trust(msgspec.Struct, frozen=True):
    """What must outlive a damaged copy: whose signature counts, and below which version nothing is taken."""

    keys: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What the list says of an address."""

    is_listed: bool
    is_accredited: bool
    is_warned: bool
    version: int
    created_at: str

    @property
    def is_known(self) -> bool:
        return self.is_listed or self.is_accredited or self.is_warned


class Client:
    """One copy of a feed in a folder.

    Args:
        base: address under which the feed's files stand (``https://…/v1/feed/``), or a folder.
        folder: where the copy is kept.
        keys: public keys trusted at first; afterwards the signed manifest may name newer ones.
        fetch: gets a file by its name; by default over the guarded HTTP client, or from the folder.
    """

    def __init__(
        self,
        base: str | Path,
        folder: Path,
        keys: Sequence[str],
        *,
        fetch: Fetch | None = None,
        settings: Settings = DEFAULT,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._fetch = fetch or _fetcher(base, settings)
        self._trust = self._read_trust(keys)
        self._manifest: Manifest | None = None
        self._classes: dict[bytes, int] = {}
        self._open()

    @property
    def version(self) -> int:
        """Of the copy held; 0 when there is none."""
        return self._manifest.version if self._manifest else 0

    def update(self) -> bool:
        """True when a newer version was taken. Whatever is refused leaves the copy as it was.

        Raises:
            FeedRefused: the signature is wrong or of no trusted key, the version is older, a file is damaged.
            GatherError: the feed cannot be reached.
        """
        text, signature = self._fetch(MANIFEST), self._fetch(SIGNATURE)
        manifest = read_manifest(text, signature, self._trust.keys)
        if manifest.version < self._trust.version:
            raise FeedRefused(
                f"The feed offers version {manifest.version}, older than {self._trust.version} that was held.",
                code="feed-rollback",
            )
        if manifest.version == self.version:
            return False
        hosts = self._by_deltas(manifest) or self._whole(manifest)
        version, classes = read_hosts(hosts)
        if version != manifest.version:
            raise damaged(HOSTS, "is of another version than the manifest")
        self._keep(text, signature, hosts, manifest)
        self._manifest, self._classes = manifest, classes
        return True

    def look_up(self, address: str) -> FeedAnswer:
        """What the copy says; no packet is sent. Raises ``InputError``, ``FeedRefused`` when there is no copy."""
        manifest = self._held()
        parsed = parse_address(address, allow_reserved=self._settings.allow_reserved_names)
        found = 0
        for full in parsed.hashes:
            found |= self._classes.get(full[:HASH_BYTES], 0)
        return FeedAnswer(
            bool(found & LISTED), bool(found & ACCREDITED), bool(found & WARNED), manifest.version, manifest.created_at
        )

    def entries(self, address: str) -> tuple[RangeEntry, ...]:
        """The register entries of an address, from range files; the server learns 16 bits of the hash of each."""
        manifest = self._held()
        parsed = parse_address(address, allow_reserved=self._settings.allow_reserved_names)
        found: list[RangeEntry] = []
        for expression in parsed.expressions:
            full = hash_expression(expression)
            if full[:HASH_BYTES] in self._classes:
                bucket = bucket_of(full, manifest.range_bits)
                data = self._fetch(f"{RANGE_DIR}/{bucket}.json")
                entries = read_range(data, bucket, manifest, self._trust.keys).entries
                found += [entry for entry in entries if entry.hash == full.hex()]
        return tuple(found)

    def _held(self) -> Manifest:
        if self._manifest is None:
            raise FeedRefused("No copy of the feed is held; call update() first.", code="feed-missing")
        return self._manifest

    def _by_deltas(self, manifest: Manifest) -> bytes | None:
        """The new list by the chain of deltas; None when there is none from here or it does not lead there."""
        by_start = {delta.from_version: delta for delta in manifest.deltas}
        version, classes = self.version, self._classes
        steps = 0
        while version and version != manifest.version and version in by_start and steps < len(by_start):
            delta = by_start[version]
            try:
                version, classes = apply_delta(version, classes, check_file(delta, self._fetch(delta.name)))
            except FeedRefused:
                return None  # the whole list is there too, and has a hash of its own
            steps += 1
        if not steps or version != manifest.version:
            return None
        hosts = write_hosts(version, classes)
        return hosts if digest(hosts) == _named(manifest, HOSTS).sha256 else None

    def _whole(self, manifest: Manifest) -> bytes:
        return check_file(_named(manifest, HOSTS), self._fetch(HOSTS))

    def _keep(self, text: bytes, signature: bytes, hosts: bytes, manifest: Manifest) -> None:
        """What is trusted first, the manifest last: with another one beside the list, the list is not opened."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._trust = Trust(manifest.keys or self._trust.keys, manifest.version)
        self._write(TRUST, msgspec.json.encode(self._trust))
        self._write(HOSTS, hosts)
        self._write(SIGNATURE, signature)
        self._write(MANIFEST, text)

    def _write(self, name: str, data: bytes) -> None:
        temporary = self._folder / f".{name}.new"
        temporary.write_bytes(data)
        os.replace(temporary, self._folder / name)

    def _open(self) -> None:
        """The copy in the folder, if it is whole."""
        try:
            text, signature = (self._folder / MANIFEST).read_bytes(), (self._folder / SIGNATURE).read_bytes()
            hosts = (self._folder / HOSTS).read_bytes()
        except OSError:
            return
        try:
            manifest = read_manifest(text, signature, self._trust.keys)
            _, classes = read_hosts(check_file(_named(manifest, HOSTS), hosts))
        except FeedRefused:
            return  # damaged on this disk: as if there were none, the next update takes it anew
        self._manifest, self._classes = manifest, classes

    def _read_trust(self, first: Sequence[str]) -> Trust:
        try:
            return msgspec.json.decode((self._folder / TRUST).read_bytes(), type=Trust)
        except (OSError, msgspec.DecodeError):
            return Trust(tuple(first), 0)


def _named(manifest: Manifest, name: str) -> File:
    for file in manifest.files:
        if file.name == name:
            return file
    raise damaged(MANIFEST, f"names no {name}")


def _fetcher(base: str | Path, settings: Settings) -> Fetch:
    if isinstance(base, Path):

        def from_folder(name: str) -> bytes:
            try:
                return (base / name).read_bytes()
            except OSError as error:
                raise damaged(name, "is missing or cannot be read") from error

        return from_folder
    root = base if base.endswith("/") else base + "/"

    def from_server(name: str) -> bytes:
        with HttpClient(settings) as http:
            response = http.fetch(root + name, accept=None, max_bytes=MAX_FILE_BYTES)
        if response.status != 200 or response.is_cut:
            raise damaged(name, "is missing or cannot be had")
        return response.body

    return from_server
