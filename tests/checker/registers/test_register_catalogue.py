"""The generated page is the one that is committed, and every authority has its source."""

from __future__ import annotations

from pathlib import Path

from checker.registers import catalogue
from checker.registers.authorities import load_authorities
from checker.registers.sources import ALL_SOURCES, SOURCES

ROOT = Path(__file__).parents[3]


def test_the_committed_page_is_a_fresh_one() -> None:
    committed = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
    assert committed == catalogue.text(), "run: python -m checker.registers.catalogue > docs/registers.md"


def test_every_authority_has_a_source_and_a_row() -> None:
    assert {source.authority for source in ALL_SOURCES} == set(load_authorities())
    page = catalogue.text()
    assert all(f"| {source.id} |" in page for source in ALL_SOURCES)


def test_source_ids_are_unique_and_each_has_its_file() -> None:
    assert len(SOURCES) == len(ALL_SOURCES)
    files = {p.stem for p in (ROOT / "checker/registers/sources").glob("*.py")} - {"__init__", "base", "html_list"}
    assert len(files) == len(ALL_SOURCES)


def test_downloads_are_secure_and_read_from_the_authority() -> None:
    table = load_authorities()
    for source in ALL_SOURCES:
        assert all(url.startswith("https://") for url in source.urls), source.id
        assert source.proves.endswith("."), source.id
        if source.is_downloaded and source.id != "pl-cez-podkarpackie":
            host = source.urls[0].split("/")[2]
            assert table[source.authority].host_state(host) == "current", source.id


def test_what_no_list_has_is_never_downloaded() -> None:
    for authority in load_authorities().values():
        if authority.publication in ("index_only", "entry_page"):
            assert not any(s.is_downloaded for s in ALL_SOURCES if s.authority == authority.id), authority.id
