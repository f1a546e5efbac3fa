"""``pharmaproof registers``: what the registers held here are, what they say, and how they get new.

Exit codes: 0 done, 1 some source failed or was held back, 2 bad input, 3 nothing to look in.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, cast

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from checker.errors import CheckerError, InputError
from checker.evidence import RegisterEntry, RegisterEvidence
from checker.gather.client import Client
from checker.registers import snapshot
from checker.registers.authorities import authorities_of
from checker.registers.formats import Format
from checker.registers.snapshot import STALE_AFTER_DAYS, SourceStatus, Update
from checker.settings import Settings

DIFF_DAYS: Final = 30
"""What ``diff`` shows without ``--since``: a monthly register changes once in that time."""
MARKS: Final = {"updated": "✓", "unchanged": "=", "held-back": "!", "failed": "✗", "skipped": "–"}


class _BadInput(click.ClickException):
    exit_code = 2


class _NotDone(click.ClickException):
    exit_code = 3


class _Group(click.Group):
    """Commands whose errors of ours become one line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CheckerError as error:
            kind = _BadInput if isinstance(error, InputError) else _NotDone
            raise kind(f"{error.message} [{error.code}]") from error


@click.group(name="registers", cls=_Group)
def registers() -> None:
    """Official registers: load them, look an address up, see what changed."""


_as_json = click.option("--json", "as_json", is_flag=True, help="For programs: JSON on standard output.")
_authority = click.option("--authority", metavar="ID", help="Only this authority, e.g. cz-sukl.")


def _settings(ctx: click.Context) -> Settings:
    """The settings that the calling command put into the context, else those of the environment."""
    return ctx.find_object(Settings) or Settings()


@registers.command("update")
@click.option("--only", multiple=True, metavar="ID", help="Only this source; may be repeated.")
@click.option("--force", is_flag=True, help="Store a list also when it shrank or grew beyond belief.")
@_as_json
@click.pass_context
def update_command(ctx: click.Context, only: tuple[str, ...], force: bool, as_json: bool) -> None:
    """Read every list that an authority publishes for download."""
    settings = _settings(ctx)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Client(settings) as client, Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading registers", total=None)

        def show(result: Update, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=f"Read {result.source}")

        results = snapshot.update(only or None, settings, client, force, show)
    if as_json:
        click.echo(json.dumps([asdict(r) for r in results], ensure_ascii=False, indent=2))
    else:
        for result in results:
            click.echo(_line(result))
    ctx.exit(1 if any(r.outcome in ("failed", "held-back") for r in results) else 0)


@registers.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--authority", required=True, metavar="ID", help="Whose list it is, e.g. us-nabp.")
@click.option(
    "--format", "file_format", type=click.Choice(["csv", "json", "jsonl", "xlsx"]), help="Default: by content."
)
@click.option("--force", is_flag=True, help="Store it also when it shrank or grew beyond belief.")
@_as_json
@click.pass_context
def import_command(
    ctx: click.Context, files: tuple[Path, ...], authority: str, file_format: str | None, force: bool, as_json: bool
) -> None:
    """Load a list from files: CSV, JSON, JSON Lines, XLSX, or one of them in a ZIP.

    The columns are url, name, licence_number, status, scope, entry_url, reason (only url is needed), or those
    of the authority's own file or saved page. Several files are one list. Names of persons are not read.
    """
    result = snapshot.import_files(
        files, authority, _settings(ctx), file_format=cast(Format | None, file_format), force=force
    )
    click.echo(json.dumps(asdict(result), ensure_ascii=False, indent=2) if as_json else _line(result))
    ctx.exit(1 if result.outcome == "held-back" else 0)


@registers.command("forget")
@click.argument("source")
@click.pass_context
def forget_command(ctx: click.Context, source: str) -> None:
    """Delete the copy of SOURCE (as 'status' names it) with its history, e.g. a wrong import."""
    click.echo(f"{snapshot.forget(source, _settings(ctx))} entries of {source} deleted.")


@registers.command("lookup")
@click.argument("address")
@_as_json
@click.pass_context
def lookup_command(ctx: click.Context, address: str, as_json: bool) -> None:
    """Say what the registers held here say about ADDRESS. Nothing is fetched."""
    parsed, evidence = snapshot.lookup(address, _settings(ctx))
    if as_json:
        click.echo(json.dumps(_evidence_record(parsed.host, evidence), ensure_ascii=False, indent=2))
        return
    console = Console()
    if not evidence.entries:
        console.print(f"[bold]{escape(parsed.display_host)}[/] is not in the registers held here.", highlight=False)
        names = ", ".join(f"{c.authority} (read {_day(c.read_at)})" for c in evidence.copies)
        console.print(f"Searched: {escape(names or 'none')}.", highlight=False)
        console.print("That is no proof of anything: most registers cannot be downloaded.", highlight=False)
        return
    for entry in evidence.entries:
        _print_entry(console, entry, _settings(ctx))


