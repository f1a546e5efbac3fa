"""Verdicts of ``check_page`` over labelled pages, by label, pages and sites; speed against a bare parse.

    python -m tests.bench.pages DIR [--list LABEL]

DIR holds ``pages_*.jsonl.gz`` and ``texts_*.jsonl.gz``; see tests/bench/eval_data.py. A site counts with the worst
verdict of its pages. ``--list`` prints each row whose label contains the word, with what was found.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

import checker
from checker.errors import InputError
from checker.report import Report
from checker.settings import Settings
from tests.bench.eval_data import Row, page_rows

WORST_FIRST = ("rogue", "suspicious", "unlisted", "listed", "accredited", "undetermined", "not_selling")
SETTINGS = Settings(allow_reserved_names=True)


def bare_parse(markup: str) -> int:
    """What any reader of a page must do: parse, visible text, links."""
    tree = LexborHTMLParser(markup)
    text = tree.body.text(separator=" ") if tree.body else ""
    return len(text) + sum(len(a.attributes.get("href") or "") for a in tree.css("a[href]"))


def check_row(row: Row) -> Report:
    try:
        return checker.check_page(f"https://{row.host}/", row.body, settings=SETTINGS)
    except InputError:  # the label's site name is no host
        return checker.check_page("https://site.test/", row.body, settings=SETTINGS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--list", metavar="LABEL", help="print the rows of these labels")
    options = parser.parse_args()

    verdicts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    sites: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    selling: dict[tuple[str, str], set[str]] = defaultdict(set)
    own_ms: list[float] = []
    bare_ms: list[float] = []
    crashes: list[str] = []
    checker.check_page("https://warm-up.test/", "<p>warm up</p>", settings=SETTINGS)
    for row in page_rows(options.folder):
        key = (row.file, row.label)
        start = time.perf_counter()
        try:
            report = check_row(row)
        except Exception as error:  # noqa: BLE001 - counted and shown: the bench must tell of all crashes
            crashes.append(f"{row.id}: {type(error).__name__}: {error}")
            continue
        middle = time.perf_counter()
        bare_parse(row.body)
        own_ms.append((middle - start) * 1e3)
        bare_ms.append((time.perf_counter() - middle) * 1e3)
        verdicts[key][report.verdict] += 1
        before = sites[key].get(row.site, "not_selling")
        sites[key][row.site] = min(before, report.verdict, key=WORST_FIRST.index)
        if report.sells_medicines == "yes":
            selling[key].add(row.site)
        if options.list and options.list in row.label:
            print(f"{row.id} [{row.lang}] {report.verdict} {report.score} sells={report.sells_medicines}")
            for finding in report.findings:
                print(f"    {finding.strength:9} {finding.signal}: {finding.statement} | {finding.quote[:140]!r}")

    console = Console(width=140)
    table = Table("list", "label", "pages", "sites", "pages by verdict", "sites by worst verdict", "selling sites")
    for key in sorted(verdicts):
        worst = Counter(sites[key].values())
        table.add_row(
            *key,
            str(verdicts[key].total()),
            str(worst.total()),
            _counts(verdicts[key]),
            _counts(worst),
            str(len(selling[key])),
        )
    console.print(table)
    console.print(f"crashes: {len(crashes)}")
    for crash in crashes[:20]:
        console.print("  " + crash, markup=False)
    total, bare = sum(own_ms), sum(bare_ms)
    console.print(
        f"{len(own_ms)} pages: median {statistics.median(own_ms):.2f} ms, p95 {_p95(own_ms):.2f} ms a page; bare parse "
        f"median {statistics.median(bare_ms):.2f} ms, p95 {_p95(bare_ms):.2f} ms; ratio of the sums {total / bare:.2f}"
    )


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{v} {counter[v]}" for v in WORST_FIRST if counter[v])


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()
