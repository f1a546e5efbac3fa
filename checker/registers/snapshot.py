"""Register copies are brought up to date, imported, compared and exported.

``update`` reads every source that can be downloaded and stores what is whole and plausible; whatever goes
wrong with one source stays with that source, and its last good copy goes on answering.
"""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

from checker.address import Address, parse_address
from checker.errors import CheckerError, InvalidFile, InvalidOption
from checker.evidence import RegisterEntry, RegisterEvidence
from checker.gather.client import Client
from checker.registers.authorities import Authority, authorities_of
from checker.registers.download import Downloaded, NotModified, download
from checker.registers.formats import MAX_FILE_BYTES, Format, MalformedList, read_records
from checker.registers.generic import WEB, generic_rows
from checker.registers.index import RegisterIndex
from checker.registers.rows import Accepted, Row, accept_rows
from checker.registers.sources import ALL_SOURCES, SOURCES
from checker.registers.sources.base import Source
from checker.registers.store import Attempt, Change, CopyInfo, Outcome, RegisterStore, StoreFailed, index_path
from checker.settings import Settings

MAX_PARALLEL: Final = 6
"""Sources read at once: one that hangs must not hold the others up; nearly each has its own server."""
STALE_AFTER_DAYS: Final = 45
"""A copy older than this is called old: monthly files come late by a week or two."""

_log = logging.getLogger(__name__)

Progress = Callable[["Update", int, int], None]
"""(what became of one source, sources done, sources in all)."""


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one source."""

    source: str
    authority: str
    outcome: Outcome
    message: str
    row_count: int = 0
    entry_count: int = 0
    added: int = 0
    removed: int = 0
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How one source stands."""

    source: Source | None
    """None for an imported file."""
    copy: CopyInfo | None
    active: int
    removed: int
    attempt: Attempt | None

    def age_days(self, today: date) -> int | None:
        return (today - self.copy.read_at.date()).days if self.copy else None


def update(
    ids: Sequence[str] | None,
    settings: Settings,
    client: Client,
    force: bool = False,
    progress: Progress | None = None,
    *,
    deadline_s: float | None = None,
) -> tuple[Update, ...]:
    """What became of each source, in the order of ids; all that can be downloaded when ``ids`` is None.

    ``force`` stores a list also when it shrank or grew beyond belief, and reads it even when unchanged.
    ``deadline_s`` bounds one answer of an authority.

    **Raises** ``InvalidOption`` for an unknown id, ``RegisterUnavailable`` when another update is running.
    """
    wanted = _chosen(ids)
    done: dict[str, Update] = {}
    with RegisterStore(settings) as store, store.writing(wait_s=0):
        known = {source.id: store.copy(source.id) for source in wanted}

        def read(source: Source) -> Downloaded | NotModified:
            return download(source, client, None if force else known[source.id], deadline_s=deadline_s)

        with ThreadPoolExecutor(MAX_PARALLEL, thread_name_prefix="registers") as pool:
            running = {pool.submit(read, source): source for source in wanted if source.is_downloaded}
            for source in wanted:
                if not source.is_downloaded:
                    done[source.id] = _skipped(source)
            for future in as_completed(running):
                source = running[future]
                try:
                    result = _take(store, source, future.result(), settings, force)
                except CheckerError as error:
                    result = Update(source.id, source.authority, "failed", error.message)
                except Exception as error:  # noqa: BLE001  a reader that breaks must not stop the other authorities
                    _log.exception("reading %s broke", source.id)
                    result = Update(source.id, source.authority, "failed", f"the reader broke: {error!r}")
                with suppress(StoreFailed):  # the outcome is told anyway
                    store.note(Attempt(source.id, datetime.now(UTC), result.outcome, result.message))
                done[source.id] = result
                if progress:
                    progress(result, len(done), len(wanted))
    return tuple(done[source.id] for source in wanted)


def import_file(
    path: Path,
    authority: str,
    settings: Settings,
    *,
    file_format: Format | None = None,
    force: bool = False,
    read_at: datetime | None = None,
) -> Update:
    """What importing one file did; see :func:`import_files`."""
    return import_files([path], authority, settings, file_format=file_format, force=force, read_at=read_at)


