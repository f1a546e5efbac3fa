"""How often is one uncached site gathered for 1,000 clients at once? ``python -m tests.bench.api_stampede``"""

from __future__ import annotations

import re
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

import requests

from tests.bench.api import granian

CLIENTS = 1000


def main() -> int:
    statuses: Counter[str] = Counter()
    barrier = threading.Barrier(CLIENTS)

    def ask(base: str) -> None:
        barrier.wait()
        try:
            answer = requests.get(f"{base}/v1/check?url=rogue.test&wait=20", timeout=60)
            while answer.status_code == 202 or answer.json().get("state") == "running":
                href = answer.json().get("href") or f"/v1/jobs/{answer.json()['id']}"
                answer = requests.get(base + href, timeout=60)
            body = answer.json()
            statuses[str(body.get("verdict") or body.get("report", {}).get("verdict") or body.get("code"))] += 1
        except requests.RequestException as error:
            statuses[type(error).__name__] += 1

    with (
        tempfile.TemporaryDirectory(prefix="pharmaproof-stampede-") as name,
        granian("tests.bench.storm_app:make_app", Path(name)) as (base, _),
    ):
        threads = [threading.Thread(target=ask, args=(base,)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        metrics = requests.get(f"{base}/metrics", timeout=10).text
    made = int(float(re.search(r"pharmaproof_gathering_seconds_count ([\d.]+)", metrics)[1]))  # type: ignore[index]
    print(f"{CLIENTS} clients: {dict(statuses)}; gathered {made} time(s)")
    return 0 if made == 1 and set(statuses) == {"rogue"} else 1


if __name__ == "__main__":
    sys.exit(main())
