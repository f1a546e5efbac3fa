"""``pharmaproof serve``: the API and the console on granian.

Each worker is a process with threads; a stop signal lets requests under way end (``STOP_WAIT_S``), then closes.
Log lines at info level carry the path, never the query: addresses that people asked about are not logged.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any, Final

import click
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces

from api import stopping
from api.logs import is_no_thread_advice

STOP_WAIT_S: Final = 30
"""As long as the longest answer may take; then a worker that still runs is killed."""
THREADS: Final = 64
"""Per worker. Most callers of full checks sit waiting in one of them; see ``api.service`` for the bound."""
BACKLOG: Final = 1024

LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "api.logs.JsonFormatter"}},
    "filters": {"advice": {"()": lambda: is_no_thread_advice}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "_granian": {"level": "INFO", "handlers": ["stderr"], "propagate": False, "filters": ["advice"]},
        "granian.access": {"level": "INFO", "handlers": ["stderr"], "propagate": False},
    },
}


def make_app() -> Flask:
    """The application of one worker process, set up from the environment."""
    from api import create_app

    return with_jobs(create_app())


def with_jobs(app: Flask) -> Flask:
    """The same application, running bulk jobs from now on; those that were left when a service ended go on."""
    from api.service import EXTENSION

    app.extensions[EXTENSION].runner.start()
    return app


def preload() -> None:
    """Loads once, before the workers are forked, what all of them read: their memory holds one copy of it."""
    import api.app  # noqa: F401 its modules
    from checker.address import parse_address
    from checker.host_name import may_alarm, read_host_name
    from checker.rules import load_rules

    rules = load_rules()
    address = parse_address("https://www.gov.uk/")  # the suffix list
    may_alarm(address, rules)
    read_host_name(address, rules)
    gc.collect()
    gc.freeze()  # the collector would write to every object, and so copy its page


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, envvar="PORT")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; one for each processor when not given.")
@click.option("--access-log", is_flag=True, help="Log each request: method, path, status, time; no query.")
def serve(host: str, port: int, workers: int | None, access_log: bool) -> None:
    """Serve the API and the console."""
    run("api.serve:make_app", host, port, workers or min(8, os.cpu_count() or 1), access_log=access_log)


def run(target: str, host: str, port: int, workers: int, *, access_log: bool = False) -> None:
    """Serves the application that ``target`` makes until a stop signal comes."""
    with tempfile.TemporaryDirectory(prefix="pharmaproof-metrics-") as counters:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", counters)
        os.environ[stopping.VARIABLE] = str(Path(counters) / "stopping")
        preload()
        server = Granian(
            target,
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            http=HTTPModes.http1,  # nobody asks for HTTP/2 without TLS; a proxy in front speaks it
            backlog=BACKLOG,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_WAIT_S,
            log_dictconfig=LOGGING,
            log_access=access_log,
            log_access_format="%(method)s %(path)s %(status)d %(dt_ms).1f ms",
        )
        server.on_startup(_tell_when_stopped)
        logging.getLogger("_granian").info("Pharmaproof on http://%s:%d/ with %d workers", host, port, workers)
        server.serve()


def _tell_when_stopped() -> None:
    """Before the stop signal is handled, what runs beside the answers learns of it. Called once the server listens."""
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def told(received: int, frame: FrameType | None, before: Any = before) -> None:
            stopping.tell_stopping()
            before(received, frame)

        signal.signal(number, told)
