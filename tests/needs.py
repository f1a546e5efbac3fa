"""Programs that some tests need: without one a test fails in CI; elsewhere it is skipped and says what to install."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def need(program: str | Path, install: str) -> str:
    """Path of a program, given by name or path. ``install`` is the command that brings it."""
    found = shutil.which(program)
    if found is not None:
        return found
    missing = f"{Path(program).name} is missing ({install})"
    if os.environ.get("CI"):
        pytest.fail(f"{missing}; in CI every test runs", pytrace=False)
    pytest.skip(missing)
