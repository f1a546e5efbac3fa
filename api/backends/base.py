"""The one interface of both backends: small values by space and key, that may expire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class BackendDown(Exception):
    """The backend cannot be reached or refuses; the caller goes on without it, or says 503."""


class Backend(Protocol):
    """Values are bytes. Every method may raise :class:`BackendDown`, and nothing else."""

    name: str

    def get(self, space: str, key: str) -> bytes | None:
        """The value; None when there is none or it has expired."""

    def get_many(self, space: str, keys: Sequence[str]) -> list[bytes | None]:
        """The same for many keys at once, in their order."""

    def put(self, space: str, key: str, value: bytes, ttl_s: float | None) -> None:
        """Sets the value; None keeps it for good."""

    def add(self, space: str, key: str, value: bytes, ttl_s: float | None) -> bool:
        """Sets the value only when there is none; True when it did. One caller wins, however many try."""

    def swap(self, space: str, key: str, old: bytes, new: bytes, ttl_s: float | None) -> bool:
        """Sets the value (and its time) only while the old one stands; True when it did. Renews a lease, too."""

    def remove(self, space: str, key: str, value: bytes | None = None) -> bool:
        """Removes it (only while it has that value, when one is given); True when it did."""

    def remove_many(self, space: str, keys: Sequence[str]) -> None:
        """Removes them all, whether they are there or not."""

    def items(self, space: str) -> list[tuple[str, bytes]]:
        """Everything in a space, by key; for spaces that people fill by hand."""

    def ping(self) -> None:
        """Raises :class:`BackendDown` unless it answers."""

    def close(self) -> None: ...
