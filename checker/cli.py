"""The command ``pharmaproof``. Exit status: 0 a verdict was reached, 2 the input cannot be used, 3 undetermined."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from checker.bulk.command import bulk
from checker.errors import CheckerError, InputError
from checker.page_file import read_page_file
from checker.pipeline import check as check_address
from checker.pipeline import check_page
from checker.registers import open_default_index
from checker.registers.commands import registers
from checker.report import Report
from checker.report.terminal import show
from checker.settings import DEFAULT
from checker.version import __version__

EXIT_INPUT = 2
EXIT_UNDETERMINED = 3


COMMAND_ENTRY_POINTS = "pharmaproof.commands"
"""Commands of other packages (``serve`` of ``api``): named in pyproject.toml, so that the library imports none."""


class Commands(click.Group):
    """Turns our errors into one line and an exit status, and finds the commands of other packages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_others()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if (own := super().get_command(ctx, cmd_name)) is not None:
            return own
        found = _others().get(cmd_name)
        command = found.load() if found else None
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except InputError as error:
            fail(error, EXIT_INPUT)
        except CheckerError as error:
            fail(error, 1)


def _others() -> dict[str, EntryPoint]:
    """Commands of other packages by name.

    ``entry_points()`` reads one distribution of a name only, the first on the path: a ``pharmaproof.egg-info`` that an
    older build left beside the source would hide the commands that came later.
    """
    points = (e for found in distributions() for e in found.entry_points if e.group == COMMAND_ENTRY_POINTS)
    return {e.name: e for e in points}


def fail(error: CheckerError, status: int) -> NoReturn:
    where = f"{error.field}: " if error.field else ""
    click.echo(f"pharmaproof: {where}{error.message} [{error.code}]", err=True)
    sys.exit(status)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pharmaproof")
def main() -> None:
    """Tells whether a site that sells medicines is legal, and proves it."""


@main.command()
@click.argument("address", required=False)
@click.option("--url", help="Address of the page given with --html.")
@click.option("--html", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Check this saved page.")
@click.option("--country", metavar="CC", help="The buyer's country, e.g. FR.")
@click.option("--depth", type=click.Choice(["quick", "full"]), default="full", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--details", is_flag=True, help="Show every finding, the sum of the score and the pages read.")
def check(
    address: str | None,
    url: str | None,
    html: Path | None,
    country: str | None,
    depth: str,
    as_json: bool,
    details: bool,
) -> None:
    """Check one ADDRESS, or a saved page with --html FILE --url ADDRESS."""
    target = url if address is None else address
    if target is None:
        raise click.UsageError("give an ADDRESS, or --html FILE with --url ADDRESS")
    if html is not None:
        report = check_page(target, read_page_file(html), country=country, registers=open_default_index(DEFAULT))
    else:
        report = check_address(target, country=country, depth="quick" if depth == "quick" else "full")
    print_report(report, as_json=as_json, details=details)


def print_report(report: Report, *, as_json: bool, details: bool) -> None:
    if as_json:
        click.echo(report.to_json(indent=2))
    else:
        show(report, Console(), details=details)
    if report.verdict == "undetermined":
        sys.exit(EXIT_UNDETERMINED)


@main.group()
def rules() -> None:
    """Work on the rule pack."""


@rules.command()
def lint() -> None:
    """Prove the rule pack against itself; a line for each fault."""
    from checker.rules.lint import lint as find_faults

    faults = find_faults()
    for fault in faults:
        click.echo(str(fault))
    if faults:
        sys.exit(1)
    click.echo("rule pack: no fault")


main.add_command(registers)
main.add_command(bulk)


if __name__ == "__main__":
    main()
