"""Pages and services that misbehave, ready to be put on a site.

``web.add("slow.test", hostile.hang)``; those that take arguments return a handler. All end when
the web closes or the client hangs up.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

import brotli
from backports import zstd

from tests.web.servers import Exchange, Handler, RawExchange, Reply

HTML_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
FILLER: Final = b"<p>More of the same page.</p>\n" * 2048
"""About 60 kB."""
PDF: Final = Reply(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", "application/pdf")
REFRESH: Final = Reply("<title>Stays here</title>", headers=(("Refresh", "0; url=https://elsewhere.test/"),))
SETS_COOKIES: Final = Reply("<title>Cookies</title>", headers=(("Set-Cookie", "id=1; Path=/; Domain=.test"),))


# --- slow -------------------------------------------------------------------------------------------------


def hang(exchange: Exchange) -> None:
    """Takes the request and never answers."""
    exchange.wait()


def drip_headers(exchange: Exchange) -> None:
    """A header line that grows by one byte every 50 ms, for ever."""
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(exchange, b"a")


def drip_body(exchange: Exchange) -> None:
    """A body that grows by one byte every 50 ms, for ever."""
    exchange.send(HTML_HEAD + b"\r\n")
    _drip(exchange, b" ")


def page_then_hang(page: bytes) -> Handler:
    """All of a page, then silence: browsers show it, so the checker must see it as well."""

    def handler(exchange: Exchange) -> None:
        exchange.send(HTML_HEAD + b"\r\n" + page)
        exchange.wait()

    return handler


def _drip(exchange: Exchange, byte: bytes) -> None:
    while exchange.wait(0.05):
        exchange.send(byte)


# --- large ------------------------------------------------------------------------------------------------


def huge_body(exchange: Exchange) -> None:
    """A page of 2 GB."""
    exchange.send(HTML_HEAD + b"Content-Length: 2147483648\r\n\r\n")
    for _ in range(2 * 1024**3 // len(FILLER)):
        exchange.send(FILLER)


def endless_body(exchange: Exchange) -> None:
    """A page that never ends and does not say how long it is."""
    exchange.send(HTML_HEAD + b"\r\n")
    while exchange.wait(0):
        exchange.send(FILLER)


def endless_header(exchange: Exchange) -> None:
    """One header line without an end."""
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while exchange.wait(0):
        exchange.send(b"a" * 60_000)


def endless_continue(exchange: Exchange) -> None:
    """``100 Continue`` again and again, each with headers."""
    while exchange.wait(0):
        exchange.send((b"HTTP/1.1 100 Continue\r\n" + b"X-Fill: " + b"a" * 500 + b"\r\n\r\n") * 100)


def tiny_chunks(exchange: Exchange) -> None:
    """A body in chunks of one byte: six bytes on the wire for each one of the page."""
    exchange.send(HTML_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while exchange.wait(0):
        exchange.send(b"1\r\na\r\n" * 10_000)


def bomb(coding: str, decoded_bytes: int = 200 * 1024**2) -> Handler:
    """A small body that expands to 200 MB; ``coding`` as in the header, several joined with ", "."""
    compressed = compress(coding, decoded_bytes)

    def handler(exchange: Exchange) -> None:
        head = f"Content-Encoding: {coding}\r\nContent-Length: {len(compressed)}\r\n\r\n"
        exchange.send(HTML_HEAD + head.encode() + compressed)

    return handler


def silent_bomb(exchange: Exchange) -> None:
    """Compressed data that never ends and decodes to nothing: empty deflate blocks."""
    exchange.send(HTML_HEAD + b"Content-Encoding: deflate\r\n\r\n" + b"\x78\x9c")
    while exchange.wait(0):
        exchange.send(b"\x00\x00\x00\xff\xff" * 12_000)


def silent_nested_bomb(levels: int) -> Handler:
    """Deflate around deflate; the innermost are 100 MB of empty blocks, so no page ever comes out."""
    pieces: Iterator[bytes] = (b"\x00\x00\x00\xff\xff" * 13_107 for _ in range(1600))
    pieces = chain((b"\x78\x9c",), pieces)
    for _ in range(levels - 1):
        pieces = _COMPRESSORS["deflate"](pieces)
    body = b"".join(pieces)

    def handler(exchange: Exchange) -> None:
        coding = ", ".join(["deflate"] * levels)
        exchange.send(HTML_HEAD + f"Content-Encoding: {coding}\r\n\r\n".encode() + body)
        exchange.wait()

    return handler


def compress(coding: str, decoded_bytes: int) -> bytes:
    """A page of so many bytes under the codings, made piece by piece so that the test stays small too."""
    pieces: Iterator[bytes] = (b"<p>" + b" " * 65_533 for _ in range(decoded_bytes // 65_536))
    for name in coding.split(", "):
        pieces = _COMPRESSORS[name](pieces)
    return b"".join(pieces)


def _zlib_with(window_bits: int) -> Callable[[Iterator[bytes]], Iterator[bytes]]:
    def run(pieces: Iterator[bytes]) -> Iterator[bytes]:
        compressor = zlib.compressobj(9, zlib.DEFLATED, window_bits)
        for piece in pieces:
            yield compressor.compress(piece)
        yield compressor.flush()

    return run


def _brotli(pieces: Iterator[bytes]) -> Iterator[bytes]:
    compressor = brotli.Compressor(quality=5)
    for piece in pieces:
        yield compressor.process(piece)
    yield compressor.finish()


def _zstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    compressor = zstd.ZstdCompressor()
    for piece in pieces:
        yield compressor.compress(piece)
    yield compressor.flush()


_COMPRESSORS: Final[dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]]] = {
    "gzip": _zlib_with(31),
    "deflate": _zlib_with(15),
    "br": _brotli,
    "zstd": _zstd,
}


# --- broken -----------------------------------------------------------------------------------------------


def reset(exchange: Exchange) -> None:
    """Resets the connection instead of answering."""
    exchange.reset()


def early_hints(exchange: Exchange) -> None:
    """An informational answer before the real one, which Python's HTTP client takes for the answer."""
    exchange.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + HTML_HEAD + b"\r\n<title>Real")


