"""The body of ``POST /v1/jobs`` -> rows and options; what is wrong with it is named."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Final, Literal, cast

import msgspec
from flask import Request

from api.body import decode, read_bytes
from api.config import Config
from api.jobs.records import Header
from api.messages import BulkQuery
from api.problems import ApiError
from api.query import only_known
from checker.address import MAX_ADDRESS_CHARS
from checker.bulk.inputs import InputRow, parse_rows
from checker.countries import check_country
from checker.errors import InvalidFile, InvalidOption

ID_PREFIX: Final = "b-"
"""Ids of single checks are packed questions and begin with ``eN``."""
MAX_NOTE_CHARS: Final = 200
MAX_IDEMPOTENCY_KEY_CHARS: Final = 255
_OPTIONS: Final = frozenset(("country", "depth", "note", "column"))


def read_job(request: Request, key_id: str, config: Config) -> tuple[Header, list[InputRow]]:
    """What a caller asks; raises ``InputError`` kinds and ``ApiError`` 400 or 415."""
    if request.mimetype == "application/json":
        only_known(request.args, frozenset())
        query = decode(BulkQuery, read_bytes())
        rows = [InputRow(number, url) for number, url in enumerate(query.urls, start=1)]
        if not rows:
            raise ApiError(400, "urls is empty; send at least one address.", code="invalid-body", field="urls")
        country, depth, note = query.country, query.depth, query.note
    elif request.mimetype in ("text/plain", "text/csv"):
        only_known(request.args, _OPTIONS)
        rows = _read_text(request)
        country, note = request.args.get("country"), request.args.get("note", "")
        depth = _depth(request.args)
    else:
        raise ApiError(415, "Send application/json, text/plain (an address a line) or text/csv (with a header).")
    if len(rows) > config.max_job_rows:
        raise ApiError(
            400,
            f"{len(rows):,} addresses; a job takes up to {config.max_job_rows:,}. Send several jobs.",
            code="too-many-urls",
            field="urls",
        )
    # One character more than an address may have is enough to be told so.
    rows = [InputRow(row.number, row.address[: MAX_ADDRESS_CHARS + 1]) for row in rows]
    country = check_country(country)
    note = _note(note)
    digest = sha256(msgspec.msgpack.encode((country, depth, note, [(r.number, r.address) for r in rows]))).hexdigest()
    job = _id(request.headers.get("Idempotency-Key"), key_id)
    now = time.time()
    return Header(job, key_id, now, now + config.keep_jobs_s, country, depth, note, len(rows), digest), rows


def _read_text(request: Request) -> list[InputRow]:
    is_table = request.mimetype == "text/csv"
    try:
        return parse_rows(read_bytes(), "The body", is_table=is_table, column=request.args.get("column"))
    except InvalidFile as error:
        field = "column" if error.field == "column" else "body"
        raise ApiError(400, f"{error.message}.", code=error.code, field=field) from None


def _depth(args: Mapping[str, str]) -> Literal["quick", "full"]:
    depth = args.get("depth", "full")
    if depth not in ("quick", "full"):
        raise InvalidOption(f"depth {depth[:20]!r} is neither quick nor full.", field="depth")
    return cast(Literal["quick", "full"], depth)


def _note(note: str) -> str:
    note = note.strip()
    if len(note) > MAX_NOTE_CHARS or not (note.isprintable() or not note):
        raise InvalidOption(f"note is one line of at most {MAX_NOTE_CHARS} characters.", field="note")
    return note


def _id(idempotency_key: str | None, key_id: str) -> str:
    """By chance, or from the caller's ``Idempotency-Key``: the same question then finds the job that is there."""
    if idempotency_key is None:
        return ID_PREFIX + secrets.token_hex(12)
    if not 0 < len(idempotency_key) <= MAX_IDEMPOTENCY_KEY_CHARS:
        raise InvalidOption(
            f"Idempotency-Key has 1 to {MAX_IDEMPOTENCY_KEY_CHARS} characters.", field="Idempotency-Key"
        )
    return ID_PREFIX + sha256(f"{key_id}\n{idempotency_key}".encode("utf-8", "replace")).hexdigest()[:24]
