"""Marks of sites and the groups they make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.bulk.marks import FAMILIES, MIN_TEMPLATE_PATHS, marks_of, template_of
from checker.bulk.networks import find_networks
from checker.evidence import Evidence
from checker.gather.identifiers import PATTERNS
from tests import builders as b


def evidence(*identifiers: tuple[str, str], body: str = "") -> Evidence:
    page = replace(b.page(body), identifiers=identifiers)
    return Evidence(b.address(), b.NOW, None, pages=(page,))


class TestMarks:
    def test_numbers_are_one_mark_whatever_they_are_reached_by(self) -> None:
        seen = evidence(("phone", "+12025550143"), ("whatsapp", "12025550143"), ("signal", "0012025550143"))
        assert marks_of(seen) == (("phone", "12025550143"),)

    def test_share_buttons_tie_nobody(self) -> None:
        assert marks_of(evidence(("telegram", "share"), ("telegram", "rx_supply"))) == (("telegram", "rx_supply"),)

    def test_no_page_no_marks(self) -> None:
        assert marks_of(Evidence(b.address(), b.NOW, None)) == ()

    def test_every_kind_has_a_family(self) -> None:
        assert {kind for kind, _, _ in PATTERNS} | {"email", "phone", "tron", "monero", "template"} <= set(FAMILIES)

    @pytest.mark.parametrize(("count", "is_told"), [(MIN_TEMPLATE_PATHS - 1, False), (MIN_TEMPLATE_PATHS, True)])
    def test_a_template_needs_many_paths(self, count: int, is_told: bool) -> None:
        links = "".join(f"<a href='/pill-{n}?ref=1'>x</a>" for n in range(count))
        page = b.page(links + "<a href='https://other.test/far'>x</a><a href='/'>home</a>")
        assert bool(template_of(page, b.address())) is is_told

    def test_the_same_paths_are_the_same_template_on_any_host(self) -> None:
        links = "".join(f"<a href='/pill-{n}'>x</a>" for n in range(20))
        one = template_of(b.page(links), b.address())
        other = template_of(b.page(links, url="https://two.test/"), b.address("https://two.test/"))
        third = template_of(b.page(links + "<a href='/more'>x</a>"), b.address())
        assert one == other != third


class TestNetworks:
    def test_sites_hang_together_by_what_they_share(self) -> None:
        found = find_networks(
            [
                ("a.test", [("phone", "1"), ("tawk", "t")]),
                ("b.test", [("phone", "1"), ("email", "x@y.test")]),
                ("c.test", [("email", "x@y.test")]),
                ("d.test", [("phone", "9")]),
                ("e.test", [("tron", "w")]),
                ("f.test", [("tron", "w")]),
            ]
        )
        assert [network.sites for network in found] == [("a.test", "b.test", "c.test"), ("e.test", "f.test")]
        assert [(m.kind, m.family, m.sites) for m in found[0].marks] == [
            ("email", "email", ("b.test", "c.test")),
            ("phone", "phone", ("a.test", "b.test")),
        ]

    def test_two_pages_of_one_site_are_no_network(self) -> None:
        assert find_networks([("a.test", [("phone", "1")]), ("a.test", [("phone", "1")])]) == ()
