"""Runs every signal over what was seen; pure apart from the log line of a signal that failed."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from checker.signals import ALL_SIGNALS
from checker.signals.base import Outcome, Signal, State

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

log = logging.getLogger(__name__)


def evaluate(seen: Seen, rules: Rules, signals: tuple[Signal, ...] = ALL_SIGNALS) -> tuple[Outcome, ...]:
    """One outcome for each signal, in the order of the catalogue."""
    return tuple(_run(signal, seen, rules) for signal in signals)


def _run(signal: Signal, seen: Seen, rules: Rules) -> Outcome:
    for kind in signal.needs:
        if not _is_there(seen, kind):
            missing = next((m for m in seen.evidence.missing if m.kind == kind), None)
            code = missing.code if missing else "not-asked"
            message = missing.message if missing else "This was not looked at."
            return Outcome(signal, State.NOT_EVALUATED, reason=code, message=message)
    try:
        return Outcome(signal, State.EVALUATED, signal.find(seen, rules))
    except Exception as error:
        # A signal that raises is our bug and must not take the other findings with it; the tests re-raise it.
        if os.environ.get("PHARMAPROOF_RERAISE"):
            raise
        log.exception("signal %s failed", signal.id)
        return Outcome(signal, State.ERROR, reason=type(error).__name__, message="This signal failed; it is our error.")


def _is_there(seen: Seen, kind: str) -> bool:
    evidence = seen.evidence
    match kind:
        case "page":
            return bool(evidence.pages)
        case "register":
            return evidence.register is not None
        case "logo":
            return evidence.logo is not None
        case "domain_registration":
            return evidence.domain_registration is not None
        case "search_view":
            return evidence.search_view is not None
    raise ValueError(f"unknown evidence kind {kind!r}")
