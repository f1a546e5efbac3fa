"""Rows of packs, doses and bare amounts are offers where two or three of them make a list."""

from __future__ import annotations

import pytest

from tests.builders import offer_kinds, seen

FAR = "<p>Fast relief, every day and every night, with friendly people who answer all that you may ask of us.</p>"
ROWS = "<table><tr><td>30 pills</td><td>$45.00</td></tr><tr><td>60 pills</td><td>$79.00</td></tr></table>"


def test_packs_with_prices_are_the_titles_medicine() -> None:
    assert ("price", "tramadol") in offer_kinds(f"<title>Tramadol online</title><h1>Tramadol</h1>{FAR}{ROWS}")
    assert offer_kinds(f"<title>Tramadol or diazepam</title>{FAR}{ROWS}") == set()
    assert offer_kinds(f"<title>Paracetamol online</title>{FAR}{ROWS}") == set()
    doses = "<tr><td>2.5 mg</td><td>£95</td></tr><tr><td>5 mg</td><td>£115</td></tr>"
    assert ("price", "tirzepatide") in offer_kinds(f"<title>Mounjaro pens</title>{FAR}<table>{doses}</table>")
    assert offer_kinds("<title>Tramadol leaflet</title><p>Packs of 30 pills and 60 pills.</p>") == set()


def test_amounts_that_end_their_line_are_prices_where_three_do() -> None:
    lines = ["Lyrica 300 mg – 1400", "Xanax 1 mg 50 tb – 1200", "Ritalin 10 mg: 850"]
    assert {s for _, s in offer_kinds("<br>".join(lines))} == {"pregabalin", "alprazolam", "methylphenidate"}
    assert offer_kinds("<br>".join(lines[:2])) == set()
    assert offer_kinds("<p>Lyrica 150 mg – 300 mg</p><p>Xanax 1 mg – 4 mg</p><p>Ritalin 10 mg – 60 mg</p>") == set()


@pytest.mark.parametrize(
    "words", ["Xanax 1 mg 30 tablets 75,-; Tramadol 50 mg 20 tablets 35,-", "Xanax 1 mg = 75; Tramadol 50 mg = 35;"]
)
def test_bare_amounts_behind_a_dosed_pack_are_prices(words: str) -> None:
    assert seen(f"<p>{words}</p><p>To order message us on Telegram.</p>").selling.state == "yes"


def test_one_bare_amount_may_be_anything() -> None:
    assert not seen("<p>Diazepam 5 mg 30 tablets 75; see section 4.</p>").pages[0].offers
