"""Country codes, and what a country changes: the same page by the rules of the buyer's country."""

from __future__ import annotations

import pytest

from checker.countries import check_country
from checker.errors import InvalidOption
from checker.rules import load_rules


@pytest.mark.parametrize(("given", "code"), [("fr", "FR"), (" gb ", "GB"), ("uk", "GB"), ("XI", "XI"), ("", None)])
def test_codes_in_any_case(given: str, code: str | None) -> None:
    assert check_country(given) == code


@pytest.mark.parametrize("given", ["EU", "FRA", "F", "ZZ", "Frånce", "F\0"])
def test_other_words_name_the_field(given: str) -> None:
    with pytest.raises(InvalidOption) as error:
        check_country(given)
    assert error.value.field == "country"


@pytest.mark.parametrize(
    ("substance", "country", "expected"),
    [
        ("sildenafil", "FR", True),
        ("sildenafil", "US", True),
        ("sildenafil", "GB", None),
        ("sildenafil", "PL", None),
        ("codeine", "FR", True),
        ("codeine", "US", True),
        ("codeine", "GB", None),
        ("loratadine", "GB", False),
        ("tramadol", "PL", True),
    ],
)
def test_prescription_status_follows_the_country(substance: str, country: str, expected: bool | None) -> None:
    assert load_rules().substances[substance].needs_prescription(country) is expected
