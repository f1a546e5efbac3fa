"""Is the process alive (``/healthz``), and can it answer (``/readyz``)?"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response

from api.answers import json_response
from api.service import service
from checker.version import __version__

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """The process answers; nothing else is asked."""
    return json_response({"status": "ok", "version": __version__}, cache="no-store")


@health.get("/readyz")
def readyz() -> Response:
    """Age of the register index and state of the backends; 503 when no check could be made."""
    it = service()
    copies = it.registers.copies
    newest = max((c.read_at for c in copies), default=None)
    now = datetime.now(UTC)
    state = it.state()
    return json_response(
        {
            "status": "ready" if copies else "ready-without-registers",
            "version": __version__,
            "rule_pack": it.rules.version,
            "registers": {
                "copies": len(copies),
                "entries": sum(c.entry_count for c in copies),
                "newest_read_at": newest,
                "newest_age_s": round((now - newest).total_seconds()) if newest else None,
            },
            **state,
        },
        cache="no-store",
    )
