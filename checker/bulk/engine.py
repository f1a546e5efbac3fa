"""Many rows in threads: one site by one thread at a time, each result saved at once, stopped when told.

What a row's work is, and where its result goes, is the caller's: the command line saves into a file beside the output
(:mod:`checker.bulk.command`), the API into what its processes share.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Final, TypeVar

from checker.address import parse_address
from checker.bulk.inputs import InputRow
from checker.errors import InputError

T = TypeVar("T")
DEFAULT_THREADS: Final = 16
QUEUE_PER_THREAD: Final = 2
"""Rows handed out ahead, so that a job of a million rows does not hold a million futures."""
MAX_HELD: Final = 20_000
"""Rows set aside because their site is being visited; beyond it nothing is read ahead."""
STOP_POLL_S: Final = 0.2


def run_rows(
    rows: Iterable[InputRow],
    work: Callable[[InputRow], T],
    save: Callable[[T], None],
    *,
    allow_reserved: bool = False,
    threads: int = DEFAULT_THREADS,
    stop: threading.Event | None = None,
) -> bool:
    """Works on every row and saves each result, in this thread; True when none was left.

    ``stop`` ends it: rows under way are finished and saved, the others left. What ``work`` or ``save`` raises ends it
    at once, and rows under way are lost: a row that cannot be checked must be a result, no exception.
    """
    stop = stop or threading.Event()
    source = iter(rows)
    held: dict[str, deque[InputRow]] = {}
    """By site under way: its other rows, which wait."""
    held_count = 0
    running: dict[Future[T], str] = {}
    with ThreadPoolExecutor(max_workers=threads, thread_name_prefix="bulk") as pool:
        try:
            while not stop.is_set():
                while len(running) < threads * QUEUE_PER_THREAD and held_count < MAX_HELD:
                    if (row := next(source, None)) is None:
                        break
                    site = site_of(row.address, allow_reserved=allow_reserved)
                    if site in held:
                        held[site].append(row)
                        held_count += 1
                    else:
                        held[site] = deque()
                        running[pool.submit(work, row)] = site
                if not running:
                    return True
                done, _ = wait(running, timeout=STOP_POLL_S, return_when=FIRST_COMPLETED)
                for future in done:
                    site = running.pop(future)
                    save(future.result())
                    if held[site]:
                        held_count -= 1
                        running[pool.submit(work, held[site].popleft())] = site
                    else:
                        del held[site]
            under_way = [future for future in running if not future.cancel()]
            for future in under_way:
                save(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return False


def site_of(address: str, *, allow_reserved: bool = False) -> str:
    """The registrable domain of an address; "" for one that cannot be used."""
    try:
        return parse_address(address, allow_reserved=allow_reserved).registrable_domain
    except InputError:
        return ""
