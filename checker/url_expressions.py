"""Canonical form, look-up expressions and their SHA-256, as Safe Browsing defines them.

Input is already a parsed WHATWG address, so host, escapes in the host and dot segments are settled; what
remains is repeated unescaping, runs of slashes and one fixed way of escaping. Source: Google Safe Browsing,
"URLs and Hashing" (v5) and "Suffix/Prefix Expressions" (v4), read 2026-11-24.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final
from urllib.parse import unquote_to_bytes

MAX_HOST_SUFFIXES: Final = 5
"""The exact host and four more; Safe Browsing's own number."""
MAX_HOST_LABELS: Final = 5
"""Suffixes start from the last five labels, however long the host is."""
MAX_PATH_PREFIXES: Final = 4
"""Directories from the root, besides the exact path with and without its query."""

_ESCAPE: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
PERCENT: Final = ord("%")
_TO_ESCAPE: Final = re.compile(rb"[\x00-\x20\x7f-\xff#%]")
_ESCAPED: Final = tuple(f"%{b:02X}" if _TO_ESCAPE.match(bytes((b,))) else chr(b) for b in range(256))
_DIGITS: Final = tuple(int(chr(b), 16) if chr(b) in "0123456789abcdefABCDEF" else -1 for b in range(256))
"""Value of a byte as a hexadecimal digit, -1 for none."""


def canonical_url(scheme: str, host: str, path: str, query: str) -> str:
    """``scheme://host/path?query`` in canonical form: no port, no fragment, unescaped, then escaped once.

    ``query`` comes with its ``?`` (``""`` when there is none, ``"?"`` when it is empty but present).
    """
    if "%" in path or "//" in path:
        path = _canonical_path(path)
    if "%" in query:
        query = "?" + _escape(_unescape(query[1:].encode()))
    return f"{scheme}://{host}{path}{query}"


def expressions_of(canonical: str, registrable_domain: str) -> tuple[str, ...]:
    """Host suffixes times path prefixes of a canonical address, most specific first, at most 30.

    **Shape**: no scheme, e.g. ``shop.example/a/b.html?x=1``, ``shop.example/a/b.html``, ``shop.example/a/``,
    ``shop.example/``. Suffixes stop at the registrable domain: nobody owns what is above it.
    """
    rest = canonical[canonical.index("://") + 3 :]
    host, slash, tail = rest.partition("/")
    exact = slash + tail
    path, question, _ = exact.partition("?")
    paths = [exact, path] if question else [path]
    directories: list[str] = []
    end = 0
    while len(directories) < MAX_PATH_PREFIXES and (end := path.find("/", end) + 1):
        directories.append(path[:end])
    paths += [prefix for prefix in reversed(directories) if prefix != path]
    return tuple(suffix + prefix for suffix in host_suffixes(host, registrable_domain) for prefix in paths)


def host_suffixes(host: str, registrable_domain: str) -> list[str]:
    """The exact host, then its suffixes from five labels down to the registrable domain; at most five."""
    suffixes = [host]
    if host == registrable_domain:
        return suffixes
    labels = host.split(".")
    last = len(labels) - 1 - registrable_domain.count(".")
    first = min(max(1, len(labels) - MAX_HOST_LABELS), last)
    suffixes += [".".join(labels[start:]) for start in range(first, last + 1)]
    # With more than five labels the list would hold six names; the shortest ones matter most.
    return suffixes if len(suffixes) <= MAX_HOST_SUFFIXES else [host, *suffixes[-(MAX_HOST_SUFFIXES - 1) :]]


def hash_expression(expression: str) -> bytes:
    """SHA-256 of one expression, 32 bytes."""
    return sha256(expression.encode()).digest()


def _canonical_path(path: str) -> str:
    raw = _unescape(path.encode())
    kept: list[bytes] = []
    segments = raw.split(b"/")
    for segment in segments:
        if segment == b"..":
            if kept:
                kept.pop()
        elif segment not in (b"", b"."):
            kept.append(segment)
    is_directory = bool(kept) and segments[-1] in (b"", b".", b"..")
    return _escape(b"/" + b"/".join(kept) + (b"/" if is_directory else b""))


def _unescape(raw: bytes) -> bytes:
    """Unescaped until nothing is left to unescape.

    One pass with a stack gives the same bytes as repeating (escapes never overlap, so their order is free) and
    stays linear: ``%%%…333…`` would need a round for each of its thousands of signs.
    """
    once = unquote_to_bytes(raw)
    if not _ESCAPE.search(once):
        return once
    digits, first = _DIGITS, raw.index(PERCENT)
    done = bytearray(b"\0\0") + raw[:first]  # two bytes that begin no escape: what stands before needs no check
    for byte in raw[first:]:
        while (low := digits[byte]) >= 0 and done[-2] == PERCENT and (high := digits[done[-1]]) >= 0:
            del done[-2:]
            byte = high * 16 + low
        done.append(byte)
    return bytes(done[2:])


def _escape(raw: bytes) -> str:
    if not _TO_ESCAPE.search(raw):
        return raw.decode("ascii")
    return "".join([_ESCAPED[byte] for byte in raw])
