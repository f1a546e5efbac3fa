"""Phrases inside one another, and bounds of what is kept."""

from __future__ import annotations

from checker.text_reading import MAX_HITS_PER_NAME
from tests.builders import seen


def test_a_waiver_is_no_demand() -> None:
    assert not seen("<p>No prescription required.</p>").has("prescription-required")


def test_hits_of_one_name_are_bounded() -> None:
    assert len(seen("<p>tramadol</p>" * 500).pages[0].names) == MAX_HITS_PER_NAME
