"""Verdicts over a folder of pages with expectations, in the form of tests/pages/: an honest figure for unseen pages.

    python -m tests.bench.page_rounds DIR [DIR ...]
    python -m tests.bench.page_rounds --why PAGE [--host HOST]

Each DIR holds pages and an ``expected.json``. Each page that is not met is printed with its verdict and findings,
then a row for each class. ``--why`` tells for one page what counted for selling, the offers seen and the findings.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from checker.address import parse_address
from checker.gather.page import parse_page
from checker.pipeline import _page_evidence, _rules, check_page
from checker.reading import read
from checker.report import Report
from checker.settings import Settings

ALARMS = ("rogue", "suspicious")
SETTINGS = Settings(allow_reserved_names=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--why", type=Path, metavar="PAGE", help="tell what was seen on this page")
    parser.add_argument("--host", default="site.test", help="the page's host, for --why")
    options = parser.parse_args()
    if options.why:
        tell_why(options.why, options.host)
        return
    if not options.folders:
        parser.error("DIR: name at least one folder that holds an expected.json")

    counts: dict[str, Counter[str]] = {}
    for folder in options.folders:
        for entry in json.loads((folder / "expected.json").read_bytes())["pages"]:
            report = check_page(f"https://{entry['host']}/", (folder / entry["file"]).read_bytes(), settings=SETTINGS)
            met = report.verdict in entry["verdicts"] and report.sells_medicines in entry["sells"]
            own = counts.setdefault(entry["class"], Counter())
            own["pages"] += 1
            own["met"] += met
            own["sells met"] += report.sells_medicines in entry["sells"]
            own["alarmed"] += report.verdict in ALARMS
            own["accused"] += report.verdict in ALARMS and not set(ALARMS) & set(entry["verdicts"])
            if not met:
                print(f"{folder.name}/{entry['file']} ({entry['class']}): {told(report, entry)}")
    table = Table("class", "pages", "met", "sells met", "alarmed", "accused wrongly")
    for kind, own in sorted(counts.items()):
        columns = ("pages", "met", "sells met", "alarmed", "accused")
        table.add_row(kind, *(str(own[column]) for column in columns))
    Console().print(table)


def told(report: Report, entry: dict[str, Any]) -> str:
    lines = [f"{report.verdict}, sells {report.sells_medicines}; expected {entry['verdicts']}, {entry['sells']}"]
    lines += [f"    {f.strength} {f.signal}: {f.quote!r}" for f in report.findings if f.strength != "note"]
    return "\n".join(lines)


def tell_why(path: Path, host: str) -> None:
    address = parse_address(f"https://{host}/", allow_reserved=True)
    page = parse_page(path.read_bytes(), url=address.url)
    seen = read(_page_evidence(address, (page,), None, datetime.now(UTC), None, SETTINGS), _rules(SETTINGS))
    of_page = seen.pages[0]
    print(f"kind {of_page.kind}; sells {seen.selling.state}, {seen.selling.points} points")
    for reason in seen.selling.reasons:
        print(f"  {reason}")
    for offer in of_page.offers:
        print(f"  offer {offer.how}: {offer.substance.id} in {of_page.body.normal[offer.start : offer.end + 40]!r}")
    for topic, hits in of_page.phrases.items():
        print(
            f"  {topic}: " + ", ".join(f"{hit.phrase.text}{'' if hit.counts else ' (does not count)'}" for hit in hits)
        )
    report = check_page(address.url, path.read_bytes(), settings=SETTINGS)
    print(f"{report.verdict}, score {report.score}")
    for finding in report.findings:
        print(f"  {finding.strength} {finding.signal}: {finding.statement} {finding.quote!r}")


if __name__ == "__main__":
    main()