def import_files(
    paths: Sequence[Path],
    authority: str,
    settings: Settings,
    *,
    file_format: Format | None = None,
    force: bool = False,
    read_at: datetime | None = None,
) -> Update:
    """What importing an operator's files for that authority did; together they are one list.

    Files in the authority's own published form are another way to read the same list: they replace what was
    downloaded, and the next download replaces them. Files with columns named ``url``, ``name``,
    ``licence_number``, ``status``, ``scope``, ``entry_url``, ``reason`` (or their usual synonyms) stand beside
    it and replace what was imported in that form before.

    **Raises** ``InvalidFile`` naming what is missing, ``InvalidOption`` for an unknown authority.
    """
    keeper = _authority(authority, settings)
    digest = sha256()
    rows: list[Row] = []
    is_own = True
    for path in paths:
        data = _read_file(path)
        digest.update(data)
        found, is_own_form = _file_rows(data, keeper, file_format, path.name)
        rows += found
        is_own = is_own and is_own_form
    accepted = accept_rows(rows, allow_reserved=settings.allow_reserved_names)
    if not accepted.listed:
        raise InvalidFile(
            f"{_names(paths)}: no usable address in {accepted.row_count} rows ({_reasons(accepted) or 'no rows'})",
            field="file",
        )
    info = CopyInfo(
        source=keeper.id if is_own else f"{keeper.id}+file", authority=keeper.id, country=keeper.country,
        register_name=keeper.register_name or keeper.name, kind=keeper.kind, polarity=keeper.polarity,
        proof="operator_list", source_url=keeper.register_url, read_at=read_at or datetime.now(UTC),
        sha256=digest.hexdigest(), row_count=accepted.row_count, rejected=_reasons(accepted),
    )  # fmt: skip
    with RegisterStore(settings) as store, store.writing():
        result = _store(store, info, accepted, force)
        store.note(Attempt(info.source, info.read_at, result.outcome, result.message))
    return result


def forget(source: str, settings: Settings) -> int:
    """Number of entries deleted, history included, with the copy of that source.

    **Raises** ``InvalidOption`` when no copy of it is held.
    """
    with RegisterStore(settings) as store, store.writing():
        held = [copy.source for copy in store.copies()]
        if source not in held:
            raise InvalidOption(f"no copy of {source!r} is held; held are: {', '.join(held) or 'none'}", field="source")
        return store.forget(source)


def status(settings: Settings) -> tuple[SourceStatus, ...]:
    """How every source and every imported file stands, by id."""
    with RegisterStore(settings) as store:
        copies = {info.source: info for info in store.copies()}
        counts, attempts = store.counts(), store.attempts()
    return tuple(
        SourceStatus(SOURCES.get(name), copies.get(name), *counts.get(name, (0, 0)), attempts.get(name))
        for name in sorted({*SOURCES, *copies})
    )


def lookup(text: str, settings: Settings) -> tuple[Address, RegisterEvidence]:
    """The address as read and what the registers held here say about it.

    **Raises** ``InputError`` kinds, ``RegisterUnavailable`` (``no-snapshot``) when nothing has been loaded.
    """
    address = parse_address(text, allow_reserved=settings.allow_reserved_names)
    with RegisterIndex.open(index_path(settings)) as index:
        return address, index.lookup(address)


def diff(since: date, settings: Settings, authority: str | None = None) -> tuple[tuple[str, RegisterEntry], ...]:
    """("added" or "removed", entry) for every change on that day or later, the newest first."""
    if authority is not None:
        _authority(authority, settings)
    with RegisterStore(settings) as store:
        return store.changes_since(since, authority)


def export(settings: Settings, file_format: Literal["csv", "jsonl"], authority: str | None = None) -> Iterator[str]:
    """All entries with their history as lines of CSV (with header) or JSON."""
    if authority is not None:
        _authority(authority, settings)
    names = [f.name for f in fields(RegisterEntry)]
    with RegisterStore(settings) as store:
        if file_format == "csv":
            yield _csv_line(names)
        for entry in store.entries(authority):
            record = entry_record(entry)
            if file_format == "csv":
                yield _csv_line([_safe_cell(record[n]) for n in names])
            else:
                yield json.dumps(record, ensure_ascii=False) + "\n"


def entry_record(entry: RegisterEntry) -> dict[str, str]:
    """An entry as plain text fields; dates in ISO form, "" for none."""
    record = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        record[field.name] = value.isoformat() if isinstance(value, date) else str(value or "")
    return record


