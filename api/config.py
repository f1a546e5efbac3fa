"""What an operator may set for the API; everything has a default that is safe on one machine."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from checker.settings import DEFAULT, Settings

MAX_BODY_BYTES: Final = 9 * 1024 * 1024
"""1,000 addresses of at most 8,192 characters, and their JSON quoting."""
DEFAULT_WAIT_S: Final = 10.0
"""How long a full check keeps the caller waiting before it answers 202: one slow page's worth."""
MAX_WAIT_S: Final = 25.0
"""Below the 30 s at which common proxies give up."""
GATHER_THREADS: Final = 32
"""More in one process bring nothing with requests (measured)."""
MAX_QUEUED: Final = 256
"""Checks that may queue for a gathering thread in one process; beyond it callers are told to come back."""
MAX_QUEUED_A_SITE: Final = 20
"""Of them for one site, whose pages are gathered one after the other."""
MAX_WAITERS: Final = 48
"""Callers of one process that may sit waiting for a full check; the rest get 202 at once, so that threads stay free."""
FRESH_S: Final = 6 * 3600.0
"""A full report is served as it is for this long: shops seldom change within a day."""
STALE_S: Final = 7 * 24 * 3600.0
"""After ``FRESH_S`` and until here it is served at once while a new one is being made."""
UNDETERMINED_FRESH_S: Final = 60.0
"""A site that could not be read is tried again soon, but not by every caller."""

LIMIT_QUICK: Final = "1200 per minute"
"""Quick checks that this process has not just answered; a browser asks a few a minute."""
LIMIT_FULL: Final = "30 per minute; 600 per day"
"""Each may visit a site, so it is dear; 600 a day is a person at work."""
LIMIT_LABELS: Final = "120 per minute"
"""Of up to 1,000 addresses each."""
LIMIT_SCREEN: Final = "60 per minute"
"""Of up to 200 texts each; the longest take 0.4 s of one processor."""
LIMIT_WRITE: Final = "20 per hour"
"""Disputes and consumer reports."""
LIMIT_JOBS: Final = "60 per minute"
"""Calls about bulk jobs; only callers with a key make them, so in truth 3,000."""
MAX_JOB_ROWS: Final = 10_000
"""Of one bulk job: half an hour's work for one process; `pharmaproof bulk` takes millions."""
MAX_OPEN_JOBS: Final = 5
"""Unfinished bulk jobs of one key."""
MAX_KEPT_JOBS: Final = 50
MAX_KEPT_ROWS: Final = 100_000
"""Of all jobs of one key: about 300 MB in the store."""
KEEP_JOBS_S: Final = 7 * 24 * 3600.0
"""From the day it was asked for; then a bulk job and its results are removed."""
JOB_THREADS: Final = 8
JOBS_AT_ONCE: Final = 4
"""In one process; with ``JOB_THREADS`` each as many threads as full checks have."""
MAX_EVENT_STREAMS: Final = 8
"""In one process: each holds one of its 64 threads."""
KEY_FACTOR: Final = 50
"""Callers with a key may do this many times as much."""


def _limit(kind: str, usual: str) -> str:
    """``PHARMAPROOF_LIMIT_QUICK`` and the like, in the words of ``limits``: ``100 per minute; 5000 per day``."""
    return os.environ.get(f"PHARMAPROOF_LIMIT_{kind}") or usual


def _path(name: str) -> Path | None:
    text = os.environ.get(name)
    return Path(text) if text else None


def _redis_url() -> str | None:
    return os.environ.get("PHARMAPROOF_REDIS_URL") or None


def _trusted_proxies() -> int:
    text = os.environ.get("PHARMAPROOF_TRUSTED_PROXIES", "0")
    return int(text) if text.isdigit() else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings of the API in one frozen value."""

    settings: Settings = DEFAULT
    """Of the library: data folder, limits, address rule."""
    feed_folder: Path | None = field(default_factory=lambda: _path("PHARMAPROOF_FEED"))
    """Where ``pharmaproof feed build`` writes; None: ``feed`` in the data folder."""
    redis_url: str | None = field(default_factory=_redis_url)
    """Cache, limits and jobs shared between machines; None: SQLite in the data folder."""
    max_body_bytes: int = MAX_BODY_BYTES
    default_wait_s: float = DEFAULT_WAIT_S
    max_wait_s: float = MAX_WAIT_S
    gather_threads: int = GATHER_THREADS
    max_queued: int = MAX_QUEUED
    max_waiters: int = MAX_WAITERS
    limit_quick: str = field(default_factory=lambda: _limit("QUICK", LIMIT_QUICK))
    limit_full: str = field(default_factory=lambda: _limit("FULL", LIMIT_FULL))
    limit_labels: str = field(default_factory=lambda: _limit("LABELS", LIMIT_LABELS))
    limit_screen: str = field(default_factory=lambda: _limit("SCREEN", LIMIT_SCREEN))
    limit_write: str = field(default_factory=lambda: _limit("WRITE", LIMIT_WRITE))
    limit_jobs: str = field(default_factory=lambda: _limit("JOBS", LIMIT_JOBS))
    key_factor: int = KEY_FACTOR
    trusted_proxies: int = field(default_factory=_trusted_proxies)
    """How many proxies stand before this service and add to ``X-Forwarded-For``; 0 believes no such header."""
    fresh_s: float = FRESH_S
    stale_s: float = STALE_S
    undetermined_fresh_s: float = UNDETERMINED_FRESH_S
    max_job_rows: int = MAX_JOB_ROWS
    max_open_jobs: int = MAX_OPEN_JOBS
    max_kept_jobs: int = MAX_KEPT_JOBS
    max_kept_rows: int = MAX_KEPT_ROWS
    keep_jobs_s: float = KEEP_JOBS_S
    job_threads: int = JOB_THREADS
    jobs_at_once: int = JOBS_AT_ONCE
    max_event_streams: int = MAX_EVENT_STREAMS

    @property
    def feed_dir(self) -> Path:
        return self.feed_folder or self.settings.data_dir / "feed"
