"""The browser's copy of the pack is the export of today: ``make extension-data`` writes it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from checker.rules.export import export_pack

COPY: Final = Path(__file__).parents[3] / "extension" / "rules"


def test_committed_copy_is_the_export(tmp_path: Path) -> None:
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in export_pack(tmp_path)}
    held = {path.relative_to(COPY).as_posix(): path.read_bytes() for path in COPY.rglob("*.json")}
    assert sorted(held) == sorted(written)
    assert [name for name, content in written.items() if held[name] != content] == [], "run: make extension-data"
