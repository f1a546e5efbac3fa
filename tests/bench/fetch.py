"""How fast the guarded client fetches on loopback: ``python -m tests.bench.fetch [PAGES]``.

A 100 kB page over http and https, with 1, 16 and 32 threads. The servers run in another process, so the figure is the
client's. Prints pages a second; the best of three runs counts, machines being shared.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

from checker.gather.client import Client
from checker.settings import Settings
from tests.web import Site, Web

HOST = "shop.test"
PAGE = b"<title>Shop</title>" + b"<p>Paracetamol 500 mg, 20 tablets</p>\n" * 2600


def main(pages: int) -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    server.start()
    ports, ca_file = here.recv()
    settings = Settings(
        allow_networks=("127.0.0.0/8",),
        allow_reserved_names=True,
        resolver=lambda host, port: [("127.0.0.1", ports[port])],
        ca_file=ca_file,
    )
    client = Client(settings)
    print(f"{len(PAGE)} bytes a page, {pages} pages a run")
    for scheme in ("http", "https"):
        for threads in (1, 16, 32):
            rate = max(_run(client, f"{scheme}://{HOST}/", threads, pages) for _ in range(3))
            print(f"{scheme:5} {threads:2} threads {rate:7.0f} pages/s")
    here.send("stop")
    server.join(5)


def _run(client: Client, url: str, threads: int, pages: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        sizes = list(pool.map(lambda _: len(client.fetch(url).body), range(pages)))
    assert sizes == [len(PAGE)] * pages
    return pages / (time.perf_counter() - started)


def _serve(channel: Connection) -> None:
    with Web() as web:
        web.add(HOST, Site({"/": PAGE}))
        channel.send(({port: web.resolve(HOST, port)[0][1] for port in (80, 443)}, web.ca_file))
        channel.recv()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
