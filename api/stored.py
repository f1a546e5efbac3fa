"""A report as it is kept and sent: the JSON bytes, their validator, and when they go stale."""

from __future__ import annotations

import time
import zlib
from hashlib import sha256
from typing import Final

import msgspec

from checker.address import Address
from checker.bulk.marks import Mark
from checker.report import Report

REPORTS: Final = "report"
LABELS: Final = "label"
_COMPRESSION: Final = 1
"""A tenth of the size at 0.1 ms a report; higher levels cost more than they save."""


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """One report, ready to be sent."""

    body: bytes
    etag: str
    made_at: float
    """Seconds since 1970."""
    fresh_until: float
    known: str
    """``Known.state`` when it was made; another one now makes the report void."""
    marks: tuple[Mark, ...] = ()
    """What ties the site to others; told only in bulk jobs."""


class Label(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What ``/v1/labels`` needs of a report."""

    verdict: str
    score: int
    coverage: float
    depth: str
    made_at: float
    known: str
    is_conflict: bool
    country: str | None


def answer_of(report: Report, *, fresh_s: float, known: str, marks: tuple[Mark, ...] = ()) -> Answer:
    body = report.to_json().encode()
    now = time.time()
    return Answer(body, f'"{sha256(body).hexdigest()[:24]}"', now, now + fresh_s, known, marks)


def label_of(report: Report, known: str) -> Label:
    return Label(
        report.verdict,
        report.score,
        report.coverage,
        report.depth,
        time.time(),
        known,
        report.is_conflict,
        report.country,
    )


def pack(answer: Answer) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(answer), _COMPRESSION)


def unpack(data: bytes) -> Answer | None:
    """None for what another version has written."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(data), type=Answer)
    except (zlib.error, msgspec.DecodeError):
        return None


_pack_label: Final = msgspec.msgpack.Encoder().encode
_label_decoder: Final = msgspec.msgpack.Decoder(Label)


def pack_label(label: Label) -> bytes:
    return _pack_label(label)


def unpack_label(data: bytes) -> Label | None:
    try:
        return _label_decoder.decode(data)
    except msgspec.DecodeError:
        return None


def report_key(url: str, country: str | None, versions: str) -> str:
    """Name of a full report in the cache; another scoring or rule pack is another name."""
    return sha256(f"{versions}\n{country or ''}\n{url}".encode()).hexdigest()[:40]


def site_of(address: Address) -> str:
    """What is gathered once at a time: the owner's boundary."""
    return address.registrable_domain
