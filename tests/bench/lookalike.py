"""How many honest names look like other honest names, and what a look-up costs.

    python -m tests.bench.lookalike DIR

DIR holds lists of honest hosts (first column, ``#`` lines are notes). Each list is split by hash: the names of one
half are listed, those of the other half are asked for, then the other way round.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from checker.lookalike import WEAK_KINDS, Lookalike, LookalikeIndex

SHOWN = 6
LISTED_NAMES = 100_000


def hosts_of(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return sorted({line.split("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#")})


def is_even(host: str) -> bool:
    return sha256(host.encode()).digest()[1] % 2 == 0


def report(title: str, asked: list[str], found: list[Lookalike]) -> None:
    kinds = Counter(hit.kind for hit in found)
    strong = [hit for hit in found if hit.kind not in WEAK_KINDS]
    print(f"{title}: {len(strong)} strong, {len(found) - len(strong)} weak of {len(asked)}  {dict(kinds)}")
    for hit in strong[:SHOWN]:
        print(f"    {hit.kind:16} {hit.host}  like  {hit.listed_host}")


def imitations(domain: str) -> dict[str, list[str]]:
    """One trick of each kind on an honest domain, at every place where it can be played."""
    name, _, suffix = domain.partition(".")
    places = range(1, len(name))
    swaps = {"o": "0", "l": "1", "i": "1", "e": "3", "a": "4", "s": "5"}
    letters = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "i": "і", "s": "ѕ"}
    names = {
        "homoglyph": [name[:at] + letters[name[at]] + name[at + 1 :] for at in places if name[at] in letters],
        "digit": [name[:at] + swaps[name[at]] + name[at + 1 :] for at in places if name[at] in swaps],
        "hyphen": [name[:at] + "-" + name[at:] for at in places if "-" not in name[at - 1 : at + 1]],
        "repetition": [name[:at] + name[at - 1] + name[at:] for at in places],
        "transposition": [
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] for at in places if name[at] != name[at - 1]
        ],
        "omission": [name[:at] + name[at + 1 :] for at in places],
        "addition": [name + word for word in ("-online", "24", "shop", "-24h-rx")] + ["e" + name],
        "tld_swap": [name],
    }
    tricks = {
        kind: [f"{trick}.{'net' if kind == 'tld_swap' else suffix}" for trick in row] for kind, row in names.items()
    }
    return tricks | {
        "subdomain_spoof": [f"{domain}.pay-here.com", f"www.{domain}-vip.com", f"{name}e.{suffix}-vip.com"]
    }


def report_recall(domains: list[str]) -> None:
    """How many invented imitations of each listed name are found, under any kind and under the right one."""
    index = LookalikeIndex(domains)
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for domain in domains:
        for kind, tricks in imitations(domain).items():
            for trick in tricks:
                hit = index.find(trick)
                asked[kind] += 1
                found[kind] += hit is not None
                right[kind] += hit is not None and hit.kind == kind
    for kind in asked:
        share, exact = found[kind] / asked[kind], right[kind] / asked[kind]
        print(f"    {kind:16} found {share:4.0%}, as that kind {exact:4.0%} of {asked[kind]}")


def time_lookups(hosts: list[str]) -> None:
    """Against 100,000 invented names made of syllables and trade words."""
    rng = random.Random(1)
    parts = [rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") + rng.choice("lmnrs") for _ in range(400)]
    words = ["apotheke", "pharmacy", "farmacia", "apteka", "shop", "med", ""]
    names = {"".join(rng.choices(parts, k=rng.randint(2, 4))) + rng.choice(words) for _ in range(LISTED_NAMES * 2)}
    listed = [f"{name}.{rng.choice(['com', 'de', 'fr', 'pl'])}" for name in sorted(names)[:LISTED_NAMES]]
    start = time.perf_counter()
    index = LookalikeIndex(listed)
    print(f"build {len(listed)} names: {time.perf_counter() - start:.2f} s")
    tricked = [listed[place][:4] + listed[place][3:] for place in range(0, LISTED_NAMES, 500)]
    for title, asked in (("honest hosts", hosts), ("imitations", tricked)):
        costs = []
        for host in asked:
            start = time.perf_counter()
            index.find(host)
            costs.append((time.perf_counter() - start) * 1e6)
        costs.sort()
        print(f"look-up, {title}: median {statistics.median(costs):.1f} µs, p99 {costs[len(costs) * 99 // 100]:.1f} µs")


def main(folder: Path) -> None:
    pharmacies = hosts_of(folder / "legit_pharmacy_domains.tsv")
    accredited = hosts_of(folder / "names_nabp_accredited.txt")
    lists = {path.name: hosts_of(path) for path in sorted(folder.glob("benign_*"))}
    everything = sorted({*pharmacies, *accredited, *(host for hosts in lists.values() for host in hosts)})
    index = LookalikeIndex([*pharmacies, *accredited])
    print("-- listed: all honest pharmacies")
    for name, hosts in lists.items():
        report(name, hosts, [hit for host in hosts if (hit := index.find(host))])
    print("-- halves of one list against each other")
    for title, hosts in (("pharmacies", [*pharmacies, *accredited]), ("all honest names", everything)):
        halves = [host for host in hosts if is_even(host)], [host for host in hosts if not is_even(host)]
        found = []
        for asked, listed in (halves, halves[::-1]):
            half = LookalikeIndex(listed)
            found += [hit for host in asked if (hit := half.find(host))]
        report(title, hosts, found)
    print("-- rogue names against honest pharmacies")
    for name in ("rogue_recent.txt", "names_fda_warned.txt", "rogue_blp_lexical.txt"):
        hosts = hosts_of(folder / name)
        report(name, hosts, [hit for host in hosts if (hit := index.find(host))])
    print("-- invented imitations of honest pharmacies (short names and names of trade words included)")
    report_recall(pharmacies)
    time_lookups(everything[:: max(1, len(everything) // 5000)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
