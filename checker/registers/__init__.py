"""Official registers of medicine sellers: copies of their lists, and the look-up of an address in them."""

from __future__ import annotations

from typing import Protocol

from checker.address import Address
from checker.errors import RegisterUnavailable
from checker.evidence import RegisterCopy, RegisterEvidence
from checker.registers.index import RegisterIndex, build_index
from checker.registers.reloading import ReloadingIndex
from checker.registers.store import index_path
from checker.settings import Settings

__all__ = ["RegisterIndex", "Registers", "ReloadingIndex", "build_index", "open_default_index"]


class Registers(Protocol):
    """What a check needs of the registers: one index file, or the newest one, without knowing which."""

    @property
    def copies(self) -> tuple[RegisterCopy, ...]: ...

    def lookup(self, address: Address) -> RegisterEvidence: ...


def open_default_index(settings: Settings) -> RegisterIndex | None:
    """The index in the data folder; None when no register has been loaded. Raises ``DamagedIndex``."""
    try:
        return RegisterIndex.open(index_path(settings))
    except RegisterUnavailable:
        return None
