"""What operators watch: counters and histograms for Prometheus at ``/metrics``. No addresses, no callers.

With several workers set ``PROMETHEUS_MULTIPROC_DIR`` (``pharmaproof serve`` does), and the page sums over all.
"""

from __future__ import annotations

import os
from typing import Final

from flask import Blueprint, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

BACKEND_FAILURES: Final = Counter(
    "pharmaproof_backend_failures_total", "Questions that the cache backend did not answer.", ["backend"]
)
CHECKS: Final = Counter("pharmaproof_checks_total", "Checks answered.", ["depth", "source", "verdict"])
LABELS: Final = Counter("pharmaproof_labels_total", "Addresses labelled.", ["verdict"])
GATHERINGS: Final = Histogram(
    "pharmaproof_gathering_seconds", "Time a full check took.", buckets=(0.1, 0.3, 1, 2, 4, 8, 12, 16, 24)
)
SCREENED: Final = Counter("pharmaproof_screened_total", "Texts screened.", ["verdict"])
JOBS: Final = Counter("pharmaproof_jobs_total", "Bulk jobs, by what became of them.", ["event"])
JOB_ROWS: Final = Counter("pharmaproof_job_rows_total", "Rows of bulk jobs done.", ["verdict"])
EVENT_STREAMS: Final = Counter("pharmaproof_event_streams_total", "Streams of a job's progress.", ["event"])
REFUSED: Final = Counter("pharmaproof_refused_total", "Calls refused.", ["code"])

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
def page() -> Response:
    """All numbers in Prometheus' text form."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = REGISTRY
    response = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response
