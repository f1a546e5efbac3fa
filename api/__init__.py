"""The HTTP API and the console: parse, call ``checker``, serialise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.config import Config

if TYPE_CHECKING:
    from flask import Flask

    from api.service import Check

__all__ = ["Config", "create_app"]


def create_app(config: Config | None = None, check: Check | None = None) -> Flask:
    """The application; ``check`` is ``checker.check`` unless a test gives another."""
    from api.app import make_app  # late: ``api.serve`` decides how metrics are kept before they are made

    return make_app(config, check)
