"""Figures of the register index at a million entries, each beside its limit.

Run ``python -m tests.bench.registers`` (about a minute and a half; ``--entries 100000`` for less). Exit code 1 when
a limit is missed. The dictionary that is compared with holds the same entries as ready-made objects by
expression, in this process, and walks the same host suffixes; it needs most of a gigabyte where the index
needs none. The limit on private memory is for what opening and asking the index adds to a process; the figure of
the whole process holds the interpreter and all modules that ``import checker`` brings.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from checker.address import Address, parse_address
from checker.evidence import RegisterCopy, RegisterEntry, RegisterEvidence
from checker.registers.index import RegisterIndex, build_index
from checker.registers.reloading import ReloadingIndex

READ_AT: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
DAY: Final = date(2026, 11, 20)
PROCESSES: Final = 8
ASKED: Final = 20_000
SWAP_S: Final = 12.0
LIMITS: Final = {
    "build": 60.0, "open": 50.0, "file": 200.0, "look-up": 5.0, "ratio": 3.0, "private": 30.0, "wrong": 0.0
}  # fmt: skip


def entries(count: int) -> Iterator[RegisterEntry]:
    """Invented entries: of ten, eight on a host of their own, one below a portal's path, one negative."""
    for n in range(count):
        host, negative = f"pharmacy-{n:07d}.example", n % 10 == 8
        if n % 10 == 9:
            host = f"portal-{n % 1000}.example/branch-{n}/"
        yield RegisterEntry(
            "us-fda-warning" if negative else "cz-sukl", "US" if negative else "CZ", host,
            "negative" if negative else "positive", f"Pharmacy at the sign of the lion {n}", f"{n:011d}",
            scope="non_prescription", source_url="https://register.example/list.csv", read_at=READ_AT,
            entry_url=f"https://register.example/verify?code={n:011d}", first_seen=DAY, last_seen=DAY,
            source_sha256="ab" * 32, reason="offers opioids without prescription" if negative else "",
        )  # fmt: skip


def asked(count: int) -> dict[str, list[Address]]:
    """Parsed addresses by kind, in an order that no cache likes."""
    rng = random.Random(20261124)
    numbers = [rng.randrange(count) for _ in range(ASKED)]
    own = [n - n % 10 + n % 8 for n in numbers]
    texts = {
        "listed host": [f"https://www.pharmacy-{n:07d}.example/shop/item?x=1" for n in own],
        "listed path": [f"https://portal-{n % 1000}.example/branch-{n}/item" for n in (n - n % 10 + 9 for n in own)],
        "not listed": [f"https://www.stranger-{n}.example/shop/item?x=1" for n in numbers],
        "not listed, deep": [f"https://a.b.stranger-{n}.example/shop/item" for n in numbers],
    }
    return {kind: [parse_address(t, allow_reserved=True) for t in lines] for kind, lines in texts.items()}


def median_us(ask: Callable[[Address], object], addresses: Sequence[Address]) -> float:
    clock = time.perf_counter_ns
    for address in addresses[:2000]:
        ask(address)
    times = []
    for address in addresses:
        begun = clock()
        ask(address)
        times.append(clock() - begun)
    return statistics.median(times) / 1000


def dictionary(count: int) -> Callable[[Address], RegisterEvidence]:
    """The same look-up over a plain dictionary of ready-made entries."""
    table: dict[str, tuple[RegisterEntry, ...]] = {}
    for entry in entries(count):
        table[entry.expression] = (*table.get(entry.expression, ()), entry)

    def ask(address: Address) -> RegisterEvidence:
        found: tuple[RegisterEntry, ...] = ()
        for expression in address.expressions:
            found += table.get(expression[:-1] if expression.count("/") == 1 else expression, ())
        return RegisterEvidence(found, ())

    return ask


WORKER: Final = """
import sys
from pathlib import Path
from checker.address import parse_address
from checker.registers.index import RegisterIndex
def private_kb():
    text = Path("/proc/self/smaps_rollup").read_text()
    return sum(int(l.split()[1]) for l in text.splitlines() if l.startswith("Private_"))
parse_address("https://www.warm.example/", allow_reserved=True)
before = private_kb()
index = RegisterIndex.open(Path(sys.argv[1]))
count = int(sys.argv[2])
for n in range(0, count, max(1, count // 100_000)):
    index.lookup(parse_address(f"https://www.pharmacy-{n:07d}.example/", allow_reserved=True))
print(before, private_kb(), flush=True)
sys.stdin.read()
"""


