"""How long the rule pack takes to load and to make searchable: ``python -m tests.bench.rules``."""

from __future__ import annotations

import time

from checker.rules.load import FOLDER, load_pack


def main() -> None:
    load_pack(FOLDER)  # the files are in the cache of the machine then, as for any second process
    start = time.perf_counter()
    rules = load_pack(FOLDER)
    loaded = time.perf_counter()
    _ = rules.matcher
    built = time.perf_counter()
    print(f"{len(rules.phrases)} phrases, {len(rules.substances)} substances, {len(rules.names)} names")
    print(f"load    {1000 * (loaded - start):6.1f} ms")
    print(f"matcher {1000 * (built - loaded):6.1f} ms (on first use, once per process)")


if __name__ == "__main__":
    main()
