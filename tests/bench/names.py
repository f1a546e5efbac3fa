"""Alarms of depth ``quick`` (the name alone, no registers) over host lists.

    python -m tests.bench.names DIR

DIR holds ``*.txt`` and ``*.tsv`` lists, host first; ``content_labelled_urls.tsv`` is read by its own columns.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

import checker
from checker.errors import InputError
from checker.settings import Settings
from tests.bench.eval_data import host_list


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--list", metavar="FILE", help="print the alarmed hosts of the lists that contain this word")
    options = parser.parse_args()
    settings = Settings(data_dir=Path("/nonexistent"))
    table = Table("list", "hosts", "refused", "suspicious", "rogue", "share alarmed")
    for path in sorted([*options.folder.glob("*.txt"), *options.folder.glob("*.tsv")]):
        hosts = host_list(path)
        if path.name == "content_labelled_urls.tsv":
            lines = [x.split("\t") for x in path.read_text("utf-8").splitlines() if x.strip() and x[0] != "#"]
            for label in sorted({x[0] for x in lines}):
                _row(table, f"{path.stem}: {label}", [x[2] for x in lines if x[0] == label], settings, options.list)
            continue
        _row(table, path.stem, hosts, settings, options.list)
    Console(width=120).print(table)


def _row(table: Table, name: str, hosts: list[str], settings: Settings, listed: str | None) -> None:
    counts: Counter[str] = Counter()
    for host in hosts:
        try:
            verdict = checker.check(host, depth="quick", settings=settings).verdict
        except InputError:
            verdict = "refused"
        counts[verdict] += 1
        if listed and listed in name and verdict in ("suspicious", "rogue"):
            print(f"{name}: {host}: {verdict}")
    alarmed = counts["suspicious"] + counts["rogue"]
    table.add_row(
        name,
        str(len(hosts)),
        str(counts["refused"]),
        str(counts["suspicious"]),
        str(counts["rogue"]),
        f"{alarmed / max(1, len(hosts) - counts['refused']):.2%}",
    )


if __name__ == "__main__":
    main()
