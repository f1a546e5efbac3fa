"""How the WHOIS parser does on saved answers: ``python -m tests.bench.whois_records FILE.jsonl.gz``.

Rows have ``kind`` (``whois`` is used), ``domain``, ``text`` and ``expected`` (JSON with ``creation_date``: a date,
a list whose first counts, or null). Prints right, wrong and unknown creation dates; wrong must be 0.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from checker.errors import DomainRegistrationUnavailable
from checker.gather.whois_record import parse_record


def main(path: Path) -> None:
    counts: Counter[str] = Counter()
    times: list[float] = []
    with gzip.open(path, "rt") as rows:
        for row in map(json.loads, rows):
            if row["kind"] != "whois":
                continue
            wanted = json.loads(row["expected"]).get("creation_date") if row.get("expected") else None
            wanted = wanted[0] if isinstance(wanted, list) else wanted
            expected = datetime.fromisoformat(wanted) if wanted else None
            started = time.perf_counter()
            try:
                given, note = parse_record(row["text"], row["domain"], "whois.test").registered_at, ""
            except DomainRegistrationUnavailable as error:
                given, note = None, error.code
            times.append(time.perf_counter() - started)
            outcome = _outcome(given, expected)
            counts[outcome] += 1
            print(f"{outcome:20} {row['domain']:20} expected {expected} given {given} {note}")
    times.sort()
    print(dict(sorted(counts.items())))
    print(f"median {times[len(times) // 2] * 1000:.2f} ms, slowest {times[-1] * 1000:.1f} ms")


def _outcome(given: datetime | None, expected: datetime | None) -> str:
    if given is None:
        return "unknown" if expected else "unknown as expected"
    # A day off is a time zone, not another date.
    return "right" if expected and abs(given - expected) < timedelta(days=1) else "wrong"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
