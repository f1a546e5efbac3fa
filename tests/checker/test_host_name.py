from __future__ import annotations

import random

import pytest

from checker.address import parse_address
from checker.host_name import NO_MEDICINE_WORD_POINTS, may_alarm, read_host_name
from checker.rules import load_rules

SYLLABLES = "buy cheap pharm acy pills viagra med rx no prescription online shop ka lo 24 - s lek drug store".split()


@pytest.mark.parametrize(
    "name", ["buy-viagra-online.com", "cheappills24.ru", "no-prescription-needed.com", "apotek.se"]
)
def test_names_with_telling_words_may_alarm(name: str) -> None:
    assert may_alarm(parse_address(name), load_rules())


def test_what_may_not_alarm_never_does() -> None:
    chance = random.Random(5)
    rules = load_rules()
    skipped = 0
    for _ in range(3000):
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))).strip("-")
        address = parse_address(f"a{name}a.com" if name.isdigit() or not name else f"{name}.com")
        if not may_alarm(address, rules):
            skipped += 1
            assert read_host_name(address, rules).points == NO_MEDICINE_WORD_POINTS, name
    assert skipped > 100
