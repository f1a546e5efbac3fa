"""The sentences about an entry: seller's country, what may be sold, what that means where the buyer is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.evidence import RegisterEntry
from checker.registers.authorities import load_authorities
from checker.registers.for_whom import for_whom, is_without_prescription_only, where_to_buy, with_address

TABLE = load_authorities()
GERMAN = RegisterEntry("de-bfarm", "DE", "shop.test")
CZECH = RegisterEntry("cz-sukl", "CZ", "shop.test")


def told(entry: RegisterEntry, buyer: str | None) -> str:
    return " ".join(map(str, for_whom(entry, TABLE[entry.authority], buyer)))


def test_without_a_buyer_country() -> None:
    assert tuple(map(str, for_whom(GERMAN, TABLE["de-bfarm"], None))) == (
        "The seller is established in Germany.",
        "Sellers there may send prescription medicines when they have the prescription.",
    )


def test_at_home() -> None:
    assert "may send you non-prescription medicines in Germany" in told(GERMAN, "DE")
    assert "prescription medicines if you give it your prescription" in told(GERMAN, "DE")
    assert told(CZECH, "CZ").endswith("It may send you non-prescription medicines in Czechia.")


def test_across_the_border_inside_the_eea() -> None:
    assert "non-prescription medicines to France, if they may be sold there" in told(GERMAN, "FR")
    assert "France does not let them be sold online" in told(GERMAN, "FR")
    assert "Germany and Sweden both allow them online" in told(GERMAN, "SE")
    assert "depend on the law of Germany and of Malta; that is not established" in told(GERMAN, "MT")
    assert told(CZECH, "DE").endswith("It may not send you prescription medicines.")
    assert "to Norway, if they may be sold there" in told(CZECH, "NO")


@pytest.mark.parametrize("buyer", ["US", "GB", "CH", "XI", "TR"])
def test_out_of_the_eea_nothing_is_promised(buyer: str) -> None:
    said = told(GERMAN, buyer)
    assert "not established" in said
    assert "may send you" not in said


def test_british_register_promises_nothing_abroad() -> None:
    entry = RegisterEntry("gb-gphc", "GB", "shop.test")
    assert told(entry, "FR").endswith("Whether it may send medicines to France is not established.")
    assert "in Great Britain" in told(entry, "GB")


def test_an_unknown_rule_is_said_to_be_unknown() -> None:
    entry = RegisterEntry("mt-mma", "MT", "shop.test")
    assert TABLE["mt-mma"].rx_online_allowed is None
    assert "Whether prescription medicines may be sold online in Malta is not established." in told(entry, None)


def test_scope_of_the_entry_is_narrower_than_the_law() -> None:
    otc = replace(GERMAN, scope="non_prescription")
    assert "prescription medicines may not be sold online under it" in told(otc, None)
    assert "may not send you prescription medicines" in told(otc, "SE")
    assert "The entry is for veterinary medicines;" in told(replace(GERMAN, scope="veterinary"), "FR")


def test_contradiction_of_an_entry_without_prescription_medicines() -> None:
    assert is_without_prescription_only(CZECH, TABLE["cz-sukl"])
    assert is_without_prescription_only(replace(GERMAN, scope="non_prescription"), TABLE["de-bfarm"])
    assert not is_without_prescription_only(GERMAN, TABLE["de-bfarm"])
    assert not is_without_prescription_only(RegisterEntry("mt-mma", "MT", "shop.test"), TABLE["mt-mma"])


def test_accreditation_is_no_licence() -> None:
    entry = RegisterEntry("us-nabp", "US", "shop.pharmacy", kind="accreditation")
    assert "is no authority and gives no licence" in told(entry, "US")
    assert told(entry, "FR").endswith("for buyers in France is not established.")


@pytest.mark.parametrize("authority", TABLE.values(), ids=TABLE.keys())
@pytest.mark.parametrize("buyer", [None, "FR", "GB", "US"])
def test_every_authority_gives_whole_sentences(authority: object, buyer: str | None) -> None:
    found = TABLE[str(getattr(authority, "id", ""))]
    for sentence in map(str, for_whom(RegisterEntry(found.id, found.country, "shop.test"), found, buyer)):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "None" not in sentence


def where(buyer: str) -> tuple[str, ...]:
    return tuple(map(with_address, where_to_buy(buyer)))


def test_where_to_buy() -> None:
    assert where("NL")[0].endswith(": https://www.aanbiedersmedicijnen.nl/aanbieders/aanbiederslijst")
    assert where("TR") == ("Selling medicines online is not allowed in Türkiye.",)
    assert where("BG")[0].startswith("The register of Bulgaria, by way of the European Medicines Agency: https://")
    assert where("KE") == ("No official list of online sellers in Kenya is known to us.",)
