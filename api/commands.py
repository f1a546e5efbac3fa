"""``pharmaproof keys``, ``disputes`` and ``reports``: what an operator does by hand. Same backend as the service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import click

from api.backends import Backend, BackendDown, open_backend
from api.config import Config
from api.consumer_reports import ReportBook
from api.disputes import DisputeBook, Filed
from api.keys import Keys
from api.overrides import ALLOWED, Overrides

T = TypeVar("T")


def _with_backend(work: Callable[[Backend], T]) -> T:
    backend = open_backend(Config())
    try:
        return work(backend)
    except BackendDown as error:
        raise click.ClickException(f"The {backend.name} backend does not answer: {error}") from error
    finally:
        backend.close()


@click.group()
def keys() -> None:
    """Keys of callers who may ask more."""


@keys.command("add")
@click.argument("name")
def add_key(name: str) -> None:
    """Make a key for NAME; it is shown once."""
    secret, key = _with_backend(lambda backend: Keys(backend).add(name))
    click.echo(secret)
    click.echo(f"Key {key.id} for {name}. It is not stored and cannot be shown again.", err=True)


@keys.command("list")
def list_keys() -> None:
    """All keys: id, date, name."""
    for key in _with_backend(lambda backend: Keys(backend).list()):
        click.echo(f"{key.id}  {_day(key.created_at)}  {key.name}")


@keys.command("revoke")
@click.argument("key_id")
def revoke_key(key_id: str) -> None:
    """Take the key with this id back."""
    if not _with_backend(lambda backend: Keys(backend).revoke(key_id)):
        raise click.ClickException(f"There is no key {key_id}.")
    click.echo(f"Key {key_id} taken back; within 15 seconds no process accepts it.")


@click.group()
def disputes() -> None:
    """Disputes of sellers about their verdicts."""


def _book(backend: Backend) -> DisputeBook:
    return DisputeBook(backend, Overrides(backend))


@disputes.command("list")
@click.option("--all", "everything", is_flag=True, help="Answered ones as well.")
def list_disputes(everything: bool) -> None:
    """Open disputes: reference, date, host, verdict."""
    for filed in _with_backend(lambda backend: _book(backend).list()):
        d = filed.dispute
        if everything or d.state == "open":
            click.echo(f"{d.reference}  {d.filed_on}  {d.state:9}  {d.verdict:10}  {filed.host}")


@disputes.command("show")
@click.argument("reference")
def show_dispute(reference: str) -> None:
    """The statement and the findings it contests."""
    filed = _with_backend(lambda backend: _book(backend).get(reference))
    if filed is None:
        raise click.ClickException(f"There is no dispute {reference}.")
    _print(filed)


@disputes.command("answer")
@click.argument("reference")
@click.argument("answer")
@click.option("--verdict", type=click.Choice([v.value for v in ALLOWED]), help="Correct the verdict to this one.")
@click.option("--role", default="", help="In which role you decide, no name: 'pharmacist on duty'.")
@click.option("--days", default=90, show_default=True, help="How long the correction stands.")
def answer_dispute(reference: str, answer: str, verdict: str | None, role: str, days: int) -> None:
    """Answer a dispute: uphold the verdict, or correct it with --verdict."""
    filed = _with_backend(
        lambda backend: _book(backend).answer(reference, answer, verdict=verdict, role=role, days=days)
    )
    _print(filed)


@disputes.command("overrides")
@click.option("--remove", metavar="HOST", help="Take this host's correction back.")
def show_overrides(remove: str | None) -> None:
    """Corrections in force."""
    if remove is not None:
        if not _with_backend(lambda backend: Overrides(backend).remove(remove)):
            raise click.ClickException(f"No correction of {remove} is in force.")
        click.echo(f"The correction of {remove} was taken back.")
        return
    for kept in _with_backend(lambda backend: Overrides(backend).all()):
        click.echo(f"{kept.host}  {kept.verdict}  until {_day(kept.expires_at)}  {kept.role}: {kept.reason}")


@click.command()
@click.option("--most", default=50, show_default=True)
def reports(most: int) -> None:
    """What consumers reported, by host."""
    for tally in _with_backend(lambda backend: ReportBook(backend).tallies())[:most]:
        matters = ", ".join(f"{matter} {count}" for matter, count in sorted(tally.counts.items()))
        click.echo(f"{sum(tally.counts.values()):5}  {tally.host}  {matters}  (last {_day(tally.last_on)})")


def _print(filed: Filed) -> None:
    d = filed.dispute
    click.echo(f"{d.reference}  {d.state}  filed {d.filed_on}\n{d.address}: {d.headline}\n\n{filed.statement}\n")
    for finding in d.findings:
        click.echo(f"- {finding.statement}\n  “{finding.quote}”\n  {finding.place}")
    if d.answer:
        click.echo(f"\nAnswered {d.answered_on}: {d.answer}")


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
