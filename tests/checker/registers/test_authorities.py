"""The authority table: valid, honest about what is not verified, and clear when damaged."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from checker.errors import RulePackError
from checker.registers.authorities import AUTHORITIES_FILE, Authority, load_authorities, read_authorities

SCHEMA = AUTHORITIES_FILE.parent / "schema" / "authorities.schema.json"


def _rows() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(AUTHORITIES_FILE.read_text(encoding="utf-8"))["authorities"]
    return rows


def _write(tmp_path: Path, rows: object) -> Path:
    path = tmp_path / "authorities.json"
    path.write_text(json.dumps({"authorities": rows}), encoding="utf-8")
    return path


def test_the_table_matches_its_schema_and_stands_one_entry_a_line() -> None:
    text = AUTHORITIES_FILE.read_text(encoding="utf-8")
    jsonschema.validate(json.loads(text), json.loads(SCHEMA.read_text(encoding="utf-8")))
    lines = [line.rstrip(",") for line in text.splitlines() if line.startswith('{"id"')]
    assert len(lines) == len(load_authorities()) >= 59
    assert all(json.loads(line)["id"] for line in lines)


def test_every_state_whose_sellers_show_the_logo_has_one_keeper() -> None:
    keepers = sorted(a.country for a in load_authorities().values() if a.has_common_logo)
    first = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS"]
    assert keepers == [*first, "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "XI"]


def test_negative_lists_are_no_registers() -> None:
    negative = [a for a in load_authorities().values() if a.polarity == "negative"]
    assert {a.id for a in negative} == {"cz-sukl-illegal", "us-fda-warning", "us-nabp-notrec"}
    assert all(a.kind == "warning_list" and not a.is_register for a in negative)


@pytest.mark.parametrize(
    ("authority", "host", "state"),
    [
        ("cz-sukl", "www.sukl.cz", "current"),
        ("cz-sukl", "notsukl.cz", None),
        ("cz-sukl", "sukl.cz.shop.example", None),
        ("cz-sukl", "www.sukl.gov.cz", "unverified"),
        ("de-bfarm", "versandhandel.dimdi.de", "current"),
        ("de-bfarm", "versandapotheken.dimdi.de", "former"),
        ("de-bfarm", "www.dimdi.de", "former"),
        ("de-bfarm", "www.bfarm.de", "unverified"),
        ("no-dmp", "legemiddelverket.no", "former"),
        ("xi-mhra", "medicinesonline.mhra.gov.uk", "former"),
        ("xi-mhra", "other-office.gov.uk", None),
        ("lt-vvkt", "vvkt.lrv.lt", "unverified"),
    ],
)
def test_host_state_takes_the_longest_match_on_a_label_boundary(authority: str, host: str, state: str | None) -> None:
    assert load_authorities()[authority].host_state(host) == state


@pytest.mark.parametrize(
    ("authority", "url", "is_entry"),
    [
        ("cz-sukl", "https://www.sukl.cz/modules/apotheke/verify.php?kod=00000000001&verify_eu", True),
        ("cz-sukl", "https://www.sukl.cz/modules/apotheke/verify.php?kod=&verify_eu", False),
        ("cz-sukl", "https://www.sukl.cz/", False),
        ("nl-cibg", "https://www.aanbiedersmedicijnen.nl/aanbieders/aanbiederslijst/a-b/index", True),
        ("nl-cibg", "https://www.aanbiedersmedicijnen.nl/aanbieders/aanbiederslijst", False),
        ("es-aemps", "https://distafarma.aemps.es/farmacom/faces/sec/CCAA/listadoCCAA.xhtml?farma=0f", True),
        ("de-bfarm", "https://versandhandel.dimdi.de.shop.example/x", False),
    ],
)
def test_entry_addresses(authority: str, url: str, is_entry: bool) -> None:
    assert load_authorities()[authority].is_entry_url(url) is is_entry


def test_licence_forms() -> None:
    table = load_authorities()
    assert table["gb-gphc"].is_licence_number("1234567")
    assert not table["gb-gphc"].is_licence_number("2234567")
    assert not table["gb-gphc"].is_licence_number("123456٧")
    assert table["za-sapc"].is_licence_number("Y12345")
    assert not table["at-basg"].is_licence_number("1")


def test_what_rests_on_recollection_only_is_named_and_proves_nothing() -> None:
    for authority in load_authorities().values():
        recollected = " ".join(authority.source)
        if "own knowledge" in recollected:
            assert authority.unverified, authority.id
            assert authority.hosts == (), authority.id


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"country": "cz"}, "country must be two capital letters"),
        ({"publication": "by-post"}, "publication"),
        ({"rx_online_allowed": "no"}, "rx_online_allowed"),
        ({"register_url": "http://register.example/"}, "must begin with https://"),
        ({"hosts": ["https://register.example/"]}, "is no host name"),
        ({"unverified": ["nose"]}, "unverified names no field: nose"),
        ({"source": []}, "source is empty"),
        ({"colour": "green"}, "fields missing or unknown: colour"),
    ],
)
def test_a_damaged_entry_is_named_with_its_fault(tmp_path: Path, change: dict[str, object], says: str) -> None:
    row = next(r for r in _rows() if r["id"] == "cz-sukl") | change
    with pytest.raises(RulePackError, match=r"authorities\.json: cz-sukl: ") as error:
        read_authorities(_write(tmp_path, [row]))
    assert says in str(error.value)


def test_ids_are_unique_and_sorted(tmp_path: Path) -> None:
    first, second, *_ = _rows()
    with pytest.raises(RulePackError, match="occurs twice"):
        read_authorities(_write(tmp_path, [first, first]))
    with pytest.raises(RulePackError, match="sorted by id"):
        read_authorities(_write(tmp_path, [second, first]))


def test_no_json_and_no_object_are_told_apart(tmp_path: Path) -> None:
    (path := tmp_path / "authorities.json").write_text("{", encoding="utf-8")
    with pytest.raises(RulePackError, match="cannot be read"):
        read_authorities(path)
    with pytest.raises(RulePackError, match="entry 1: must be an object"):
        read_authorities(_write(tmp_path, ["x"]))


def test_the_table_is_read_only() -> None:
    table = load_authorities()
    with pytest.raises(TypeError):
        table["xx"] = next(iter(table.values()))  # type: ignore[index]
    assert all(isinstance(a, Authority) for a in table.values())
