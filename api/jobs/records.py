"""What is kept of a bulk job: values in spaces of the backend, packed by msgspec."""

from __future__ import annotations

import zlib
from typing import Final, Literal

import msgspec

from checker.bulk.marks import Mark
from checker.bulk.store import Result

_COMPRESSION: Final = 1


class Header(msgspec.Struct, frozen=True, array_like=True):
    """What was asked; never changes."""

    id: str
    key_id: str
    created_at: float
    """Seconds since 1970."""
    expires_at: float
    country: str | None
    depth: Literal["quick", "full"]
    note: str
    rows: int
    digest: str
    """Of rows, country, depth and note: tells whether a repeated question is the same."""


class IndexLine(msgspec.Struct, frozen=True, array_like=True):
    """One job in the list of all."""

    id: str
    key_id: str
    rows: int
    created_at: float
    expires_at: float
    is_over: bool = False


class Progress(msgspec.Struct, frozen=True, array_like=True):
    """How far a job is; written by the process that has its lease."""

    state: Literal["queued", "running", "done"] = "queued"
    done: int = 0
    verdicts: dict[str, int] = {}
    errors: int = 0
    rate: float | None = None
    """Rows a second, lately."""
    started_at: float | None = None
    finished_at: float | None = None
    updated_at: float = 0.0


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One row, done: what lists need, and the whole report packed."""

    number: int
    """Line of the input, from 1."""
    address: str
    """As given."""
    site: str = ""
    """Registrable domain."""
    host: str = ""
    verdict: str = ""
    """"" when the row has an error."""
    headline: str = ""
    reason: str = ""
    score: int = 0
    coverage: float = 0.0
    is_conflict: bool = False
    gathered_at: str = ""
    marks: tuple[Mark, ...] = ()
    error_code: str = ""
    error: str = ""
    report: bytes = b""


class _Head(msgspec.Struct, frozen=True):
    """What a row takes out of a report's JSON."""

    registrable_domain: str
    display_host: str
    verdict: str
    headline: str
    reason: str
    score: int
    coverage: float
    is_conflict: bool
    gathered_at: str


_head: Final = msgspec.json.Decoder(_Head).decode


def done_row(number: int, address: str, body: bytes, marks: tuple[Mark, ...]) -> Row:
    """The row of a report, given as JSON."""
    head = _head(body)
    return Row(
        number,
        address,
        head.registrable_domain,
        head.display_host,
        head.verdict,
        head.headline,
        head.reason,
        head.score,
        head.coverage,
        head.is_conflict,
        head.gathered_at,
        marks,
        report=zlib.compress(body, _COMPRESSION),
    )


def result_of(row: Row) -> Result:
    """The row as the command line's outputs know it."""
    report = msgspec.json.decode(zlib.decompress(row.report)) if row.report else None
    return Result(row.number, row.address, report, row.error_code, row.error, row.marks)
