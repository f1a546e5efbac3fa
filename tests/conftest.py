"""For all tests: signals re-raise, nothing leaves this machine."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Any

import pytest

os.environ["PHARMAPROOF_RERAISE"] = "1"
for name in [n for n in os.environ if n.lower().endswith("_proxy") or n.startswith("PHARMAPROOF_REDIS")]:
    del os.environ[name]


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket to anywhere but this machine fails the test that opens it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, to: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(to[0]):
            raise AssertionError(f"a test tried to connect to {to!r}")
        connect(self, to)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
