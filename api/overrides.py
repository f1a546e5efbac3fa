"""Verdicts that a person set after a dispute: with a reason, a role and an end, and always shown as such.

An override can take an alarm away; it can never give ``listed`` or ``accredited``: green comes from proof only.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import msgspec

from api.backends import Backend, BackendDown
from checker.report import Report
from checker.report.build import HEADLINES
from checker.report.model import Override
from checker.verdict import Verdict

SPACE: Final = "override"
RELOAD_S: Final = 5.0
"""How long a process may not know of a new override."""
ALLOWED: Final = (Verdict.UNLISTED, Verdict.NOT_SELLING, Verdict.UNDETERMINED)


class Kept(msgspec.Struct, frozen=True):
    """One override as it is stored, under its host."""

    host: str
    verdict: str
    reason: str
    role: str
    reference: str
    made_at: float
    expires_at: float


class Overrides:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._by_host: dict[str, Kept] = {}
        self._next_load = 0.0
        self._generation = 0

    def put(self, kept: Kept) -> None:
        """Sets it for its host until it ends. Raises ``BackendDown``."""
        self._backend.put(SPACE, kept.host, msgspec.msgpack.encode(kept), max(1.0, kept.expires_at - time.time()))
        self._next_load = 0.0

    def remove(self, host: str) -> bool:
        self._next_load = 0.0
        return self._backend.remove(SPACE, host)

    def all(self) -> tuple[Kept, ...]:
        """Those in force, by host. Raises ``BackendDown``."""
        return tuple(msgspec.msgpack.decode(value, type=Kept) for _, value in self._backend.items(SPACE))

    @property
    def generation(self) -> int:
        """Rises when an override is set, ends or is taken back."""
        self._load()
        return self._generation

    def of(self, host: str) -> Kept | None:
        """The override of exactly this host that is in force; while the backend is away, the last known."""
        self._load()
        kept = self._by_host.get(host) if self._by_host else None
        return kept if kept is not None and kept.expires_at > time.time() else None

    def _load(self) -> None:
        if time.monotonic() >= self._next_load:
            self._next_load = time.monotonic() + RELOAD_S
            try:
                rows = self._backend.items(SPACE)
                found = {host: msgspec.msgpack.decode(value, type=Kept) for host, value in rows}
                if found != self._by_host:
                    self._by_host = found
                    self._generation += 1
            except BackendDown:
                pass  # the cache beside it has logged and counted that

    def apply(self, report: Report) -> Report:
        """The report with the override of its host, if there is one."""
        kept = self.of(report.host)
        if kept is None or report.verdict in (Verdict.LISTED, Verdict.ACCREDITED):
            return report
        verdict = Verdict(kept.verdict)
        return replace(
            report,
            verdict=verdict.value,
            headline=HEADLINES[verdict],
            reason=kept.reason,
            override=Override(
                report.verdict, kept.reason, kept.role, kept.reference, _day(kept.made_at), _day(kept.expires_at)
            ),
        )


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
