"""What one address costs: parsed, looked up and, for names in other scripts, judged.

python -m tests.bench.addresses
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from checker.address import parse_address

ADDRESSES = {
    "plain": "https://www.some-pharmacy.co.uk/products/item?id=3",
    "bare host": "some-pharmacy.com",
    "escaped path": "https://www.some-pharmacy.com/a%20b//c/%252e%252e/d?q=%25",
    "punycode": "https://www.xn--bcher-kva.de/a/b.html",
    "look-alike": "https://xn--pypal-4ve.com/",
}
REPEATS = 5_000


def median_us(work: Callable[[], object]) -> float:
    costs = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        costs.append(time.perf_counter() - start)
    return statistics.median(costs) * 1e6


def main() -> None:
    start = time.perf_counter()
    parse_address("shop.com")
    print(f"first address: {(time.perf_counter() - start) * 1e3:.0f} ms (reads the suffix list)")
    for title, text in ADDRESSES.items():
        address = parse_address(text)
        parse, look_up = (
            median_us(lambda text=text: parse_address(text)),
            median_us(lambda address=address: address.hashes),
        )
        print(f"{title:14} parse {parse:5.1f} µs, {len(address.hashes)} hashes {look_up:5.1f} µs")


if __name__ == "__main__":
    main()
