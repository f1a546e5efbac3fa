"""What a site showed, kept for a while: an address asked for another country is judged anew, not visited again."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec

from api.backends import CarefulCache
from checker.evidence import Evidence
from checker.version import __version__

SPACE: Final = "evidence"
KEEP_S: Final = 3600.0
"""Buyers of several countries follow one link within minutes. At 15 kB a site, an hour of one a second is 55 MB."""
MAX_BYTES: Final = 512 * 1024
"""Compressed. The few sites beyond are visited again."""
_COMPRESSION: Final = 1
_CLOCK_SLACK: Final = timedelta(minutes=1)
_decoder: Final = msgspec.msgpack.Decoder(Evidence)


class KeptEvidence:
    def __init__(self, cache: CarefulCache) -> None:
        self._cache = cache

    def put(self, state: str, evidence: Evidence, ttl_s: float) -> None:
        """``state`` is ``Known.state``: register entries are part of what was gathered."""
        data = zlib.compress(msgspec.msgpack.encode(evidence), _COMPRESSION)
        if len(data) <= MAX_BYTES:
            self._cache.put(SPACE, _key(evidence.address.url, state), data, min(ttl_s, KEEP_S))

    def get(self, url: str, state: str) -> Evidence | None:
        """None when nothing is kept, or another version kept it."""
        data = self._cache.get(SPACE, _key(url, state))
        try:
            evidence = None if data is None else _decoder.decode(zlib.decompress(data))
        except (zlib.error, msgspec.DecodeError):
            return None
        # From later than now: the clock was set back, and nobody knows how old it is.
        return None if evidence is None or evidence.gathered_at > datetime.now(UTC) + _CLOCK_SLACK else evidence


def _key(url: str, state: str) -> str:
    return sha256(f"{__version__}\n{state}\n{url}".encode()).hexdigest()[:40]
