"""Street names and everyday words are medicines only in fitting company."""

from __future__ import annotations

import pytest

from tests.builders import offer_kinds


@pytest.mark.parametrize("company", ["<p>Alprazolam 2 mg, 30 pills $90</p>", "<p>Pay with bitcoin</p>"])
def test_street_names_need_company(company: str) -> None:
    card = "<p>Coke 3 g</p><b>$45.00</b><button>Add to cart</button>"
    assert offer_kinds(card * 2) == set()
    assert ("price", "cocaine") in offer_kinds(card * 2 + company)
