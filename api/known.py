"""What decides over an address besides its site: register entries and overrides. Cheap to ask, at every answer."""

from __future__ import annotations

from hashlib import sha256

from api.overrides import Overrides
from checker.address import Address
from checker.evidence import RegisterEvidence
from checker.registers import ReloadingIndex


class Known:
    def __init__(self, registers: ReloadingIndex, overrides: Overrides) -> None:
        self.registers = registers
        self._overrides = overrides

    @property
    def generation(self) -> tuple[int, int]:
        """Changes whenever the registers held or any override does."""
        return self.registers.generation, self._overrides.generation

    def is_overridden(self, address: Address) -> bool:
        return self._overrides.of(address.host) is not None

    def state(self, address: Address) -> str:
        """In short; changes exactly when an entry or override of this address does: then what was said is void."""
        kept = self._overrides.of(address.host)
        said = register_digest(self.registers.lookup(address))
        return said if kept is None else f"{said}+{kept.reference}/{kept.made_at}"


def register_digest(evidence: RegisterEvidence) -> str:
    """What the registers say about an address, in short: changes exactly when an entry does."""
    if not evidence.copies:
        return "none"
    if not evidence.entries:
        return ""
    said = repr([(e.authority, e.expression, e.status, e.scope, e.licence_number) for e in evidence.entries])
    return sha256(said.encode()).hexdigest()[:16]
