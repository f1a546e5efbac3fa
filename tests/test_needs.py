from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.needs import need

NOWHERE = "no-such-program"
SKIPS = re.compile(r"pytest\.skip\(|mark\.skip|importorskip|skipTest|unittest\.skip")


def test_in_ci_a_missing_program_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"no-such-program is missing \(apt-get install it\); in CI"):
        need(NOWHERE, "apt-get install it")


def test_elsewhere_it_skips_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^no-such-program is missing \(apt-get install it\)$"):
        need(Path("/nowhere") / NOWHERE, "apt-get install it")


def test_what_is_there_is_named_by_its_path() -> None:
    assert need(sys.executable, "") == sys.executable


def test_no_test_skips_in_another_way() -> None:
    here = Path(__file__).parent
    skipping = [p for p in here.rglob("*.py") if SKIPS.search(p.read_text("utf-8"))]
    assert {str(p.relative_to(here)) for p in skipping} == {"needs.py", "test_needs.py"}
