"""The console page at ``/``: static files, no template, nothing from elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

console = Blueprint("console", __name__)


@console.get("/")
def index() -> Response:
    return current_app.send_static_file("console.html")


@console.get("/status")
def status() -> Response:
    """Registers and feed, for people."""
    return current_app.send_static_file("status.html")


@console.get("/favicon.ico")
def favicon() -> Response:
    return current_app.send_static_file("icon.svg")
