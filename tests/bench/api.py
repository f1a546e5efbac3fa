"""Requests per second of the API beside a plain Flask route and nginx, by wrk on loopback: ``make bench-api``.

    python -m tests.bench.api [--seconds S] [--entries N]

Same server (granian), same workers and threads. Labels are asked in bodies of 1,000 addresses that never repeat
within the process's memory, so nothing is answered from there. nginx serves a feed file, when it is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import requests

from checker.registers import build_index
from checker.registers.store import index_path
from checker.settings import Settings
from tests import builders as b

WORKERS = 2
BODIES = 100
URLS_A_BODY = 1000
START_LIMIT_S = 60.0
SYLLABLES = "ka lo mi ne po ru sta ven tor gra bel fin dor hus mar tek son lin wal per".split()


class Found(NamedTuple):
    """What one run of wrk gave."""

    rate: float
    """Requests per second."""
    p50_ms: float
    p99_ms: float
    cpu_us: float
    """Processor time of the workers for one request; tells the truth on a busy machine too."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--entries", type=int, default=1_000_000)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed (Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory(prefix="pharmaproof-bench-") as name:
        folder = Path(name)
        settings = Settings(data_dir=folder)
        path = index_path(settings)
        path.parent.mkdir(parents=True)
        entries = (b.entry(expression=f"{host(n)}.com") for n in range(options.entries))
        count = build_index(entries, b.registers().copies, path, generation=1)
        print(f"index: {count:,} entries, {path.stat().st_size / 1e6:.0f} MB; load {os.getloadavg()[0]:.1f}")
        script = labels_script(folder)
        with granian("tests.bench.plain_app:make_app", folder) as (base, pid):
            plain = wrk(f"{base}/plain", options.seconds, pid)
        show("plain Flask + jsonify", plain)
        with granian("api.serve:make_app", folder) as (base, pid):
            show(
                "quick, warm, one address",
                wrk(f"{base}/v1/check?url=shop-name.com&depth=quick", options.seconds, pid),
                plain,
            )
            show("quick, warm, 500 addresses", wrk(base, options.seconds, pid, spread_script(folder)), plain)
            labels = wrk(f"{base}/v1/labels", options.seconds, pid, script, connections=8)
            show("labels of 1,000", labels)
            print(
                f"labels: {labels.rate * URLS_A_BODY:,.0f} addresses/s; "
                f"{URLS_A_BODY * 1e6 / labels.cpu_us:,.0f} for each second of processor time"
            )
            print(f"memory a worker (own pages / resident, MB): {worker_memory(pid)}")
        nginx(folder, options.seconds)


def host(number: int) -> str:
    """An invented name, the same for the same number."""
    chance = random.Random(number)
    return "".join(chance.choices(SYLLABLES, k=4)) + str(number)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def granian(target: str, data: Path) -> Iterator[tuple[str, int]]:
    port = free_port()
    code = f"from api.serve import run; run({target!r}, '127.0.0.1', {port}, {WORKERS})"
    limits = {f"PHARMAPROOF_LIMIT_{kind}": "1000000000 per minute" for kind in ("QUICK", "FULL", "LABELS")}
    env = os.environ | {"PHARMAPROOF_DATA": str(data)} | limits
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", code], env=env, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            try:
                requests.get(base, timeout=2)
                break
            except requests.ConnectionError:
                if process.poll() is not None or time.monotonic() > deadline:
                    sys.exit((data / "server.log").read_text())
                time.sleep(0.1)
        yield base, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wrk(url: str, seconds: int, pid: int, script: Path | None = None, connections: int = 64) -> Found:
    """Ends the program on any answer that is no 2xx."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    command += ["-s", str(script)] if script else []
    subprocess.run([*command[:3], "-d1s", *command[4:], url], capture_output=True, check=True)  # warm
    before = cpu_s(pid)
    out = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    used = cpu_s(pid) - before
    if "Non-2xx" in out:
        sys.exit(out)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])  # type: ignore[index]
    count = int(re.search(r"(\d+) requests in", out)[1])  # type: ignore[index]
    return Found(rate, _ms(out, "50%"), _ms(out, "99%"), used / count * 1e6)


def cpu_s(pid: int) -> float:
    """Processor time of the children so far."""
    ticks = 0
    for task in children(pid):
        fields = Path(f"/proc/{task}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _ms(out: str, name: str) -> float:
    value, unit = re.search(rf"{name}\s+([\d.]+)(us|ms|s)", out).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def show(name: str, found: Found, plain: Found | None = None) -> None:
    line = f"{name:28} {found.rate:10,.1f}/s  p50 {found.p50_ms:7.2f} ms  p99 {found.p99_ms:7.2f} ms"
    line += f"  {found.cpu_us:9,.0f} µs CPU"
    if plain:
        line += (
            f"  = {found.rate / plain.rate:.2f} x the rate, {found.p99_ms / plain.p99_ms:.2f} x the p99, "
            f"{found.cpu_us / plain.cpu_us:.2f} x the CPU of plain"
        )
    print(line)


def spread_script(folder: Path) -> Path:
    path = folder / "spread.lua"
    path.write_text(
        "local n = 0\nrequest = function()\n n = (n + 1) % 500\n"
        ' return wrk.format("GET", "/v1/check?depth=quick&country=NL&url=shop-" .. n .. ".com")\nend\n'
    )
    return path


def labels_script(folder: Path) -> Path:
    """Bodies of distinct addresses, one in twenty of them listed."""
    chance = random.Random(1)
    bodies = []
    for body in range(BODIES):
        urls = []
        for number in range(URLS_A_BODY):
            known = chance.random() < 0.05
            name = host(chance.randrange(100_000)) if known else host(10_000_000 + body * URLS_A_BODY + number)
            urls.append(f"https://www.{name}.com/product/{number}?ref={body}")
        bodies.append(json.dumps({"urls": urls}))
    (folder / "bodies.txt").write_text("\n".join(bodies))
    path = folder / "labels.lua"
    path.write_text(
        f'local bodies = {{}}\nfor line in io.lines("{folder}/bodies.txt") do bodies[#bodies + 1] = line end\n'
        'wrk.headers["Content-Type"] = "application/json"\nlocal n = 0\n'
        'request = function()\n n = n % #bodies + 1\n return wrk.format("POST", nil, nil, bodies[n])\nend\n'
    )
    return path


def worker_memory(pid: int) -> str:
    """Of each worker, from /proc."""
    found = []
    for task in children(pid):
        smaps = Path(f"/proc/{task}/smaps_rollup").read_text()
        kb = {m[1]: int(m[2]) for m in re.finditer(r"^(\w+):\s+(\d+) kB", smaps, re.MULTILINE)}
        found.append(f"{(kb['Private_Clean'] + kb['Private_Dirty']) / 1e3:.0f} / {kb['Rss'] / 1e3:.0f}")
    return ", ".join(found)


def nginx(folder: Path, seconds: int) -> None:
    """A feed file of 320 kB and a small one, as any web server would send them."""
    if shutil.which("nginx") is None:
        print("nginx is not installed: not measured")
        return
    port = free_port()
    root = folder / "feed"
    root.mkdir()
    (root / "hosts.bin").write_bytes(os.urandom(320_000))
    (root / "range.json").write_bytes(os.urandom(4096))
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log; events {{}}\n"
        f"http {{ access_log off; sendfile on; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;"
        f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;"
        f" server {{ listen 127.0.0.1:{port}; root {root}; }} }}"
    )
    folder.chmod(0o755)
    process = subprocess.Popen(["nginx", "-c", str(config), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        for name in ("range.json", "hosts.bin"):
            show(f"nginx, {name}", wrk(f"http://127.0.0.1:{port}/{name}", seconds, process.pid))
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
