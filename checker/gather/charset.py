"""Bytes of a page as UTF-8, decoded the way browsers decide it, with a note when the charset was a guess.

Order: byte order mark, ``charset`` of the HTTP header, ``<meta>`` in the first bytes, plain UTF-8, detection on a
bounded prefix, windows-1252. Labels are those of the WHATWG Encoding Standard (``latin1`` means windows-1252).
Labels that browsers refuse (UTF-7, UTF-32) count as no declaration: a page cannot hide its text in them.

**Source:** https://encoding.spec.whatwg.org/ and https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
(read 2026-11-24).
"""

from __future__ import annotations

import re
from typing import Final

import webencodings
from charset_normalizer import from_bytes

META_SCAN_BYTES: Final = 4096
"""The standard says 1,024; shop systems that put scripts first declare later, and browsers forgive it."""
DETECT_BYTES: Final = 4096
"""Given to the detector, from the first byte that is not ASCII: enough words to tell alphabets apart."""

_HEADER_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_META_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,40})", re.IGNORECASE)
_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_NON_ASCII: Final = re.compile(rb"[\x80-\xff]")

_CANDIDATES: Final = {
    "cp1252": "windows-1252", "cp1251": "windows-1251", "koi8_r": "koi8-r", "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2", "cp1253": "windows-1253", "cp1254": "windows-1254", "cp1256": "windows-1256",
    "shift_jis": "shift_jis", "euc_jp": "euc-jp", "gb18030": "gb18030", "big5": "big5", "euc_kr": "euc-kr",
}  # fmt: skip
"""Python codec -> WHATWG name of what undeclared pages in the sixteen languages are written in."""

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
_MAX_BROKEN_SHARE: Final = 0.1
"""Bytes of a page cut inside a character, or pasted from elsewhere: up to a tenth of its non-ASCII ones."""


def as_utf8(body: bytes, content_type: str = "") -> tuple[bytes, str, tuple[str, ...]]:
    """(valid UTF-8, WHATWG charset name, notes) of a page's bytes; bytes that don't fit become U+FFFD."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _convert(body[len(mark) :], name), name, ()
    declared = _declared(body, content_type)
    if declared:
        return _convert(body, declared), declared, ()
    if body.isascii() and b"\0" not in body[:256]:
        return body, "utf-8", ()
    if wide := _utf16_without_mark(body):
        return _convert(body, wide), wide, ("charset-guessed",)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        name = _detect(body)
        return _convert(body, name), name, ("charset-guessed",)
    return body, "utf-8", ()


def _declared(body: bytes, content_type: str) -> str:
    if (found := _HEADER_CHARSET.search(content_type[:1000])) and (encoding := _known(found.group(1))):
        return encoding
    head = body[:META_SCAN_BYTES]
    if b"charset" not in head.lower():
        return ""
    hit = _META_CHARSET.search(head)
    if hit and b"<!--" in head[: hit.start()]:
        hit = _META_CHARSET.search(_COMMENT.sub(b"", head))
    encoding = _known(hit.group(1).decode("ascii", "replace")) if hit else ""
    # A declaration that could be read as ASCII does not stand in UTF-16, whatever it says.
    return "utf-8" if encoding.startswith("utf-16") else encoding


def _known(label: str) -> str:
    """WHATWG name of a declared label; "" for one that browsers don't decode."""
    encoding = webencodings.lookup(label.strip())
    # x-user-defined maps bytes to private-use characters: no page is written so.
    return "" if encoding is None or encoding.name == "x-user-defined" else str(encoding.name)


def _convert(body: bytes, name: str) -> bytes:
    if body.isascii() and not name.startswith("utf-16") and name != "iso-2022-jp":
        return body
    encoding = webencodings.lookup(name)
    codec = "utf-8" if encoding is None else encoding.codec_info.name
    try:
        text = body.decode(codec)
        return body if codec == "utf-8" else text.encode("utf-8", "replace")
    except UnicodeDecodeError:
        return body.decode(codec, "replace").encode("utf-8", "replace")


def _utf16_without_mark(body: bytes) -> str:
    """``utf-16le`` or ``utf-16be`` when the page starts with ASCII markup in two-byte units; else ""."""
    even, odd = body[0:16:2], body[1:16:2]
    if len(odd) < 4:
        return ""
    if not any(odd) and all(even):
        return "utf-16le"
    if not any(even) and all(odd):
        return "utf-16be"
    return ""


def _detect(body: bytes) -> str:
    """Best guess for undeclared bytes that are no UTF-8."""
    first = _NON_ASCII.search(body)
    start = max(0, (first.start() if first else 0) - 256)
    sample = body[start : start + DETECT_BYTES]
    foreign = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if sample.decode("utf-8", "replace").count("\ufffd") <= foreign * _MAX_BROKEN_SHARE:
        return "utf-8"
    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    return "windows-1252" if best is None else _CANDIDATES.get(best.encoding, "windows-1252")
