"""How a host is shown to people: in Unicode only where it cannot be mistaken for another name."""

from __future__ import annotations


def display_host(host: str) -> tuple[str, tuple[str, ...]]:
    """(host for people, notes) of an ASCII host that has punycode labels."""
    return host, ("punycode-shown",)
