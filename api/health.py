"""Is the process alive (``/healthz``), and can it answer (``/readyz``)?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from flask import Blueprint, Response

from api.answers import json_response
from api.messages import Health, Ready, RegisterState
from api.service import service
from checker.version import __version__

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """The process answers; nothing else is asked."""
    return json_response(Health("ok", __version__))


@health.get("/readyz")
def readyz() -> Response:
    """Age of the register index, state of the backend. Always 200: it answers without either."""
    it = service()
    copies = it.registers.copies
    newest = max((c.read_at for c in copies), default=None)
    now = datetime.now(UTC)
    state = RegisterState(
        len(copies),
        sum(c.entry_count for c in copies),
        newest,
        round((now - newest).total_seconds()) if newest else None,
    )
    status: Literal["ready", "ready-without-registers"] = "ready" if copies else "ready-without-registers"
    running = it.reports.gatherings.running()
    return json_response(Ready(status, __version__, it.rules.version, state, it.backend_state(), running))