@registers.command("status")
@click.option("--all", "show_all", is_flag=True, help="Also the sources of which nothing can be downloaded.")
@_as_json
@click.pass_context
def status_command(ctx: click.Context, show_all: bool, as_json: bool) -> None:
    """Show what is held, how old it is, and how the last reading went."""
    rows = snapshot.status(_settings(ctx))
    if as_json:
        click.echo(json.dumps([_status_record(row) for row in rows], ensure_ascii=False, indent=2))
        return
    today = datetime.now(UTC).date()
    table = Table(box=None, pad_edge=False)
    for name in ("Source", "Entries", "Removed", "Read", "Age", "Last try"):
        table.add_column(name, justify="right" if name in ("Entries", "Removed", "Age") else "left")
    for row in rows:
        if not (show_all or row.copy or row.attempt or (row.source and row.source.is_downloaded)):
            continue
        age = row.age_days(today)
        old = " (old)" if age is not None and age > STALE_AFTER_DAYS else ""
        table.add_row(
            _source_id(row),
            str(row.active) if row.copy else "–",
            str(row.removed) if row.copy else "–",
            _day(row.copy.read_at) if row.copy else "never",
            f"{age} d{old}" if age is not None else "–",
            escape(_last_try(row)),
        )
    Console().print(table)


@registers.command("diff")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help=f"First day; default {DIFF_DAYS} days ago.")
@_authority
@_as_json
@click.pass_context
def diff_command(ctx: click.Context, since: datetime | None, authority: str | None, as_json: bool) -> None:
    """Show what was added to the registers and what was removed."""
    day = since.date() if since else datetime.now(UTC).date() - timedelta(days=DIFF_DAYS)
    changes = snapshot.diff(day, _settings(ctx), authority)
    if as_json:
        records = [{"change": what, **snapshot.entry_record(entry)} for what, entry in changes]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for what, entry in changes:
        when = entry.first_seen if what == "added" else entry.removed_on
        sign = "+" if what == "added" else "-"
        click.echo(f"{sign} {when}  {entry.authority}  {entry.expression}  {entry.name}  {entry.licence_number}")
    click.echo(f"{len(changes)} changes since {day}.", err=True)


@registers.command("export")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; default: standard output.")
@click.option("--format", "file_format", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@_authority
@click.pass_context
def export_command(ctx: click.Context, output: Path | None, file_format: str, authority: str | None) -> None:
    """Write all entries with their history."""
    lines = snapshot.export(_settings(ctx), cast(Literal["csv", "jsonl"], file_format), authority)
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def _line(result: Update) -> str:
    rejected = f"; not usable: {result.rejected}" if result.rejected else ""
    return f"{MARKS[result.outcome]} {result.source}: {result.outcome}: {result.message}{rejected}"


def _day(when: date | None) -> str:
    return f"{when.day} {when:%b %Y}" if when else "unknown"


def _source_id(row: SourceStatus) -> str:
    return row.source.id if row.source else row.copy.source if row.copy else ""


def _last_try(row: SourceStatus) -> str:
    if row.attempt:
        return f"{row.attempt.outcome} on {_day(row.attempt.at)}: {row.attempt.message}"
    return "" if row.source is None or row.source.is_downloaded else f"not downloaded ({row.source.how})"


def _print_entry(console: Console, entry: RegisterEntry, settings: Settings) -> None:
    keeper = authorities_of(settings).get(entry.authority)
    name = keeper.name_en if keeper else entry.authority
    register = keeper.register_name if keeper else ""
    verb = {"active": "is listed", "suspended": "is suspended", "removed": "was removed"}[entry.status]
    verb = "is on a warning list" if entry.polarity == "negative" and entry.status == "active" else verb
    console.print(f"[bold]{escape(entry.expression)}[/] {verb}: {escape(name)}, {entry.country}", highlight=False)
    facts = {
        "Register": register,
        "Seller": entry.name,
        "Number": entry.licence_number,
        "Scope": entry.scope.replace("_", " ") if entry.scope != "unknown" else "",
        "Reason": entry.reason,
        "Entry": entry.entry_url,
        "List": entry.source_url,
        "First seen": _day(entry.first_seen),
        "Last seen": _day(entry.last_seen),
        "Removed": _day(entry.removed_on) if entry.removed_on else "",
        "Copy read": _day(entry.read_at),
    }
    for label, value in facts.items():
        if value:
            console.print(f"  {label + ':':<12}{escape(value)}", highlight=False, soft_wrap=True)


def _evidence_record(host: str, evidence: RegisterEvidence) -> dict[str, Any]:
    copies = [
        {"authority": c.authority, "register_name": c.register_name, "read_at": c.read_at.isoformat(),
         "entry_count": c.entry_count}
        for c in evidence.copies
    ]  # fmt: skip
    return {"host": host, "entries": [snapshot.entry_record(e) for e in evidence.entries], "copies": copies}


def _status_record(row: SourceStatus) -> dict[str, Any]:
    return {
        "source": _source_id(row),
        "authority": row.source.authority if row.source else row.copy.authority if row.copy else "",
        "how": row.source.how if row.source else "operator-import",
        "layout": row.source.layout if row.source else None,
        "entries": row.active if row.copy else None,
        "removed": row.removed if row.copy else None,
        "read_at": row.copy.read_at.isoformat() if row.copy else None,
        "sha256": row.copy.sha256 if row.copy else None,
        "rejected": row.copy.rejected if row.copy else None,
        "last_try": {"at": row.attempt.at.isoformat(), "outcome": row.attempt.outcome, "message": row.attempt.message}
        if row.attempt
        else None,
    }
