"""A signed list for the extension, built as an operator builds it, and served on loopback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checker.evidence import RegisterEntry
from checker.feed import build_feed, make_key, public_key_text
from tests.extension import shops

HOST: Final = "lists.test"
RANGE_BITS: Final = 4
READ_AT: Final = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def entry(host: str, **changes: object) -> RegisterEntry:
    fields: dict[str, object] = {
        "authority": "de-bfarm", "country": "DE", "expression": host, "name": "Apotheke am Mühlbach",
        "licence_number": "DE-0042",
        "scope": "prescription", "source_url": "https://register.example/", "read_at": READ_AT,
    }  # fmt: skip
    return RegisterEntry(**(fields | changes))  # type: ignore[arg-type]


ENTRIES: Final = (
    entry(shops.LISTED),
    entry(shops.CONFLICT),
    entry(shops.ACCREDITED, kind="accreditation", authority="us-nabp", country="US"),
    entry(shops.WARNED, polarity="negative", kind="warning_list", reason="no licence"),
)


class Feed:
    """A folder with a feed that can be built anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "feed"
        self.key: Ed25519PrivateKey = make_key(folder / "key.pem")
        self.public = public_key_text(self.key)

    def build(self, entries: Iterable[RegisterEntry] = ENTRIES, key: Ed25519PrivateKey | None = None) -> int:
        """Version of the feed written."""
        return build_feed(self.folder, entries, [key or self.key], rule_pack="test", range_bits=RANGE_BITS).version
