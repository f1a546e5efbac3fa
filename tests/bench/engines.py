"""Whether Python and the browser's engine say the same of real pages: counts, and each difference.

    python -m tests.bench.engines DIR

DIR holds ``pages_*.jsonl.gz`` and ``texts_*.jsonl.gz`` (tests/bench/eval_data.py); the invented pages of tests/pages
and tests/vectors are compared as well: the reading, the findings, the score, the verdict and the whole report.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from checker.errors import InputError
from checker.evidence import PageEvidence
from checker.gather.page import parse_page
from tests.bench.eval_data import page_rows
from tests.extension.test_engines_agree import COUNTRIES, in_browser_engine
from tests.vectors.make import all_pages
from tests.vectors.summary import SEEN_AT, report_json, summary

AT_ONCE: Final = 200
"""Pages of one run of the other engine, so that memory stays small."""
SHOWN_CHARS: Final = 200

Named = tuple[str, str, PageEvidence, str | None]
"""Group, name, page, buyer's country."""


def asked(folder: Path) -> Iterator[Named]:
    """All pages, each with a country in turn."""
    count = 0
    for name, _, page in all_pages():
        yield "invented pages", name, page, COUNTRIES[count % len(COUNTRIES)]
        count += 1
    for row in page_rows(folder):
        page = parse_page(row.body, url=f"https://{row.host}/", gathered_at=SEEN_AT)
        yield row.file, row.id, page, COUNTRIES[count % len(COUNTRIES)]
        count += 1


def differences(batch: list[Named]) -> Iterator[tuple[str, str]]:
    """Group and one difference each."""
    for (group, name, page, country), got in zip(
        batch, in_browser_engine([(page, country) for _, _, page, country in batch]), strict=True
    ):
        wanted = {"summary": summary(page, country), "report": report_json(page, country)}
        for part, values in json.loads(json.dumps(wanted)).items():
            for key in sorted(values.keys() | got[part].keys()):
                here, there = values.get(key), got[part].get(key)
                if here != there:
                    shown = f"Python {here!r:.{SHOWN_CHARS}}, browser {there!r:.{SHOWN_CHARS}}"
                    yield group, f"{name}: {part}.{key}: {shown}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    options = parser.parse_args()
    pages: Counter[str] = Counter()
    different: Counter[str] = Counter()
    batch: list[Named] = []

    def compare() -> None:
        for group, text in differences(batch):
            different[group] += 1
            print(text)
        batch.clear()

    for one in asked(options.folder):
        try:
            report_json(one[2], one[3])
        except InputError:  # an address that neither engine checks
            continue
        pages[one[0]] += 1
        batch.append(one)
        if len(batch) == AT_ONCE:
            compare()
    if batch:
        compare()
    for group, count in pages.items():
        print(f"{group}: {count} pages, {different[group]} differences")
    print(f"all: {pages.total()} pages, {different.total()} differences")


if __name__ == "__main__":
    main()
