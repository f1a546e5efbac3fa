"""A report in the terminal, as a pharmacist reads it: verdict, proof, reasons with quotes, what was not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

if TYPE_CHECKING:
    from checker.report.model import FindingLine, Report

SIGNS: Final = {
    "listed": ("✔", "bold green"),
    "accredited": ("✓", "green"),
    "unlisted": ("?", "bold"),
    "suspicious": ("▲", "bold yellow"),
    "rogue": ("⯃", "bold red"),
    "not_selling": ("·", "dim"),
    "undetermined": ("—", "dim"),
}
"""Shape and colour of each verdict; readable without the colour."""
PART_TITLES: Final = {
    "register": "Register",
    "logo": "EU common logo",
    "prescription": "Prescription",
    "domain": "Domain",
    "risk": "Warning signs",
}


def show(report: Report, console: Console, *, details: bool = False) -> None:
    """Prints the report; ``details`` adds the score's terms, all findings and the pages read."""
    sign, style = SIGNS[report.verdict]
    if report.is_conflict:
        style = "bold yellow"
    body: list[RenderableType] = [Text(report.reason)]
    body += [Text(line) for line in report.for_whom]
    console.print(
        Panel(
            Group(*body),
            title=Text(f"{sign} {report.headline}: {report.display_host}", style=style),
            title_align="left",
            border_style=style,
        )
    )
    for name, part in report.parts.items():
        console.print(Text.assemble((f"{PART_TITLES[name]:16}", "bold"), part.summary))
        shown = part.findings if details else _worth_showing(part.findings)
        for finding in shown:
            console.print(Padding(_finding(finding), (0, 0, 0, 4)))
    if report.not_evaluated:
        seen: dict[str, list[str]] = {}
        for gap in report.not_evaluated:
            seen.setdefault(gap.message, []).append(gap.title)
        console.print(Text("\nNot checked", style="bold dim"))
        for message, titles in seen.items():
            console.print(Padding(Text(f"{message} ({len(titles)} signals)", style="dim"), (0, 0, 0, 4)))
    if report.where_to_buy and report.verdict != "listed":
        console.print(Text("\nWhere to buy legally", style="bold"))
        for line in report.where_to_buy:
            console.print(Padding(Text(line), (0, 0, 0, 4)))
    console.print(
        Text(
            f"\nScore {report.score} of 100 · coverage {report.coverage:.0%} · "
            f"checked {report.gathered_at:%d %B %Y %H:%M} UTC · rules {report.versions['rule_pack']}",
            style="dim",
        )
    )
    if details:
        for term in report.terms:
            console.print(Text(f"    {term.points:+.1f}  {term.signal} ({term.strength})", style="dim"))
        for page in report.pages:
            notes = f" [{', '.join(page.notes)}]" if page.notes else ""
            console.print(Text(f"    read: {page.url} ({page.role}){notes}", style="dim"))


def _worth_showing(findings: tuple[FindingLine, ...]) -> tuple[FindingLine, ...]:
    """The first finding of each signal, at most four in a part."""
    first: dict[str, FindingLine] = {}
    for finding in findings:
        first.setdefault(finding.signal, finding)
    return tuple(first.values())[:4]


def _finding(finding: FindingLine) -> Text:
    mark = "+" if finding.direction == "reassure" else "•" if finding.strength == "note" else "!"
    text = Text.assemble((f"{mark} ", "bold"), finding.statement)
    if finding.quote and finding.quote not in finding.statement:
        text.append(f"\n  “{finding.quote}”", style="italic")
    text.append(f"\n  {finding.place}", style="dim")
    return text