def _chosen(ids: Sequence[str] | None) -> tuple[Source, ...]:
    if ids is None:
        return tuple(source for source in ALL_SOURCES if source.is_downloaded)
    for name in ids:
        if name not in SOURCES:
            raise InvalidOption(f"no source {name!r}; the ids are: {', '.join(SOURCES)}", field="only")
    return tuple(source for source in ALL_SOURCES if source.id in ids)


def _authority(name: str, settings: Settings) -> Authority:
    table = authorities_of(settings)
    if name not in table:
        raise InvalidOption(f"no authority {name!r}; the ids are: {', '.join(table)}", field="authority")
    return table[name]


def _skipped(source: Source) -> Update:
    why = {
        "entry-page": "has no list to read: its entries are proved one by one through the logo",
        "name-programme": "needs no list: the name itself is the proof",
    }.get(source.how, "gives no list to download; import a file with 'registers import'")
    return Update(source.id, source.authority, "skipped", why)


def _take(
    store: RegisterStore, source: Source, got: Downloaded | NotModified, settings: Settings, force: bool
) -> Update:
    if isinstance(got, NotModified):
        store.renew(source.id, got.read_at)
        return Update(source.id, source.authority, "unchanged", "the authority says that its list has not changed")
    authority = authorities_of(settings)[source.authority]
    accepted = accept_rows(got.rows, allow_reserved=settings.allow_reserved_names)
    if not accepted.listed:
        raise MalformedList(f"no usable address in {accepted.row_count} rows ({_reasons(accepted) or 'no rows'})")
    info = CopyInfo(
        source=source.id, authority=authority.id, country=authority.country,
        register_name=authority.register_name or authority.name, kind=authority.kind, polarity=authority.polarity,
        proof="snapshot", source_url=source.urls[0], read_at=got.read_at, sha256=got.sha256, etag=got.etag,
        last_modified=got.last_modified, row_count=accepted.row_count, rejected=_reasons(accepted),
    )  # fmt: skip
    return _store(store, info, accepted, force)


def _store(store: RegisterStore, info: CopyInfo, accepted: Accepted, force: bool) -> Update:
    change = store.apply(info, _entries(info, accepted), force=force)
    outcome, message = _in_words(change)
    return Update(
        info.source, info.authority, outcome, message, accepted.row_count,
        len(accepted.listed), change.added, change.removed, info.rejected,
    )  # fmt: skip


def _in_words(change: Change) -> tuple[Outcome, str]:
    if change.held_back:
        return "held-back", change.held_back
    return "updated", f"{change.added} added, {change.removed} removed, {change.kept} kept"


def _entries(info: CopyInfo, accepted: Accepted) -> Iterator[RegisterEntry]:
    for listed in accepted.listed:
        row = listed.row
        yield RegisterEntry(
            info.authority, info.country, listed.expression, info.polarity, row.name, row.licence_number,
            row.status, row.scope, info.kind, info.source_url, row.entry_url, info.read_at,
            proof=info.proof, source_sha256=info.sha256, reason=row.reason,
        )  # fmt: skip


def _reasons(accepted: Accepted) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in sorted(accepted.rejected.items()))


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InvalidFile(f"{path.name} is larger than {MAX_FILE_BYTES} bytes", field="file")
        return path.read_bytes()
    except OSError as error:
        raise InvalidFile(f"{path.name} cannot be read: {error.strerror or error}", field="file") from error


def _file_rows(data: bytes, keeper: Authority, file_format: Format | None, name: str) -> tuple[list[Row], bool]:
    """(rows of a file, whether it has the authority's own form; else it has generic columns)."""
    faults = []
    own = SOURCES.get(keeper.id)
    if own and own.read_file and file_format is None:
        try:
            return list(own.read_file(data)), True
        except MalformedList as error:
            faults.append(error.message)
    try:
        records = read_records(data, file_format=file_format, encodings=("cp1250",), any_of=WEB)
        return list(generic_rows(records)), False
    except MalformedList as error:
        faults.append(error.message)
    raise InvalidFile(f"{name} is no list of {keeper.id}: {'; '.join(dict.fromkeys(faults))}", field="file")


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths[:5])


def _csv_line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: names come from outside."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t")) else text
