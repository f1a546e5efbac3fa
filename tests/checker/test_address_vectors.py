"""The address rules against published test vectors, read in place beside the repository when they are there.

Each table starts with a few rows of our own, so that every test always has something to fail on.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from checker.address import Address, host_within, parse_address
from checker.errors import InputError
from checker.homoglyphs import close_look, loose_look
from checker.idn_display import display_host
from checker.url_expressions import canonical_url, expressions_of, hash_expression

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"


def published(name: str) -> Any:
    """The parsed file, or an empty list when the vectors are not beside the repository."""
    path = VECTORS / name
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def accepted(text: str) -> Address | None:
    """None when refused; anything but an ``InputError`` fails the test."""
    try:
        return parse_address(text, allow_reserved=True)
    except InputError:
        return None


def by_text(rows: list[Any]) -> list[Any]:
    return [pytest.param(*row, id=ascii(row[0])[:60]) for row in rows]


# --- Safe Browsing -----------------------------------------------------------------------------------------

CANONICAL = [
    ["https://shop.com/%25%32%35", "https://shop.com/%25"],
    ["https://shop.com/a//b/../c?x=//y", "https://shop.com/a/c?x=//y"],
    *published("safebrowsing_canonicalization.json"),
]
NO_HOST_NAME = re.compile(r"//host/|//host%23|//[0-9% ]|^%20|\.\.\./|:1234")
"""Rows about hosts that are refused before: single labels, spaces, IP literals, empty labels, other ports."""


@pytest.mark.parametrize(("text", "canonical"), by_text(CANONICAL))
def test_canonical_form(text: str, canonical: str) -> None:
    address = accepted(text)
    if NO_HOST_NAME.search(text):
        assert address is None
        # The rest of the form still has to agree: the host as published, path and query through ours.
        parts = urlsplit(text.strip() if "://" in text else "http://" + text)
        wanted = urlsplit(canonical)
        query = "?" + parts.query if parts.query else ""
        ours = canonical_url(parts.scheme, wanted.netloc, parts.path or "/", query)
        assert ours == canonical
    else:
        assert address is not None
        # Bare hosts are taken as https here.
        assert address.canonical == (canonical if "://" in text else canonical.replace("http:", "https:"))


EXPRESSIONS = [
    {"url": "https://a.b/c", "expressions": ["a.b/c", "a.b/"]},
    {"url": "https://a.b/1/2/3/4/5/?q", "expressions": [
        "a.b/1/2/3/4/5/?q", "a.b/1/2/3/4/5/", "a.b/", "a.b/1/", "a.b/1/2/", "a.b/1/2/3/"]},
    *published("safebrowsing_expressions.json"),
]  # fmt: skip


@pytest.mark.parametrize("row", [pytest.param(row, id=row["url"]) for row in EXPRESSIONS])
def test_expressions_and_hashes(row: dict[str, Any]) -> None:
    parts = urlsplit(row["url"])
    is_ip = parts.netloc[0].isdigit()
    registrable = parts.netloc if is_ip else ".".join(parts.netloc.split(".")[-2:])
    ours = expressions_of(row["url"], registrable)
    assert sorted(ours) == sorted(row["expressions"])
    if "sha256" in row:
        assert {hash_expression(text).hex() for text in ours} == set(row["sha256"])


# --- Public Suffix List ------------------------------------------------------------------------------------

SUFFIXES = [["www.shop.co.uk", "shop.co.uk"], ["co.uk", None], *published("psl_vectors.json")]


def suffix_list_tests() -> list[list[str | None]]:
    path = VECTORS / "test_psl.txt"
    found = re.findall(r"^checkPublicSuffix\((.*), (.*)\);", path.read_text("utf-8"), re.M) if path.exists() else []
    return [[None if item == "null" else item.strip("'") for item in row] for row in found]


@pytest.mark.parametrize(("host", "registrable"), by_text([*SUFFIXES, *suffix_list_tests()]))
def test_registrable_domain(host: str | None, registrable: str | None) -> None:
    if host is None:
        return
    address = accepted(host)
    if address is None:
        # example.com is a public suffix plus one label, and yet nobody's site.
        assert registrable is None or registrable.startswith("example.")
        return
    if registrable is None:
        # A private suffix (uk.com) is a site of its own here.
        assert address.registrable_domain == address.host == address.suffix
    else:
        assert address.registrable_domain == parse_address(registrable, allow_reserved=True).host


# --- WHATWG ------------------------------------------------------------------------------------------------

URLS = [
    {"input": "HTTP://ex\u00adample.com:80/%7Ea/../b?q#x", "base": None, "href": "http://example.com/b?q#x"},
    {"input": "https://example.com:99999/", "base": None, "failure": True},
    *(row for row in published("urltestdata.json") if isinstance(row, dict)),
]


def elsewhere(text: str) -> str:
    """Rows mostly use reserved names, which are refused: the same row about names that are not."""
    return re.sub(r"example\.(com|net|org)", r"shop.\1", text, flags=re.IGNORECASE)


@pytest.mark.parametrize("row", [pytest.param(row, id=str(number)) for number, row in enumerate(URLS)])
def test_what_is_accepted_reads_as_in_browsers(row: dict[str, Any]) -> None:
    address = accepted(elsewhere(row["input"]))
    accepted(row["input"])
    if address is None or not re.match(r"\s*https?://", row["input"], re.IGNORECASE):
        return
    assert not row.get("failure")
    wanted = elsewhere(row["href"]).partition("#")[0]
    assert address.url == re.sub(r"^(https?://[^/?:]+)\.(?=[/:])", r"\1", wanted)


HOSTS = [
    {"input": "BÜCHER", "output": "xn--bcher-kva"},
    {"input": "a\u00adb", "output": "ab"},
    {"input": "\ufffd", "output": None},
    *(row for row in published("toascii.json") if isinstance(row, dict)),
]


@pytest.mark.parametrize("row", [pytest.param(row, id=ascii(row["input"])[:60]) for row in HOSTS])
@pytest.mark.parametrize("ending", ["", ".com"])
def test_host_in_ascii(row: dict[str, Any], ending: str) -> None:
    address = accepted(f"https://{row['input']}{ending}")
    if address is not None:
        assert row["output"] is not None
        assert address.host == (row["output"] + ending).removesuffix(".")
    elif ending and row["output"] and "." not in row["output"]:
        # Refused though the standard takes it: only for length or characters that no name has.
        assert len(row["output"]) > 63 or re.search(r"[^a-z0-9-]", row["output"])


# --- Names for people --------------------------------------------------------------------------------------

NAMES = [
    {"ascii": "xn--bcher-kva.de", "unicode": "bücher.de", "display": "safe"},
    {"ascii": "xn--pypal-4ve.com", "unicode": "pаypal.com", "display": "unsafe"},
    *(published("idn_display.json") or {"vectors": []})["vectors"],
]
HONEST_SPELLING = {"digkłmo68.com", "digklmø68.com", "aeœ.com", "æce.com", "wóder.com", "tést.net", "шмнть.com"}
"""Unsafe only because of a list of famous names: letters of living languages, no disguise in themselves
(``ést.net`` counts as safe in the same table). :mod:`checker.lookalike` compares with the names we list."""


@pytest.mark.parametrize("row", [pytest.param(row, id=row["ascii"]) for row in NAMES])
def test_name_for_people(row: dict[str, str]) -> None:
    shown, notes = display_host(row["ascii"])
    if row["display"] == "safe" or row["unicode"] in HONEST_SPELLING:
        assert (shown, notes) == (row["unicode"], ())
    else:
        assert shown != row["unicode"]
        assert "punycode-shown" in notes


LOOKS = {"a": [["а", "U+0430", "CYRILLIC SMALL LETTER A"]]} | dict(
    (published("confusables_ascii.json") or {}).get("map", {})
)


@pytest.mark.parametrize(("look", "char"), [(look, entry[0]) for look, row in LOOKS.items() for entry in row])
def test_look_alike_letters(look: str, char: str) -> None:
    if look in "-.":
        # No letters: IDNA keeps them out of names, or ada turns them into the real ones.
        address = accepted(f"https://shop{char}name.com")
        assert address is None or char not in address.display_host
        return
    # 3 and 8 may be read as letters first, e.g. U+0223.
    assert close_look(char) or loose_look(char)
    address = accepted(f"https://shop{char}name.com")
    if address is not None and address.host.startswith("xn--"):
        assert address.host_notes
        assert address.display_host == address.host


def test_nothing_of_a_host_is_lost() -> None:
    address = accepted("https://www.shop.com/")
    assert address is not None
    assert host_within(address.host, address.registrable_domain)
