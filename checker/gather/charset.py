"""Bytes of a page as text, decoded the way browsers decide it, with a note when the charset was a guess.

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
DETECT_BYTES: Final = 8192
"""Prefix given to the detector: enough words to tell languages apart, few enough for a millisecond."""

_HEADER_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_META_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,40})", re.IGNORECASE)
_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_NON_ASCII_RUN: Final = re.compile(rb"[\x80-\xff]")

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))


def decode_page(body: bytes, content_type: str = "") -> tuple[str, str, tuple[str, ...]]:
    """(text, WHATWG charset name, notes) of a page's bytes; bytes that don't fit become U+FFFD."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decode(body[len(mark) :], name), name, ()

    if (found := _HEADER_CHARSET.search(content_type[:1000])) and (encoding := _known(found.group(1))):
        return _decode(body, encoding), encoding, ()

    if wide := _utf16_without_mark(body):
        return _decode(body, wide), wide, ("charset-guessed",)

    head = body[:META_SCAN_BYTES]
    if (found_meta := _META_CHARSET.search(head)) and b"<!--" in head:
        found_meta = _META_CHARSET.search(_COMMENT.sub(b"", head))
    if found_meta and (encoding := _known(found_meta.group(1).decode("ascii", "replace"))):
        # A page whose bytes could be read for this declaration is no UTF-16, whatever it says.
        encoding = "utf-8" if encoding.startswith("utf-16") else encoding
        return _decode(body, encoding), encoding, ()

    try:
        return body.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        name = _detect(body)
        return _decode(body, name), name, ("charset-guessed",)


def _known(label: str) -> str:
    """WHATWG name of a declared label; "" for one that browsers don't decode."""
    encoding = webencodings.lookup(label.strip())
    # x-user-defined maps bytes to private-use characters: no page is written so.
    return "" if encoding is None or encoding.name == "x-user-defined" else str(encoding.name)


def _decode(body: bytes, name: str) -> str:
    encoding = webencodings.lookup(name)
    codec = "utf-8" if encoding is None else encoding.codec_info.name
    return body.decode(codec, "replace")


def _utf16_without_mark(body: bytes) -> str:
    """``utf-16le``/``utf-16be`` when the page starts with ASCII markup in two-byte units; else ""."""
    head = body[:64]
    if len(head) < 8 or b"\x00" not in head:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.9 and even.count(0) == 0:
        return "utf-16le"
    if even.count(0) > len(even) * 0.9 and odd.count(0) == 0:
        return "utf-16be"
    return ""


def _detect(body: bytes) -> str:
    """Best guess for undeclared bytes that are no UTF-8."""
    first = _NON_ASCII_RUN.search(body)
    start = max(0, (first.start() if first else 0) - DETECT_BYTES // 4)
    sample = body[start : start + DETECT_BYTES]
    # A page cut in the middle of a character, or with one bad byte, is still UTF-8.
    if sample.decode("utf-8", "replace").count("\ufffd") * 100 < len(sample) - len(
        sample.translate(None, bytes(range(128, 256)))
    ):
        return "utf-8"
    best = from_bytes(sample).best()
    guessed = _known(best.encoding.replace("_", "-")) if best is not None else ""
    return guessed or "windows-1252"
