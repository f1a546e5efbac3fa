from __future__ import annotations

import json

from checker import price_lists, score, selling
from checker.rules.constants import constants
from checker.signals import prescription_waived


def test_tuned_numbers_are_taken_under_their_own_names() -> None:
    found = constants()
    assert found["selling"]["SELLS_YES_POINTS"] == selling.SELLS_YES_POINTS
    assert found["price_lists"]["NEAR_PRICE_CHARS"] == price_lists.NEAR_PRICE_CHARS
    assert found["score"]["ALARM_POINTS"] == {s.value: p for s, p in score.ALARM_POINTS.items()}
    assert found["signals.prescription_waived"]["NEAR_CHARS"] == prescription_waived.NEAR_CHARS
    assert found["prices"]["SYMBOLS"]["€"] == "EUR"


def test_the_result_is_json_and_the_same_each_time() -> None:
    first, second = (json.dumps(constants(), ensure_ascii=False) for _ in range(2))
    assert first == second


def test_code_is_left_out() -> None:
    found = constants()
    assert "ORDER_LINK" not in found["order_controls"]
    assert "SUMMARIES" not in found["report.build"]
