"""The committed vectors are what Python says today; ``python -m tests.vectors.make`` writes them anew."""

from __future__ import annotations

from typing import Any

import pytest

from checker.signals import ALL_SIGNALS
from tests.vectors.make import FOLDER, build, render

MAX_BYTES = 1_000_000
"""Of the largest file: it is to be read by people too."""
NEEDS_A_SERVER = {"young-domain"}
"""Found by nothing that stands on a page or in a list."""


@pytest.fixture(scope="module")
def built() -> dict[str, list[dict[str, Any]]]:
    return build()


@pytest.mark.parametrize("file", ["addresses.json", "host_names.json", "pages.json", "prices.json", "registers.json"])
def test_vectors_are_fresh(file: str, built: dict[str, list[dict[str, Any]]]) -> None:
    content = (FOLDER / file).read_text("utf-8")
    assert content == render(built[file]), "run: python -m tests.vectors.make"
    assert len(content.encode()) < MAX_BYTES


def test_every_signal_is_found_in_some_case(built: dict[str, list[dict[str, Any]]]) -> None:
    cases = [*built["pages.json"], *built["registers.json"]]
    found = {line[0] for case in cases for line in case["expected"]["findings"]}
    assert {signal.id for signal in ALL_SIGNALS} - found == NEEDS_A_SERVER
