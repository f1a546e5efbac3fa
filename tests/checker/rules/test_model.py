from __future__ import annotations

from typing import Any

import pytest

from checker.rules import Phrase, Substance


def substance(**fields: Any) -> Substance:
    plain: dict[str, Any] = {
        "id": "x", "inn": "X", "group": "prescription", "drug_class": "other", "names": (), "confidence": "high",
        "sources": ("own",), "checked_on": "2026-11-24",
    }  # fmt: skip
    return Substance(**plain | fields)


EVERYWHERE = dict.fromkeys(("EU", "US", "GB", "CA"), "prescription")


@pytest.mark.parametrize(
    ("supply", "country", "expected"),
    [
        ({"EU": "prescription"}, "FR", True),
        ({"EU": "prescription"}, "XI", True),
        ({"EU": "prescription", "PL": "varies"}, "PL", None),
        ({"EU": "pharmacy", "HU": "prescription"}, "HU", True),
        ({"EU": "pharmacy"}, "DE", False),
        ({"US": "general_sale"}, "US", False),
        ({"EU": "not_approved"}, "DE", None),
        ({"EU": "prescription"}, "GB", None),
        ({"EU": "prescription"}, "JP", None),
        (EVERYWHERE, "JP", True),
        (EVERYWHERE, None, True),
        (EVERYWHERE | {"GB": "varies"}, "JP", None),
        (EVERYWHERE | {"EU": "not_approved"}, None, True),
        (EVERYWHERE | {"EU": "not_approved"}, "FR", None),
        (dict.fromkeys(EVERYWHERE, "not_approved"), None, None),
        (EVERYWHERE | {"GB": "varies"}, None, None),
        ({}, None, None),
        ({}, "FR", None),
    ],
)
def test_needs_prescription(supply: dict[str, str], country: str | None, expected: bool | None) -> None:
    assert substance(supply=supply).needs_prescription(country) is expected


def test_takes_the_language_of_a_phrase_from_its_id() -> None:
    phrase = Phrase("xx-pay-crypto-usdt", "pay-crypto", "usdt", (), (), "own", "2026-11-24")
    assert phrase.lang == "xx"
