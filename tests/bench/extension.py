"""What the extension costs in a real Chromium: content script, list, memory, popup, worker, layout shift.

    python -m tests.bench.extension [--loads 30] [--part content ...]

Times marked CPU are thread time from Chromium's own trace, the others are wall clock: on a busy machine only the first
kind tells anything. Tracing itself costs some percent. Aims are those of docs/extension.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import CDPSession, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from scripts.build_extension import for_tests, manifest_for, write_folder
from tests.bench.chromium_trace import Slice, Trace, record
from tests.bench.extension_list import measure_list
from tests.bench.extension_memory import measure_memory
from tests.bench.extension_shift import measure_shift
from tests.bench.page_speed import shop_page
from tests.extension import shops
from tests.extension.chromium import Chromium, chromium
from tests.extension.proxy import Proxy
from tests.web.servers import Web

CONTENT_AIMS: Final = {100_000: 10.0, 2_000_000: 50.0}
"""Bytes of the page -> CPU milliseconds at the 95th percentile."""
POPUP_AIM_MS: Final = 100.0
REGISTERED_WITHIN_S: Final = 20.0
WORKER: Final = "ServiceWorker thread"


Say = Callable[[str, str, str], None]
"""What, figure, aim."""


@dataclass(frozen=True, slots=True)
class Bench:
    chrome: Chromium
    web: Web
    session: CDPSession
    asker: Page
    folder: Path
    loads: int
    say: Say


@contextmanager
def running(loads: int, say: Say) -> Iterator[Bench]:
    """Chromium with the extension as shipped but for site access, which a script cannot grant."""
    with tempfile.TemporaryDirectory() as held, Web() as web, Proxy(web) as proxy, sync_playwright() as playwright:
        shops.add_to(web)
        write_folder(Path(held) / "extension", for_tests(manifest_for("chrome")))
        with chromium(playwright, Path(held) / "extension", Path(held) / "profile", proxy.port) as chrome:
            chrome.settings(allow_reserved=True, is_welcomed=True, language="en", country="DE", warnings=False)
            asker = chrome.own_page("options/options.html")
            _wait_for_scripts(asker)
            yield Bench(chrome, web, chrome.context.new_cdp_session(asker), asker, Path(held), loads, say)


def _wait_for_scripts(page: Page) -> None:
    end = time.monotonic() + REGISTERED_WITHIN_S
    while time.monotonic() < end:
        if page.evaluate("async () => (await chrome.scripting.getRegisteredContentScripts()).length") > 0:
            return
        time.sleep(0.1)
    raise SystemExit("the extension did not register its content scripts")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def both(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} / {percentile(values, 0.95):.1f}"


def traced_load(bench: Bench, url: str, host: str) -> tuple[Trace, str]:
    """A trace from before the navigation until the verdict is there, and the frame's id."""
    page = bench.chrome.context.new_page()

    def visit() -> None:
        page.goto(url)
        bench.chrome.state_of(host)

    trace = record(bench.session, bench.asker, visit)
    page.close()
    return trace, trace.frame_of(url)


def measure_content(bench: Bench) -> None:
    """Work of the content scripts on pages of two sizes, and where it lies in the load."""
    for size, aim in CONTENT_AIMS.items():
        host = f"page-of-{size}.test"
        bench.web.add(host, shop_page(size))
        works: list[list[Slice]] = []
        before_load: list[float] = []
        before_paint: list[float] = []
        for _ in range(bench.loads):
            trace, frame = traced_load(bench, f"http://{host}/", host)
            work = trace.script_work(bench.chrome.base)
            loaded = trace.moment("loadEventEnd", frame)
            painted = trace.moment("firstContentfulPaint", frame)
            works.append(work)
            before_load.append(sum(s.cpu_ms for s in work if s.start_us < loaded))
            before_paint.append(sum(s.cpu_ms for s in work if s.start_us < painted))
        label = f"page of {size / 1e3:,.0f} kB"
        whole = [sum(s.cpu_ms for s in w) for w in works]
        bench.say(f"{label}: content scripts, CPU ms p50 / p95", both(whole), f"{aim:.0f}")
        bench.say(f"{label}: longest slice, CPU ms p50 / p95", both([max(s.cpu_ms for s in w) for w in works]), "")
        bench.say(f"{label}: slices, p50 / p95", both([float(len(w)) for w in works]), "")
        bench.say(f"{label}: of it before the load event ended, CPU ms p50 / p95", both(before_load), "start.js")
        bench.say(f"{label}: of it before the first paint, CPU ms p50 / p95", both(before_paint), "start.js")


