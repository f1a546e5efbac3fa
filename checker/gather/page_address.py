"""Links of a page as absolute addresses: WHATWG joining, with a fast way for the plain ones."""

from __future__ import annotations

import re
from typing import Final

import ada_url

MAX_HREF: Final = 8_192
"""Longer than any address that is ever fetched (DESIGN.md section 9); pages carry megabytes in ``data:``."""

_PLAIN_ABSOLUTE: Final = re.compile(r"https?://[a-z0-9.-]+/[A-Za-z0-9/_~!$&()*+,;=:@%#?.-]*\Z")
_PLAIN_PATH: Final = re.compile(r"/(?!/)[A-Za-z0-9/_~!$&()*+,;=:@%#?.-]*\Z")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class AddressJoiner:
    """``join(href)`` for one base address; remembers what it joined, pages repeat their links."""

    __slots__ = ("_base", "_known", "_origin")

    def __init__(self, base: str) -> None:
        self._known: dict[str, str] = {}
        self._base = ""
        self._origin = ""
        self.set_base(base)

    def set_base(self, base: str) -> None:
        """Joins from here on count from ``base`` (absolute), e.g. after a ``<base href>``."""
        self._known.clear()
        try:
            parsed = ada_url.URL(base)
        except ValueError:
            return
        self._base = base
        self._origin = f"{parsed.protocol}//{parsed.host}" if parsed.host else ""

    def join(self, href: str) -> str:
        """Absolute form of ``href``; kept as written when it is no web address or cannot be joined."""
        joined = self._known.get(href)
        if joined is None:
            joined = self._known[href] = self._join(href)
        return joined

    def _join(self, href: str) -> str:
        href = href.strip()[:MAX_HREF]
        # "/." may begin a dot segment, "%2" may spell one.
        is_plain = "/." not in href and "%2" not in href
        if href[:1] == "/":
            if is_plain and self._origin and _PLAIN_PATH.match(href):
                return self._origin + href
        elif (is_plain and _PLAIN_ABSOLUTE.match(href)) or _is_no_web_address(href):
            return href
        try:
            return str(ada_url.join_url(self._base, href) if self._base else ada_url.URL(href).href)
        except ValueError:
            return href


def _is_no_web_address(href: str) -> bool:
    """True for ``tel:``, ``mailto:``, ``javascript:`` and the like."""
    scheme = _SCHEME.match(href)
    return scheme is not None and scheme.group().lower() not in ("http:", "https:")
