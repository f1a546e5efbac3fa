from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.backends import CarefulCache, SqliteBackend
from api.kept_evidence import KeptEvidence
from checker.evidence import Evidence
from tests import builders as b
from tests.api.fakes import evidence

EARLIER = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def cache(tmp_path: Path) -> CarefulCache:
    return CarefulCache(SqliteBackend(tmp_path / "s"))


@pytest.mark.parametrize("host", evidence())
def test_what_is_kept_comes_back_the_same(host: str, cache: CarefulCache) -> None:
    seen = replace(evidence()[host], gathered_at=EARLIER)
    kept = KeptEvidence(cache)
    kept.put("state", seen, 60)
    again = kept.get(seen.address.url, "state")
    assert again == seen
    assert again is not None
    assert b.report_on(again) == b.report_on(seen)


def test_what_was_seen_later_than_now_is_not_believed(cache: CarefulCache) -> None:
    kept = KeptEvidence(cache)
    seen = replace(evidence()["rogue.test"], gathered_at=datetime.now(UTC) + timedelta(days=1))
    kept.put("state", seen, 60)
    assert kept.get(seen.address.url, "state") is None


def test_another_state_of_the_registers_or_page_has_none(cache: CarefulCache) -> None:
    kept = KeptEvidence(cache)
    seen = replace(evidence()["rogue.test"], gathered_at=EARLIER)
    kept.put("state", seen, 60)
    assert kept.get(seen.address.url, "other") is None
    assert kept.get(seen.address.url + "x", "state") is None


def test_what_is_too_large_or_unreadable_is_none(cache: CarefulCache) -> None:
    kept = KeptEvidence(cache)
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=2_000_000))
    large: Evidence = b.evidence(replace(b.page("x"), text=noise))
    kept.put("state", large, 60)
    assert kept.get(large.address.url, "state") is None
    small = replace(b.evidence("x"), gathered_at=EARLIER)
    kept.put("state", small, 60)
    ((key, _),) = cache.backend.items("evidence")
    cache.backend.put("evidence", key, b"from elsewhere", 60)
    assert kept.get(small.address.url, "state") is None