def not_http(exchange: Exchange) -> None:
    """Answers in no known protocol."""
    exchange.send(b"\x00\x01\x02 this is not HTTP\r\n\r\n")


def short_body(page: bytes) -> Handler:
    """Promises a longer body than it sends."""

    def handler(exchange: Exchange) -> None:
        exchange.send(HTML_HEAD + f"Content-Length: {len(page) + 1000}\r\n\r\n".encode() + page)

    return handler


def chunked_garbage(page: bytes = b"") -> Handler:
    """A chunk with the page, then a chunk size that is no number."""

    def handler(exchange: Exchange) -> None:
        first = f"{len(page):x}\r\n".encode() + page + b"\r\n" if page else b""
        exchange.send(HTML_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + first + b"zz\r\ngarbage\r\n")

    return handler


def truncated_gzip(page: bytes) -> Handler:
    """A gzip body without its last 12 bytes (its end marker and checksum)."""

    def handler(_: Exchange) -> Reply:
        return Reply(gzip.compress(page)[:-12], headers=(("Content-Encoding", "gzip"),))

    return handler


def encoded_garbage(coding: str) -> Reply:
    """A body that is not in the coding it claims."""
    return Reply(b"\xfe\xfdno such coding" * 50, headers=(("Content-Encoding", coding),))


# --- misleading -------------------------------------------------------------------------------------------


def redirects(count: int, target: str = "<title>Arrived</title>") -> Handler:
    """``/`` leads through ``count`` redirects to a page."""

    def handler(exchange: Exchange) -> Reply:
        step = int(exchange.request.path.strip("/") or 0)
        return Reply(target) if step == count else Reply.redirect(f"/{step + 1}")

    return handler


def redirect_loop(exchange: Exchange) -> Reply:
    """Redirects to itself."""
    return Reply.redirect(exchange.request.path)


# --- services for Web.add_service -------------------------------------------------------------------------


def broken_tls(exchange: RawExchange) -> None:
    """Answers a TLS greeting with plain text."""
    exchange.connection.recv(1024)
    exchange.send(b"HTTP/1.1 400 Bad Request\r\n\r\nplain text only\n")


def hanging_tls(exchange: RawExchange) -> None:
    """Takes the TLS greeting and never answers."""
    exchange.connection.recv(1024)
    exchange.wait()


def dripping_tls(exchange: RawExchange) -> None:
    """The start of a TLS record, a byte every 50 ms."""
    exchange.connection.recv(1024)
    exchange.send(b"\x16\x03\x03\x40\x00")
    while exchange.wait(0.05):
        exchange.send(b"\x00")