def private_memory(path: Path, count: int) -> tuple[float, float]:
    """(what the index added at most, largest private memory of a whole process), MB, while eight hold the file."""
    command = [sys.executable, "-c", WORKER, str(path), str(count)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
    ]
    figures = []
    for worker in workers:
        assert worker.stdout is not None
        before, after = map(int, worker.stdout.readline().split())
        figures.append(((after - before) / 1024, after / 1024))
    for worker in workers:
        worker.communicate("")
    return max(f[0] for f in figures), max(f[1] for f in figures)


def swap_under_load(folder: Path, count: int) -> tuple[int, int, int]:
    """(answers, wrong or failed ones, swaps) of four threads while the file is replaced again and again."""
    path = folder / "swapped.bin"
    size = min(count, 20_000)
    build_index(entries(size), [], path)
    index = ReloadingIndex(path, check_every_s=0.02)
    addresses = [parse_address(f"https://pharmacy-{n:07d}.example/", allow_reserved=True) for n in range(0, size, 10)]
    stop, answers, wrong = threading.Event(), [0] * 4, [0] * 4

    def ask(number: int) -> None:
        while not stop.is_set():
            for n, address in enumerate(addresses):
                try:
                    found = index.lookup(address).entries
                except Exception:  # noqa: BLE001  every kind of failure is what is being counted
                    wrong[number] += 1
                    continue
                answers[number] += 1
                wrong[number] += [e.licence_number for e in found] != [f"{n * 10:011d}"]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    end, swaps = time.monotonic() + SWAP_S, 0
    while time.monotonic() < end:
        swaps += 1
        build_index(entries(size + swaps % 2), [], path, generation=swaps)
    stop.set()
    for thread in threads:
        thread.join()
    return sum(answers), sum(wrong), swaps


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true", help="figures only, as JSON")
    options = parser.parse_args()
    count = options.entries
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="register-bench-") as name:
        path = Path(name) / "index.bin"
        begun = time.perf_counter()
        copies = [RegisterCopy("cz-sukl", "CZ", "Register", READ_AT, count)]
        build_index(entries(count), copies, path)
        figures["build s"] = time.perf_counter() - begun
        figures["file MB"] = path.stat().st_size / 1e6
        opens = []
        for _ in range(9):
            begun = time.perf_counter()
            RegisterIndex.open(path).close()
            opens.append((time.perf_counter() - begun) * 1000)
        figures["open ms"] = statistics.median(opens)
        figures["private MB by the index"], figures["whole process, private MB"] = private_memory(path, count)
        kinds = asked(count)
        by_dict = dictionary(count)
        gc.collect()
        gc.freeze()
        with RegisterIndex.open(path) as index:
            for kind, addresses in kinds.items():
                assert (len(index.lookup(addresses[0]).entries) > 0) is ("not" not in kind), kind
                assert set(index.lookup(addresses[7]).entries) == set(by_dict(addresses[7]).entries), kind
                figures[f"look-up us, {kind}"] = median_us(index.lookup, addresses)
                figures[f"dictionary us, {kind}"] = median_us(by_dict, addresses)
                figures[f"ratio, {kind}"] = figures[f"look-up us, {kind}"] / figures[f"dictionary us, {kind}"]
        answers, wrong, swaps = swap_under_load(Path(name), count)
        figures |= {"answers while swapping": answers, "swaps": swaps, "wrong or failed answers": wrong}
    missed = [key for key, value in figures.items() if value > _limit(key)]
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print(f"{count:,} entries, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
        for key, value in figures.items():
            limit = _limit(key)
            bound = "" if limit == float("inf") else f"  limit {limit:g}" + ("  MISSED" if key in missed else "")
            print(f"{key:<36}{value:>14,.2f}{bound}")
    return 1 if missed else 0


def _limit(key: str) -> float:
    return next((limit for word, limit in LIMITS.items() if key.startswith(word)), float("inf"))


if __name__ == "__main__":
    sys.exit(main())
