"""What is kept of a job -> what its caller is told."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, cast

from api.jobs.records import Header, Progress, Row
from api.messages import (
    BulkError,
    BulkJob,
    BulkNetworks,
    BulkRow,
    NetworkMark,
    NetworkSite,
    SiteNetwork,
)
from checker.bulk.networks import find_networks

RATE_OLD_S: Final = 10.0
"""A rate that nobody has written anew for this long is no longer the rate: the process may have been killed."""
GRAVEST_FIRST: Final = ("rogue", "suspicious", "unlisted", "undetermined", "accredited", "listed", "not_selling")


def job_told(header: Header, progress: Progress) -> BulkJob:
    rate = progress.rate if time.time() - progress.updated_at < RATE_OLD_S else None
    is_over = progress.state == "done"
    if is_over and progress.started_at and progress.finished_at:
        rate = round(header.rows / max(0.001, progress.finished_at - progress.started_at), 3)
    return BulkJob(
        id=header.id,
        href=f"/v1/jobs/{header.id}",
        state=progress.state,
        note=header.note,
        country=header.country,
        depth=header.depth,
        rows=header.rows,
        done=progress.done,
        verdicts=progress.verdicts,
        errors=progress.errors,
        rate=rate,
        remaining_s=0 if is_over else round((header.rows - progress.done) / rate) if rate else None,
        created_at=_at(header.created_at),
        started_at=_at(progress.started_at) if progress.started_at else None,
        finished_at=_at(progress.finished_at) if progress.finished_at else None,
        expires_at=_at(header.expires_at),
    )


def row_told(row: Row) -> BulkRow:
    is_good = not row.error_code
    return BulkRow(
        row=row.number,
        input=row.address,
        is_done=True,
        site=row.site or None,
        host=row.host or None,
        verdict=row.verdict or None,
        headline=row.headline or None,
        reason=row.reason or None,
        score=row.score if is_good else None,
        coverage=row.coverage if is_good else None,
        is_conflict=row.is_conflict,
        gathered_at=row.gathered_at or None,
        error=None if is_good else BulkError(row.error_code, row.error),
    )


def waiting_told(number: int, address: str) -> BulkRow:
    return BulkRow(number, address, False, None, None, None, None, None, None, None, False, None, None)


def networks_told(job: str, rows: Iterable[Row | None]) -> BulkNetworks:
    """What the sites of a job share; no report is unpacked."""
    verdicts: dict[str, str] = {}
    ties = []
    for row in rows:
        if row is None or row.error_code:
            continue
        before = verdicts.get(row.site, row.verdict)
        verdicts[row.site] = min(before, row.verdict, key=_gravity)
        if row.marks:
            ties.append((row.site, row.marks))
    networks = tuple(
        SiteNetwork(
            tuple(NetworkSite(site, verdicts[site]) for site in network.sites),
            tuple(NetworkMark(cast(Any, m.family), m.kind, m.value, m.sites) for m in network.marks),
        )
        for network in find_networks(ties)
    )
    return BulkNetworks(job, networks, len({site for site, _ in ties}))


def _gravity(verdict: str) -> int:
    return GRAVEST_FIRST.index(verdict) if verdict in GRAVEST_FIRST else len(GRAVEST_FIRST)


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(round(seconds, 3), UTC)
