"""The catalogue as a whole: names, texts, references, tests and the generated page."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from checker.docs import ROOT, signals_page
from checker.score import ALARM_POINTS, REASSURE_POINTS
from checker.signals import ALL_SIGNALS
from checker.signals.base import Signal, Strength

HELPERS = {"__init__", "base", "medicines", "references", "wording"}
FOLDER = Path(importlib.import_module("checker.signals").__file__ or "").parent


def test_ids_are_unique_and_every_file_is_listed() -> None:
    ids = [signal.id for signal in ALL_SIGNALS]
    assert len(ids) == len(set(ids))
    files = {path.stem for path in FOLDER.glob("*.py")} - HELPERS
    assert files == {identifier.replace("-", "_") for identifier in ids}


@pytest.mark.parametrize("signal", ALL_SIGNALS, ids=lambda s: s.id)
def test_each_signal_explains_itself(signal: Signal) -> None:
    assert signal.id == signal.id.lower()
    assert not signal.id.startswith("no-")
    for text in (signal.title, signal.looks_for, signal.why):
        assert len(text) >= 10
    assert signal.references
    for reference in signal.references:
        assert reference.url.startswith("https://") or "nabp.net, its former address" in reference.title
        assert reference.read_on == "2026-11-24"
    module = importlib.import_module(f"checker.signals.{signal.id.replace('-', '_')}")
    assert module.SIGNAL is signal
    assert len((module.__doc__ or "").splitlines()[0]) > 20


def test_every_signal_is_tested() -> None:
    tests = "\n".join(
        p.read_text("utf-8") for p in Path(__file__).parent.glob("test_*.py") if p.name != "test_catalogue.py"
    )
    untested = [s.id for s in ALL_SIGNALS if s.id.replace("-", "_") not in tests]
    assert untested == []


def test_points_cover_every_strength_and_fall() -> None:
    for table in (ALARM_POINTS, REASSURE_POINTS):
        assert set(table) == set(Strength)
        assert list(table.values()) == sorted(table.values(), reverse=True)


def test_the_generated_page_is_fresh() -> None:
    assert (ROOT / "SIGNALS.md").read_text("utf-8") == signals_page()
