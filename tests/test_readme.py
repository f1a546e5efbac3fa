"""The README's example runs and prints what the README says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_example_prints_its_output() -> None:
    text = README.read_text("utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    output = re.search(r"```text\n(.*?)```", text, re.DOTALL)
    assert example is not None
    assert output is not None
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example[1]], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.stderr == ""
    assert done.stdout == output[1]
