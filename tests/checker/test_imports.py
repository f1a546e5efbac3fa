"""Imports point one way: signals never gather, the library never imports the API."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import checker

ROOT = Path(checker.__file__).parent


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module}
    return names


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_library_imports_neither_api_nor_flask(path: Path) -> None:
    assert not [n for n in imported(path) if n.split(".")[0] in ("api", "flask", "tests")]


@pytest.mark.parametrize("path", sorted((ROOT / "signals").glob("*.py")), ids=lambda p: p.stem)
def test_signals_gather_nothing(path: Path) -> None:
    wrong = ("checker.gather", "checker.pipeline", "requests", "socket", "time", "random", "logging")
    assert not [n for n in imported(path) if n.startswith(wrong)]


def test_public_names_are_complete() -> None:
    assert sorted(checker.__all__) == sorted(set(checker.__all__))
    for name in checker.__all__:
        assert hasattr(checker, name)
