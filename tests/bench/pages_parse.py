"""How long ``parse_page`` takes, against a bare parse of the same pages in the same run, and on hostile pages.

    python -m tests.bench.pages_parse [FOLDER]

"Bare" is a Lexbor parse, its text and its links. Generated shop pages of 10 kB to 5 MB; with a folder also the ``html``
of its ``pages_*.jsonl.gz``; then the slowest of the hostile pages of 1 MiB. Times are processor time, the best of some
runs taken in turn, so that other work on the machine weighs on both alike.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from selectolax.lexbor import LexborHTMLParser

from checker.gather.page import parse_page
from tests.bench.hostile_pages import HOSTILE
from tests.bench.page_speed import shop_page

URL = "https://shop.test/"


def bare(html: bytes) -> object:
    tree = LexborHTMLParser(html)
    text = tree.body.text(separator=" ") if tree.body else ""
    return text, [(a.attributes.get("href"), a.text()) for a in tree.css("a[href]")]


def own(html: bytes) -> object:
    return parse_page(html, url=URL)


def best_ms(actions: tuple[Callable[[], object], ...], runs: int) -> list[float]:
    """Least processor time of each action, in ms; they run in turn."""
    best = [float("inf")] * len(actions)
    for _ in range(runs):
        for number, action in enumerate(actions):
            start = time.process_time()
            action()
            best[number] = min(best[number], (time.process_time() - start) * 1e3)
    return best


def saved_pages(folder: Path) -> list[bytes]:
    pages = []
    for file in sorted(folder.glob("pages_*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            pages += [row["html"].encode("utf-8", "replace") for row in map(json.loads, lines) if row.get("html")]
    return pages


def main() -> None:
    console = Console()
    table = Table("page", "bytes", "bare ms", "parse_page ms", "ratio")
    for size in (10_000, 100_000, 1_000_000, 5_000_000):
        html = shop_page(size).encode()
        base, mine = best_ms((lambda h=html: bare(h), lambda h=html: own(h)), 30 if size < 500_000 else 5)  # type: ignore[misc]
        table.add_row("shop", f"{len(html):,}", f"{base:.2f}", f"{mine:.2f}", f"{mine / base:.2f}")
    if len(sys.argv) > 1:
        pages = saved_pages(Path(sys.argv[1]))
        times = [best_ms((lambda h=html: bare(h), lambda h=html: own(h)), 3) for html in pages]  # type: ignore[misc]
        base, mine = (sum(column) for column in zip(*times, strict=True))
        table.add_row(
            f"{len(pages)} saved", f"{sum(map(len, pages)):,}", f"{base:.0f}", f"{mine:.0f}", f"{mine / base:.2f}"
        )
        large = [m / b for (b, m), html in zip(times, pages, strict=True) if len(html) > 30_000]
        if large:
            table.add_row(f"{len(large)} over 30 kB, median", "", "", "", f"{statistics.median(large):.2f}")
    console.print(table)

    slow = sorted(((best_ms((lambda h=html: own(h),), 2)[0], name) for name, html in HOSTILE.items()), reverse=True)  # type: ignore[misc]
    table = Table("hostile page of 1 MiB", "ms")
    for ms, name in slow[:10]:
        table.add_row(name, f"{ms:.0f}")
    console.print(table)


if __name__ == "__main__":
    main()
