"""The local engine: threads that check pending rows and save each result at once."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Final

from checker.address import parse_address
from checker.bulk.inputs import InputRow
from checker.bulk.store import JobStore, Result
from checker.errors import InputError
from checker.gather.client import Client
from checker.pipeline import Depth, check
from checker.registers import open_default_index
from checker.settings import Settings

DEFAULT_THREADS: Final = 16
QUEUE_PER_THREAD: Final = 4
"""Rows handed out ahead, so that a job of a million rows does not hold a million futures."""


def run_job(
    store: JobStore,
    *,
    country: str | None,
    depth: Depth,
    settings: Settings,
    threads: int = DEFAULT_THREADS,
    on_done: Callable[[Result], None] = lambda _: None,
) -> None:
    """Checks every pending row; one site is visited by one thread at a time. Interrupting loses only rows under way."""
    registers = open_default_index(settings)
    site_locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def one(row: InputRow) -> Result:
        try:
            site = parse_address(row.address, allow_reserved=settings.allow_reserved_names).registrable_domain
            with site_locks[site]:
                report = check(
                    row.address,
                    country=country,
                    depth=depth,
                    settings=settings,
                    client=client,
                    registers=registers,
                )
        except InputError as error:
            return Result(row.number, row.address, None, error.code, error.message)
        return Result(row.number, row.address, report.to_dict())

    rows = iter(store.pending())
    with Client(settings) as client, ThreadPoolExecutor(max_workers=threads) as pool:
        waiting: set[Future[Result]] = {pool.submit(one, row) for row in islice(rows, threads * QUEUE_PER_THREAD)}
        try:
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    store.save(result)
                    on_done(result)
                waiting |= {pool.submit(one, row) for row in islice(rows, len(done))}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
