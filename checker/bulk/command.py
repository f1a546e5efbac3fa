"""``pharmaproof bulk FILE -o OUT``."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from checker.bulk.engine import DEFAULT_THREADS, run_rows
from checker.bulk.inputs import InputRow, read_rows
from checker.bulk.marks import Mark, marks_of
from checker.bulk.outputs import check_output, write_networks, write_results
from checker.bulk.store import JobStore, Result, open_store
from checker.countries import check_country
from checker.errors import CheckerError, InvalidFile
from checker.gather.client import Client
from checker.pipeline import Depth, check
from checker.registers import open_default_index
from checker.settings import DEFAULT, Settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="OUT.csv or OUT.jsonl"
)
@click.option("--column", help="Column of a CSV that holds the address.")
@click.option("--country", metavar="CC", help="The buyer's country, e.g. FR.")
@click.option("--depth", type=click.Choice(["quick", "full"]), default="full", show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=DEFAULT_THREADS, show_default=True)
@click.option(
    "--networks",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also write which sites share telephone numbers, analytics ids, wallets and the like: FILE.json",
)
@click.option("--resume", is_flag=True, help="Go on with the job that was left unfinished.")
@click.pass_context
def bulk(
    context: click.Context,
    file: Path,
    output: Path,
    column: str | None,
    country: str | None,
    depth: str,
    threads: int,
    networks: Path | None,
    resume: bool,
) -> None:
    """Check the addresses of FILE (text, one a line, or CSV with a header).

    Each row is saved as soon as it is done: after a kill or a power cut, the same command with --resume goes on.
    """
    settings = context.obj if isinstance(context.obj, Settings) else DEFAULT
    country = check_country(country)
    check_output(output)
    rows = read_rows(file, column=column)
    store_path = output.with_name(output.name + ".job")
    options = {"country": country or "", "depth": depth}
    store = open_store(store_path, rows, options, resume=resume)
    console = Console(stderr=True)
    verdicts: Counter[str] = Counter()
    try:
        with _progress(console) as progress:
            pending = len(store.pending())
            task = progress.add_task("checking", total=store.count(), completed=store.count() - pending, rate="")

            def done(result: Result) -> None:
                progress.update(task, advance=1)
                speed = progress.tasks[task].speed
                progress.update(task, rate=f"{speed:.1f}/s" if speed else "")

            _run(store, country, "quick" if depth == "quick" else "full", settings, threads, done)
        for result in store.results():
            verdicts[result.report["verdict"] if result.report else f"error: {result.error_code}"] += 1
        write_results(output, store.results())
        if networks is not None:
            write_networks(networks, store.results())
    except KeyboardInterrupt:
        store.close()
        console.print(f"Stopped. What is done is kept in {store_path.name}; go on with --resume.")
        context.exit(130)
    except (OSError, sqlite3.Error) as error:
        store.close()
        raise InvalidFile(
            f"{output.name} or {store_path.name} cannot be written: {error}; what is done is kept: "
            "make room, then go on with --resume",
            field="output",
        ) from error
    except BaseException:
        store.close()
        raise
    store.remove()
    counts = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    console.print(f"{verdicts.total()} rows written to {output}: {counts}")


def _run(
    store: JobStore,
    country: str | None,
    depth: Depth,
    settings: Settings,
    threads: int,
    done: Callable[[Result], None],
) -> None:
    registers = open_default_index(settings)

    def work(row: InputRow) -> Result:
        marks: list[Mark] = []
        try:
            report = check(
                row.address,
                country=country,
                depth=depth,
                settings=settings,
                client=client,
                registers=registers,
                on_evidence=lambda evidence: marks.extend(marks_of(evidence)),
            )
        except CheckerError as error:
            return Result(row.number, row.address, None, error.code, error.message)
        except Exception as error:  # noqa: BLE001
            # Our bug, whatever it is: this row tells of it, and the rest of a long job goes on.
            return Result(row.number, row.address, None, "internal-error", f"{type(error).__name__}: {error}")
        return Result(row.number, row.address, report.to_dict(), marks=tuple(marks))

    def save(result: Result) -> None:
        store.save(result)
        done(result)

    with Client(settings) as client:
        run_rows(store.pending(), work, save, allow_reserved=settings.allow_reserved_names, threads=threads)


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
    )
