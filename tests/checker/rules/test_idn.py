from __future__ import annotations

from itertools import pairwise

from checker.rules.idn import idn


def test_letters_of_names_and_their_looks() -> None:
    found = idn()
    ranges = found["ranges"]
    assert len(ranges) % 2 == 0
    assert all(before < after for before, after in pairwise(ranges[::2]))
    assert all(first <= last for first, last in zip(ranges[::2], ranges[1::2], strict=True))

    def holds(letter: str) -> bool:
        return any(a <= ord(letter) <= b for a, b in zip(ranges[::2], ranges[1::2], strict=True))

    assert all(map(holds, "aä0-жß薬ー·"))
    assert not any(map(holds, "A☃💊\u200d_"))
    assert found["looks"]["а"] == "a"
    assert "я" not in found["looks"]
