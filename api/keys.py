"""Keys of callers who may do more: made by ``pharmaproof keys add``, kept only as hashes, taken back at any time."""

from __future__ import annotations

import secrets
import time
from hashlib import sha256
from typing import Final

import msgspec

from api.backends import Backend, BackendDown

SPACE: Final = "key"
PREFIX: Final = "pp_"
SECRET_BYTES: Final = 32
"""256 bits of chance: a plain SHA-256 cannot be turned back, so none slower is needed."""
REMEMBER_S: Final = 15.0
"""How long a process may go on accepting a key that was taken back."""
MAX_REMEMBERED: Final = 10_000


class Key(msgspec.Struct, frozen=True):
    """What is kept of a key."""

    id: str
    """First 12 hex digits of its hash: names it in lists and limits."""
    name: str
    """Whom it was given to, in the operator's words."""
    created_at: int
    """Seconds since 1970."""


class Keys:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._remembered: dict[str, tuple[Key | None, float]] = {}

    def add(self, name: str) -> tuple[str, Key]:
        """(secret, what is kept): the secret is shown once and never stored. Raises ``BackendDown``."""
        secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        digest = _hash(secret)
        key = Key(digest[:12], name, int(time.time()))
        self._backend.put(SPACE, digest, msgspec.msgpack.encode(key), None)
        return secret, key

    def list(self) -> tuple[Key, ...]:
        """All keys, oldest first."""
        keys = (msgspec.msgpack.decode(value, type=Key) for _, value in self._backend.items(SPACE))
        return tuple(sorted(keys, key=lambda key: (key.created_at, key.id)))

    def revoke(self, key_id: str) -> bool:
        """Takes the key back; False when there is none with this id."""
        for digest, _ in self._backend.items(SPACE):
            if digest[:12] == key_id:
                return self._backend.remove(SPACE, digest)
        return False

    def find(self, secret: str) -> Key | None:
        """The key with this secret, None when there is none. Raises ``BackendDown`` when it cannot be looked up."""
        if not secret.startswith(PREFIX) or len(secret) > 100:
            return None
        digest = _hash(secret)
        known = self._remembered.get(digest)
        if known is not None and known[1] > time.monotonic():
            return known[0]
        try:
            value = self._backend.get(SPACE, digest)
        except BackendDown:
            if known is not None:
                return known[0]
            raise
        key = msgspec.msgpack.decode(value, type=Key) if value is not None else None
        if len(self._remembered) >= MAX_REMEMBERED:
            self._remembered.clear()
        self._remembered[digest] = (key, time.monotonic() + REMEMBER_S)
        return key


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
