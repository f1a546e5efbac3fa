"""Results of a job as CSV or JSON Lines: as lines to be sent on, or a file that appears whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from checker.bulk.networks import find_networks
from checker.bulk.store import Result
from checker.errors import InvalidFile

COLUMNS: Final = (
    "row", "address", "host", "verdict", "headline", "reason", "score", "coverage", "sells_medicines", "prescription",
    "authority", "register_entry", "licence_number", "finding_1", "quote_1", "finding_2", "quote_2", "not_checked",
    "gathered_at", "error_code", "error",
)  # fmt: skip
FORMATS: Final = (".csv", ".jsonl")


def check_output(path: Path) -> None:
    """Raises InvalidFile early, before hours of work, when the results could not be written there."""
    if path.suffix.lower() not in FORMATS:
        raise InvalidFile(f"{path.name}: the output is written as .csv or .jsonl; name it so", field="output")
    if not path.parent.is_dir():
        raise InvalidFile(f"{path.parent} is no folder", field="output")


def write_results(path: Path, results: Iterable[Result]) -> None:
    """All results, in the form that the file's name says."""
    _write(path, csv_lines(results) if path.suffix.lower() == ".csv" else jsonl_lines(results))


def write_networks(path: Path, results: Iterable[Result]) -> None:
    """Which sites share marks, as JSON: ``[{"sites": […], "marks": [{"kind", "family", "value", "sites"}]}]``."""
    sites = ((r.report["registrable_domain"], r.marks) for r in results if r.report is not None)
    found = [asdict(network) for network in find_networks(sites)]
    _write(path, [json.dumps(found, ensure_ascii=False, indent=1) + "\n"])


def _write(path: Path, lines: Iterable[str]) -> None:
    """Writes beside the target and renames, so a full disk or a kill leaves no half file."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def jsonl_lines(results: Iterable[Result]) -> Iterator[str]:
    """One JSON object a result: ``row``, ``input``, and ``report`` or ``error``."""
    for result in results:
        line: dict[str, Any] = {"row": result.number, "input": result.address}
        if result.report is not None:
            line["report"] = result.report
        else:
            line["error"] = {"code": result.error_code, "message": result.error}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def csv_lines(results: Iterable[Result]) -> Iterator[str]:
    """A line with the names of :data:`COLUMNS`, then one a result."""
    line = io.StringIO(newline="")
    line.write("\ufeff")  # spreadsheet programs take CSV for the local code page without it
    writer = csv.DictWriter(line, COLUMNS, restval="")
    writer.writeheader()
    yield line.getvalue()
    for result in results:
        line.seek(0)
        line.truncate()
        writer.writerow({key: _safe_cell(value) for key, value in csv_row(result).items()})
        yield line.getvalue()


def csv_row(result: Result) -> dict[str, Any]:
    """The values of a result's columns; columns without a value are left out."""
    row: dict[str, Any] = {"row": result.number, "address": result.address}
    report = result.report
    if report is None:
        return row | {"error_code": result.error_code, "error": result.error}
    for key in (
        "host",
        "verdict",
        "headline",
        "reason",
        "score",
        "coverage",
        "sells_medicines",
        "prescription",
        "gathered_at",
    ):
        row[key] = report[key]
    active = [e for e in report["registers"] if e["polarity"] == "positive" and e["status"] == "active"]
    if active:
        row["authority"] = active[0]["authority"]
        row["register_entry"] = active[0]["entry_url"] or active[0]["source_url"]
        row["licence_number"] = active[0]["licence_number"]
    for number, finding in enumerate(_strongest(report), start=1):
        row[f"finding_{number}"] = finding["statement"]
        row[f"quote_{number}"] = finding["quote"]
    row["not_checked"] = "; ".join(sorted({f"{n['reason']}: {n['message']}" for n in report["not_evaluated"]}))
    return row


def _strongest(report: dict[str, Any]) -> list[dict[str, Any]]:
    order = ("decisive", "strong", "moderate", "weak")
    alarms = [
        f
        for part in report["parts"].values()
        for f in part["findings"]
        if f["direction"] == "alarm" and f["strength"] in order
    ]
    return sorted(alarms, key=lambda f: order.index(f["strength"]))[:2]


def _safe_cell(value: Any) -> Any:
    """Text of a hostile site must not run as a formula when the file is opened."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value