def measure_worker(bench: Bench) -> None:
    """A page's verdict by a worker that was ended, and by one that runs; the difference is what a start costs."""
    host = shops.UNLISTED
    times: dict[str, list[float]] = {"cold": [], "warm": []}
    for kind in ("warm", *(("cold", "warm") * max(3, bench.loads // 3))):
        if kind == "cold":
            stop_worker(bench)
        trace, _ = traced_load(bench, f"http://{host}/", host)
        times[kind].append(sum(s.cpu_ms for s in trace.thread_work(WORKER)))
    warm = times["warm"][1:]
    bench.say("worker: a page's verdict, ended before, CPU ms p50 / p95", both(times["cold"]), "")
    bench.say("worker: the same when it runs, CPU ms p50 / p95", both(warm), "")


def stop_worker(bench: Bench) -> None:
    bench.session.send("ServiceWorker.enable")
    bench.session.send("ServiceWorker.stopAllWorkers")
    bench.asker.wait_for_timeout(500)


def measure_popup(bench: Bench) -> None:
    """From the popup's navigation to its verdict, as its own clock saw it."""
    bench.chrome.open(f"http://{shops.ROGUE}/")
    bench.chrome.state_of(shops.ROGUE, "rogue")
    tab = bench.chrome.tab_of(shops.ROGUE)
    page = bench.chrome.context.new_page()
    page.set_viewport_size({"width": 360, "height": 560})
    page.add_init_script(
        "new MutationObserver(() => { if (!globalThis.shownAt && document.querySelector('main[aria-busy=false]'))"
        " globalThis.shownAt = performance.now() })"
        ".observe(document, { subtree: true, attributes: true, childList: true })"
    )
    for kind in ("worker runs", "worker was ended"):
        times: list[float] = []
        for _ in range(max(5, bench.loads // 2)):
            if kind == "worker was ended":
                stop_worker(bench)
            page.goto(f"{bench.chrome.base}popup/popup.html?tab={tab}&lang=en")
            page.wait_for_selector("main[aria-busy=false]")
            times.append(float(page.evaluate("globalThis.shownAt")))
        bench.say(f"popup: its verdict is shown, {kind}, wall ms p50 / p95", both(times), f"{POPUP_AIM_MS:.0f}")
    bench.chrome.close_pages()


PARTS: Final[dict[str, Callable[[Bench], None]]] = {
    "list": lambda bench: measure_list(bench.chrome, bench.asker, bench.folder, bench.say),
    "memory": lambda bench: measure_memory(bench.chrome, bench.session, bench.asker, bench.say),
    "content": measure_content,
    "worker": measure_worker,
    "popup": measure_popup,
    "shift": lambda bench: measure_shift(bench.chrome, bench.say),
}
"""In this order: the list stays for the parts after it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loads", type=int, default=30, help="loads of each page")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; may be given again")
    options = parser.parse_args()
    table = Table("measured", "figure", "aim")

    def say(what: str, figure: str, aim: str) -> None:
        print(f"{what}: {figure}", file=sys.stderr)
        table.add_row(what, figure, aim)

    chosen: dict[str, Any] = {name: part for name, part in PARTS.items() if not options.part or name in options.part}
    with running(options.loads, say) as bench:
        for part in chosen.values():
            part(bench)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
