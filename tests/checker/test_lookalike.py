"""Imitations of listed names are found by kind; honest names that share words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.address import parse_address
from checker.lookalike import WEAK_KINDS, LookalikeIndex, lookalike

LISTED = [
    "www.zephyrapotheke.de",
    "shop-apotheke.example",
    "mirandolina.test",
    "pillborn24.fr",
    "kestrel.co.uk",
    "apteka5.test",
    "lowen-apotheke.de",
    "lowen-apotheke-ulm.de",
    "lowenapotheke-bonn.de",
    "brightwell.nl",
    "brightwell.be",
    "bogati.test",
    "kelvidros.test",
    "not a host",
]


@pytest.fixture(scope="module")
def index() -> LookalikeIndex:
    return LookalikeIndex(LISTED)


@pytest.mark.parametrize(
    ("host", "kind", "listed"),
    [
        ("zephyrapotheke.de.pay-here.com", "subdomain_spoof", "www.zephyrapotheke.de"),
        ("www.zephyrapotheke.de-vip.com", "subdomain_spoof", "www.zephyrapotheke.de"),
        ("ezephyrapotheke.de-vip.com", "subdomain_spoof", "www.zephyrapotheke.de"),
        ("kestrel.co.uk.login.test", "subdomain_spoof", "kestrel.co.uk"),
        ("zephуrapotheke.de", "homoglyph", "www.zephyrapotheke.de"),
        ("mirаndоlinа.com", "homoglyph", "mirandolina.test"),
        ("pillbom24.fr", "homoglyph", "pillborn24.fr"),
        ("zephyrapothcke.de", None, None),  # a replaced letter: a known miss
        ("mlrandolina.test", "homoglyph", "mirandolina.test"),
        ("shop-аpotheke.com", "homoglyph", "shop-apotheke.example"),
        ("m1randol1na.com", "digit", "mirandolina.test"),
        ("zephyrap0theke.com", "digit", "www.zephyrapotheke.de"),
        ("miràndolina.test", "punycode", "mirandolina.test"),
        ("zephyr-apotheke.de", "hyphen", "www.zephyrapotheke.de"),
        ("miran-do-lina.com", "hyphen", "mirandolina.test"),
        ("mirrandolina.test", "repetition", "mirandolina.test"),
        ("shop-apothekee.com", "repetition", "shop-apotheke.example"),
        ("mirnadolina.test", "transposition", "mirandolina.test"),
        ("shop-apotehke.com", "transposition", "shop-apotheke.example"),
        ("mirandlina.test", "omission", "mirandolina.test"),
        ("emirandolina.test", "addition", "mirandolina.test"),
        ("mirandolina-online.com", "addition", "mirandolina.test"),
        ("best-mirandolina24rx.com", "addition", "mirandolina.test"),
        ("kestrelpharmacy.com", "addition", "kestrel.co.uk"),
        ("mirandolina.com", "tld_swap", "mirandolina.test"),
        ("www.shop.mirandolina.com", "tld_swap", "mirandolina.test"),
    ],
)
def test_kinds(index: LookalikeIndex, host: str, kind: str | None, listed: str | None) -> None:
    found = index.find(host)
    assert (found and found.kind, found and found.listed_host) == (kind, listed)
    if found:
        assert found.host == parse_address(host, allow_reserved=True).registrable_domain


@pytest.mark.parametrize(
    "host",
    [
        # The listed names themselves, and whatever is under them.
        "zephyrapotheke.de", "www.zephyrapotheke.de", "account.shop-apotheke.example", "kestrel.co.uk",
        # Other names that share trade words.
        "sternapotheke.de", "online-apotheke.test", "shopapotheke24.test", "shop-apotheken.test", "pharmacy24.fr",
        "apteka6.test", "aptekas.test", "apteka55.com",
        # A core that many listed names share says nothing.
        "loewen-apotheke.de", "lowen-apotheke-jena.de", "lowenapotheke.com", "lowenapotheke-online.de",
        # One more country of an owner with several.
        "brightwell.com",
        # A plural, and a word before that makes another name.
        "mirandolinas.test", "kelvidro.test", "the-mirandolina.test",
        # Too short to mean anything; unrelated.
        "kestre.co.uk", "kester.com", "bogatii.com", "bog.test", "mirandola.test", "weather.com",
        # A listed name as a word in someone's page or customer area.
        "mirandolina.helpdesk.com", "mirandolina-test.helpdesk.com",
    ],
)  # fmt: skip
def test_honest_names(index: LookalikeIndex, host: str) -> None:
    assert index.find(host) is None


@pytest.mark.parametrize("host", ["", "not a host", "https://127.0.0.1/", "com", "xn--.com", "\ud800", "a" * 9000])
def test_what_is_no_host_imitates_nobody(index: LookalikeIndex, host: str) -> None:
    assert index.find(host) is None


def test_a_parsed_address_and_a_single_question() -> None:
    address = parse_address("https://mirnadolina.test/x", allow_reserved=True)
    assert LookalikeIndex(LISTED).find(address) == lookalike("mirnadolina.test", iter(LISTED))
    assert lookalike("mirandolina.test", []) is None


def test_the_answer_does_not_depend_on_the_order_of_the_list() -> None:
    listed = ["mirandolina.test", "mirandolino.test", "mirandolina.shop"]
    assert lookalike("mirandolin.com", listed) == lookalike("mirandolin.com", listed[::-1])


def test_spare_names_of_honest_owners_are_marked_weak() -> None:
    assert {"tld_swap", "hyphen", "punycode"} == WEAK_KINDS


def test_hosts_of_many_labels_cost_little(index: LookalikeIndex) -> None:
    assert index.find("kestrel.co." * 20 + "evil.com") is None
    assert index.find("mirandolina" + "24" * 25 + "x.com") is None
    found = index.find("a.com." * 30 + "zephyrapotheke.de.evil.com")
    assert found is not None
    assert found.kind == "subdomain_spoof"


NAMES = st.text(alphabet="abcdeilmnors", min_size=10, max_size=14)


@given(NAMES, st.integers(1, 8), st.booleans())
def test_any_long_name_with_a_letter_doubled_or_left_out_is_found(name: str, place: int, doubled: bool) -> None:
    trick = name[:place] + name[place] * 2 + name[place + 1 :] if doubled else name[:place] + name[place + 1 :]
    index = LookalikeIndex([f"{name}.test"])
    found = index.find(f"{trick}.test")
    if index.find(f"{name}.com") is None:
        return  # only trade words
    assert found is not None
    assert found.kind in ({"repetition", "homoglyph"} if doubled else {"omission", "homoglyph"})


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=5))
def test_nothing_raises(host: str, listed: list[str]) -> None:
    found = lookalike(host, listed)
    assert found is None or found.listed_host in listed
