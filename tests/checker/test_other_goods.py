"""Books, perfumes, tests and accessories that bear or follow a medicine's name are no medicine."""

from __future__ import annotations

import pytest

from tests.builders import seen

BUTTON = "<button>Add to cart</button>"


def named(html: str) -> set[str]:
    return {n.substance.id for n in seen(html).pages[0].names}


def offered(html: str) -> set[str]:
    return {o.substance.id for o in seen(html).pages[0].offers if o.how in ("price", "control")}


@pytest.mark.parametrize(
    "card",
    [
        "<p>Oxy Nation: OxyContin 80 mg, paperback</p><b>$18.99</b>",
        "<p>Fentanyl test strips, 10 pack</p><b>$12.00</b>",
        "<p>Morphine Noir, eau de parfum 50 ml</p><b>$40.00</b>",
        "<p>Pen needles 32G, 100 pcs, compatible with Ozempic, Saxenda</p><b>$19.00</b>",
        "<p>Codeine-free cough syrup 200 ml</p><b>$9.00</b>",
        "<p>Natural Viagra, 30 capsules</p><b>$29.00</b>",
    ],
)
def test_a_card_of_other_goods_names_no_medicine(card: str) -> None:
    assert named((card + BUTTON) * 2) == set()


def test_a_card_ends_at_the_next_medicine_and_at_its_button() -> None:
    pills = f"<p>Tramadol 50 mg, 30 pills</p><b>$99.00</b>{BUTTON}"
    book = f"<p>Prozac Nation, paperback</p><b>$9.00</b>{BUTTON}"
    assert offered(pills + book) == {"tramadol"}


def test_among_such_goods_a_name_needs_a_dose() -> None:
    perfumes = f"<p>Opium, eau de parfum</p>{BUTTON}<p>Rose, eau de parfum</p>{BUTTON}"
    assert offered(perfumes + f"<p>Valium Dreams 30 ml</p><b>$74.00</b>{BUTTON}") == set()
    assert offered(perfumes + f"<p>Valium 10 mg, 30 pills</p><b>$74.00</b>{BUTTON}") == {"diazepam"}


def test_where_no_name_has_a_dose_one_book_speaks_for_all() -> None:
    shelf = "".join(f"<p>{t}</p><b>$9.00</b>{BUTTON}" for t in ("Morphine and I", "Ketamine: a history"))
    assert offered(shelf + f"<p>Valium, a novel. Hardcover</p><b>$9.00</b>{BUTTON}") == set()


def test_a_shop_of_books_offers_books() -> None:
    data = '<script type=\'application/ld+json\'>{"@context":"https://schema.org","@type":"BookStore"}</script>'
    shelf = "".join(f"<p>{t}</p><b>$9.00</b>{BUTTON}" for t in ("Prozac days", "Ritalin", "Valium", "Xanax"))
    assert seen(data + shelf).selling.state != "yes"
