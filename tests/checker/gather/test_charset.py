"""Bytes become the text that a browser would show."""

from __future__ import annotations

import pytest

from checker.gather.charset import as_utf8

RUSSIAN = "Покупайте лекарства без рецепта в нашей аптеке. " * 20


@pytest.mark.parametrize(
    ("body", "content_type", "charset", "text"),
    [
        pytest.param("é".encode(), "", "utf-8", "é", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=latin1", "utf-8", "é", id="mark before header"),
        pytest.param(b"\xe9", "text/html; charset=ISO-8859-1", "windows-1252", "é", id="latin1 is windows-1252"),
        pytest.param(b"\x80", 'text/html;charset="latin1"', "windows-1252", "€", id="quoted"),
        pytest.param(b"<meta charset=koi8-r>\xc1", "text/html", "koi8-r", "<meta charset=koi8-r>а", id="meta"),
        pytest.param(
            b"<meta http-equiv=x content='a; charset=windows-1251'>\xe0",
            "",
            "windows-1251",
            "<meta http-equiv=x content='a; charset=windows-1251'>а",
            id="meta content",
        ),
        pytest.param(
            b"<!-- <meta charset=koi8-r> --><meta charset=utf-8>\xc3\xa9",
            "",
            "utf-8",
            "<!-- <meta charset=koi8-r> --><meta charset=utf-8>é",
            id="meta in a comment",
        ),
        pytest.param(b"<meta charset=utf-16>\xc3\xa9", "", "utf-8", "<meta charset=utf-16>é", id="utf-16 in a meta"),
        pytest.param(b"a\xffb", "text/html; charset=utf-8", "utf-8", "a\ufffdb", id="invalid bytes"),
        pytest.param("é".encode("utf-16"), "", "utf-16le", "é", id="utf-16 with mark"),
        pytest.param(b"+ADw-b+AD4-", "text/html; charset=utf-7", "utf-8", "+ADw-b+AD4-", id="utf-7 is refused"),
        pytest.param(b"", "", "utf-8", "", id="empty"),
    ],
)
def test_declared(body: bytes, content_type: str, charset: str, text: str) -> None:
    data, name, notes = as_utf8(body, content_type)
    assert (data.decode(), name, notes) == (text, charset, ())


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-16le", "utf-16be"])
def test_undeclared_is_guessed_and_noted(charset: str) -> None:
    data, name, notes = as_utf8(("<html><p>" + RUSSIAN).encode(charset))
    assert (data.decode(), name, notes) == ("<html><p>" + RUSSIAN, charset, ("charset-guessed",))


def test_a_cut_character_does_not_change_the_charset() -> None:
    data, name, _ = as_utf8(RUSSIAN.encode()[:-2])
    assert name == "utf-8"
    assert data.decode().startswith(RUSSIAN[:-3])
