"""Website cells as people type them: what is listed, what is left out and why."""

from __future__ import annotations

import pytest

from checker.registers.rows import Row, accept_rows, expressions_in


@pytest.mark.parametrize(
    ("cell", "expressions"),
    [
        ("www.shop.cz", ["shop.cz"]),
        ("shop.cz", ["shop.cz"]),
        (" HTTP://WWW.Shop.CZ/ ", ["shop.cz"]),
        ("https://shop.cz/index.php", ["shop.cz"]),
        ("https://shop.cz/?utm_source=a&utm_medium=b", ["shop.cz"]),
        ("http//shop.cz", ["shop.cz"]),
        ("http:/shop.cz", ["shop.cz"]),
        ("http:\\\\shop.cz", ["shop.cz"]),
        ("http://http://shop.cz", ["shop.cz"]),
        ("www.shop.cz.", ["shop.cz"]),
        ("WWW: shop.cz", ["shop.cz"]),
        ("Our web shop is www.shop.cz", ["shop.cz"]),
        ("(www.shop.cz)", ["shop.cz"]),
        ("www.a.cz, www.b.cz;c.cz\nwww.d.cz", ["a.cz", "b.cz", "c.cz", "d.cz"]),
        ("www.shop.cz http://shop.cz/", ["shop.cz"]),
        ("info@shop.cz www.shop.cz", ["shop.cz"]),
        ("www.lékárna-u-lva.cz", ["xn--lkrna-u-lva-l7a6h.cz"]),
        ("shop.cz/town", ["shop.cz/town/"]),
        ("https://www.shop.cz/town/", ["shop.cz/town/"]),
        ("shop.cz/town/a.html", ["shop.cz/town/a.html"]),
        ("portal.cz/?pharmacy=7", ["portal.cz/?pharmacy=7"]),
        ("eshop.shop.cz", ["eshop.shop.cz"]),
        ("https://papin.pl/apteka-x", ["papin.pl/apteka-x/"]),
        ("https://sites.google.com/view/x", ["sites.google.com/view/x/"]),
        ("https://lew.blogspot.com/", ["lew.blogspot.com"]),
    ],
)
def test_expressions(cell: str, expressions: list[str]) -> None:
    assert list(expressions_in(cell)[0]) == expressions


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "no-address"),
        (" - ", "no-address"),
        ("není", "no-address"),
        ("Hlavní 12", "no-address"),
        ("lekarna@seznam.cz", "mail-address"),
        ("www.seznam.cz", "shared-host"),
        ("https://www.facebook.com/lekarna", "shared-host"),
        ("https://cs-cz.facebook.com/lekarna", "shared-host"),
        ("http://www.papin.pl", "shared-host"),
        ("https://sites.google.com/", "shared-host"),
        ("https://www.blogspot.com", "shared-host"),
        ("blogspot.com", "shared-host"),
        ("http://wixsite.com/", "shared-host"),
        ("bit.ly/abc", "shared-host"),
        ("www.co.uk", "shared-host"),
        ("www.sukl.cz", "authority-host"),
        ("https://www.fda.gov/warning", "authority-host"),
        ("The firm was told at www.shop.cz to stop its sales.", "prose"),
        ("ftp://shop.cz", "scheme-not-supported"),
        ("http://127.0.0.1/", "ip-literal"),
        ("https://me:pw@shop.cz/", "user-info"),
        ("https://shop.cz:8443/", "port-not-allowed"),
        ("https://shop.example/", "reserved-name"),
        ("x" * 3000, "too-long"),
    ],
)
def test_left_out(cell: str, reason: str) -> None:
    expressions, reasons = expressions_in(cell)
    assert expressions == ()
    assert reason in reasons


def test_a_shared_host_beside_a_real_one_is_told() -> None:
    assert expressions_in("shop.cz, facebook.com/shop") == (("shop.cz",), ("shared-host",))


def test_rejected_rows_are_counted_by_reason_and_repeated_ones_kept_once() -> None:
    rows = [
        Row("a.cz", licence_number="1"),
        Row("www.a.cz", licence_number="1"),
        Row("a.cz", licence_number="2"),
        Row("x@a.cz"),
        Row("y@a.cz"),
        Row("-"),
        Row("a.cz b.cz x@a.cz", licence_number="1"),
    ]
    accepted = accept_rows(rows)
    assert [(e.expression, e.row.licence_number) for e in accepted.listed] == [
        ("a.cz", "1"),
        ("a.cz", "2"),
        ("b.cz", "1"),
    ]
    assert accepted.rejected == {"mail-address": 2, "no-address": 1}
    assert accepted.row_count == 7


def test_a_site_struck_off_and_entered_again_is_entered() -> None:
    rows = [Row("a.cz", status="removed"), Row("a.cz"), Row("b.cz"), Row("b.cz", status="removed")]
    assert [(e.expression, e.row.status) for e in accept_rows(rows).listed] == [("a.cz", "active"), ("b.cz", "active")]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Mgr. Jana Vymyšlená", ""),
        ("PharmDr. Jan Vymyšlený", ""),
        ("dr n. farm. Anna Zmyślona", ""),
        ("FIE Jaan Välja", ""),
        ("Lékárna Mgr. Jana Vymyšlená", "Lékárna Mgr. Jana Vymyšlená"),
        ("PharmDr. Vymyšlená s.r.o.", "PharmDr. Vymyšlená s.r.o."),
        ("Apteka Dr. Lew", "Apteka Dr. Lew"),
        ("Pharmacie du Lion", "Pharmacie du Lion"),
        ("Dr. Lion GmbH", "Dr. Lion GmbH"),
        ("Lion", "Lion"),
        ("", ""),
        ("A" * 300, "A" * 200),
    ],
)
def test_a_person_alone_is_not_kept_as_the_name(name: str, kept: str) -> None:
    assert accept_rows([Row("a.cz", name=name)]).listed[0].row.name == kept
