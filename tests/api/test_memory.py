from __future__ import annotations

import time

from api.memory import ENTRY_BYTES, Memory


def test_entries_hold_for_a_while_and_for_one_generation() -> None:
    memory: Memory[str] = Memory()
    memory.put("k", "v", 0.05, (1, 0), 10)
    assert memory.get("k", (1, 0)) == "v"
    assert memory.get("k", (2, 0)) is None
    time.sleep(0.06)
    assert memory.get("k", (1, 0)) is None
    memory.put("k", "w", 60, (1, 0), 10)
    assert memory.get("k", (1, 0)) == "w"


def test_it_stays_within_its_bytes_and_keeps_the_newest() -> None:
    size = 600
    memory: Memory[int] = Memory(100 * (size + ENTRY_BYTES))
    for number in range(1000):
        memory.put(number, number, 60, 0, size)
        held = len(memory._young) + len(memory._old)
        assert held <= 100
    assert memory.get(999, 0) == 999
    assert memory.get(960, 0) == 960
    assert memory.get(500, 0) is None
