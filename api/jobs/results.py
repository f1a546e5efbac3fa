"""``GET /v1/jobs/{id}/results``: CSV and JSON Lines as streams of what is done, JSON by pages of all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal

from flask import Request, Response

from api.answers import json_response
from api.backends import BackendDown
from api.jobs.book import JobBook
from api.jobs.records import Header, result_of
from api.jobs.told import row_told, waiting_told
from api.messages import BulkRow, BulkRows
from api.problems import ApiError
from api.query import only_known
from checker.bulk.outputs import csv_lines, jsonl_lines
from checker.bulk.store import Result
from checker.errors import InvalidOption
from checker.verdict import Verdict

Format = Literal["csv", "jsonl", "json"]
TYPES: Final[dict[Format, str]] = {"csv": "text/csv", "jsonl": "application/x-ndjson", "json": "application/json"}
BY_TYPE: Final[dict[str, Format]] = {media: kind for kind, media in TYPES.items()} | {"application/jsonl": "jsonl"}
LINES: Final[dict[Format, Callable[[Iterable[Result]], Iterator[str]]]] = {"csv": csv_lines, "jsonl": jsonl_lines}
PAGE_ROWS: Final = 100
MAX_PAGE_ROWS: Final = 1000
PIECE_CHARS: Final = 60_000
"""Lines are sent together: each piece costs the server a turn."""
CHOICES: Final = (*(verdict.value for verdict in Verdict), "error", "waiting")
BROKEN_OFF: Final = Result(0, "", None, "storage-unavailable", "The answer breaks off here; ask again.")
_PARAMETERS: Final = frozenset(("format", "cursor", "limit", "verdict"))


def results(request: Request, book: JobBook, header: Header) -> Response:
    """Raises ``InvalidOption``, ``ApiError`` 406, ``BackendDown``."""
    only_known(request.args, _PARAMETERS)
    kind = _format(request)
    wanted = _verdicts(request.args.get("verdict"))
    if kind == "json":
        return json_response(_page(book, header, request, wanted))
    pieces = _pieces(LINES[kind](_done(book, header, wanted)))
    first = next(pieces, "")  # a backend that is away is told with a status, not by an answer that breaks off
    response = Response(_with(first, pieces), mimetype=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="pharmaproof-{header.id}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept"
    return response


def _done(book: JobBook, header: Header, wanted: frozenset[str]) -> Iterator[Result]:
    """The rows done; ``BROKEN_OFF`` after them when the backend went away: a server ends a failed answer like a whole
    one, so that nobody could tell."""
    count = 0
    try:
        for row in book.rows(header):
            if row is not None and (not wanted or (row.verdict or "error") in wanted):
                count += 1
                yield result_of(row)
    except BackendDown:
        if not count:
            raise  # nothing was sent yet: the status will say so
        yield BROKEN_OFF


def _format(request: Request) -> Format:
    asked = request.args.get("format")
    if asked is not None:
        if asked not in TYPES:
            raise InvalidOption(f"format {asked[:20]!r} is none of {', '.join(TYPES)}.", field="format")
        return asked
    if not request.accept_mimetypes:
        return "json"
    best = request.accept_mimetypes.best_match(["application/json", *BY_TYPE])
    if best is None:
        raise ApiError(406, f"Results are given as {', '.join(TYPES.values())}.")
    return BY_TYPE[best]


def _page(book: JobBook, header: Header, request: Request, wanted: frozenset[str]) -> BulkRows:
    start = _number(request.args.get("cursor"), 0, 0, header.rows, "cursor")
    limit = _number(request.args.get("limit"), PAGE_ROWS, 1, MAX_PAGE_ROWS, "limit")
    asked = book.input(header.id) or []
    found: list[BulkRow] = []
    after = header.rows
    for place, row in enumerate(book.rows(header, start), start=start):
        choice = "waiting" if row is None else row.verdict or "error"
        if wanted and choice not in wanted:
            continue
        if len(found) == limit:
            after = place
            break
        if row is not None:
            found.append(row_told(row))
        elif place < len(asked):
            found.append(waiting_told(asked[place].number, asked[place].address))
    return BulkRows(header.id, tuple(found), str(after) if after < header.rows else None)


def _verdicts(text: str | None) -> frozenset[str]:
    """Of ``rogue,suspicious``; empty for all."""
    if not text:
        return frozenset()
    chosen = frozenset(text.split(","))
    if unknown := sorted(chosen - set(CHOICES)):
        raise InvalidOption(
            f"verdict {unknown[0][:20]!r} is none of {', '.join(CHOICES)}; several are separated by commas.",
            field="verdict",
        )
    return chosen


def _number(text: str | None, usual: int, least: int, most: int, field: str) -> int:
    if text is None or text == "":
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most):
        raise InvalidOption(f"{field} {text[:20]!r} is no whole number from {least} to {most}.", field=field)
    return int(text)


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    """Lines joined to pieces worth sending."""
    kept: list[str] = []
    size = 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size > PIECE_CHARS:
            yield "".join(kept)
            kept, size = [], 0
    if kept:
        yield "".join(kept)


def _with(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
