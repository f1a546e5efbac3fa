"""Canonical form and look-up expressions, on parts of an address."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.url_expressions import _unescape, canonical_url, expressions_of, hash_expression, host_suffixes


@pytest.mark.parametrize(
    ("path", "query", "canonical"),
    [
        ("/", "", "/"),
        ("/a//b///c", "", "/a/b/c"),
        ("/a/%252e%252e/b/", "", "/b/"),
        ("/a/b/%2e%2e", "", "/a/"),
        ("/%2e%2e/%2e%2e", "", "/"),
        ("/%2525252541", "", "/A"),
        ("/%", "", "/%25"),
        ("/caf%C3%A9%20x", "", "/caf%C3%A9%20x"),
        ("/a%23b", "?x=%23&y=%2541", "/a%23b?x=%23&y=A"),
        ("/", "?", "/?"),
        ("/", "?u=https://b.test//x/..", "/?u=https://b.test//x/.."),
    ],
)
def test_canonical_path_and_query(path: str, query: str, canonical: str) -> None:
    assert canonical_url("http", "shop.test", path, query) == "http://shop.test" + canonical


@pytest.mark.parametrize("path", ["/%" + "25" * 4000 + "41", "/" + "%" * 2000 + "3" * 1999 + "41", "/%%341"])
def test_many_layers_of_escapes_end(path: str) -> None:
    assert canonical_url("http", "shop.test", path, "") == "http://shop.test/A"


@given(st.text(alphabet="%0123456789abcF/", max_size=30))
def test_unescaping_equals_unescaping_again_and_again(text: str) -> None:
    raw = text.encode()
    while (once := unquote_to_bytes(raw)) != raw:
        raw = once
    assert _unescape(text.encode()) == raw


def test_most_specific_expression_first() -> None:
    assert expressions_of("https://www.shop.test/a/b.html?x=/1/2", "shop.test") == (
        "www.shop.test/a/b.html?x=/1/2",
        "www.shop.test/a/b.html",
        "www.shop.test/a/",
        "www.shop.test/",
        "shop.test/a/b.html?x=/1/2",
        "shop.test/a/b.html",
        "shop.test/a/",
        "shop.test/",
    )


def test_at_most_four_directories_and_thirty_expressions() -> None:
    found = expressions_of("https://1.2.3.4.5.6.shop.test/a/b/c/d/e/f?x", "shop.test")
    assert found[:6] == tuple(
        "1.2.3.4.5.6.shop.test" + path for path in ("/a/b/c/d/e/f?x", "/a/b/c/d/e/f", "/a/b/c/", "/a/b/", "/a/", "/")
    )
    assert len(found) == 30


@pytest.mark.parametrize(
    ("host", "registrable", "suffixes"),
    [
        ("shop.test", "shop.test", ["shop.test"]),
        ("shop.co.test", "shop.co.test", ["shop.co.test"]),
        ("a.shop.co.test", "shop.co.test", ["a.shop.co.test", "shop.co.test"]),
        ("1.2.3.shop.test", "shop.test", ["1.2.3.shop.test", "2.3.shop.test", "3.shop.test", "shop.test"]),
        ("1.2.3.4.5.shop.test", "shop.test",
         ["1.2.3.4.5.shop.test", "3.4.5.shop.test", "4.5.shop.test", "5.shop.test", "shop.test"]),
        # A boundary below the last five labels still stands for itself.
        ("a.b.c.d.e.f.g", "b.c.d.e.f.g", ["a.b.c.d.e.f.g", "b.c.d.e.f.g"]),
    ],
)  # fmt: skip
def test_host_suffixes_stop_at_the_owner(host: str, registrable: str, suffixes: list[str]) -> None:
    assert host_suffixes(host, registrable) == suffixes


def test_hash_is_plain_sha256() -> None:
    # Published with the definition: the hash of "abc", FIPS 180-2 appendix B.1.
    assert hash_expression("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
