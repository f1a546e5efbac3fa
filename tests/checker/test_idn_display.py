"""Names for people: decoded when safe, punycode with a reason when not."""

from __future__ import annotations

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.idn_display import MAX_NOTES, display_host


def encoded(host: str) -> str:
    """The ASCII form without any check: bad names are the point here."""
    return ".".join(part if part.isascii() else "xn--" + part.encode("punycode").decode() for part in host.split("."))


@pytest.mark.parametrize(
    "host",
    ["apotheke-grün.de", "farmácia.com", "łódź.pl", "şifa.com.tr", "ısparta.com.tr", "əczaçı.az", "þór.is",
     "hiệuthuốc.vn", "аптека.com", "аптека.рф", "сок.ru", "сок.рф", "φαρμακείο.com", "καλα.gr", "ビタミンb1.jp",
     "漢字kanji.tw", "한글abc.kr", "くすりの店.jp", "صيدلية.com", "बिहार.in", "xn--p1ai"],
)  # fmt: skip
def test_honest_names_are_shown_decoded(host: str) -> None:
    assert display_host(encoded(host)) == (idna.decode(host) if host.startswith("xn--") else host, ())


@pytest.mark.parametrize(
    ("host", "notes"),
    [
        ("phаrmacy.com", ("mixed-script", "look-alike:а")),
        ("сок.com", ("whole-script", "look-alike:с", "look-alike:о", "look-alike:к")),
        ("phɑrmacy.com", ("look-alike:ɑ",)),
        ("shopþ.com", ("look-alike:þ",)),
        ("ısparta.com", ("look-alike:ı",)),
        ("phḁrmacy.com", ("uncommon-letter:ḁ",)),
        ("ᏟᎪᎡᎠ.com", ("uncommon-script", "whole-script", *(f"look-alike:{char}" for char in "ᏟᎪᎡᎠ"))),
        ("j̇ack.com", ("combining-mark",)),
        ("০২.com", ("odd-digits",)),
        ("farmáciaшоп.com", ("mixed-script", "look-alike:о")),
        ("shopノname.jp", ("look-alike:ノ",)),
        ("ab♥.com", ("not-idna",)),
        ("💊.com", ("not-idna",)),
    ],
)  # fmt: skip
def test_misleading_names_stay_in_punycode(host: str, notes: tuple[str, ...]) -> None:
    assert display_host(encoded(host)) == (encoded(host), (*notes, "punycode-shown"))


def test_only_the_misleading_label_stays_in_punycode() -> None:
    assert display_host(encoded("phаrmacy.grün.de")) == (
        encoded("phаrmacy") + ".grün.de",
        ("mixed-script", "look-alike:а", "punycode-shown"),
    )


@pytest.mark.parametrize("label", ["xn--", "xn--a", "xn--example-", "xn--zzzzzzzz", "xn--1nd", "xn--72b", "xn--\x00"])
def test_broken_punycode_is_left_alone(label: str) -> None:
    assert display_host(label + ".com") == (label + ".com", ("not-idna", "punycode-shown"))


def test_notes_are_few() -> None:
    _, notes = display_host(encoded("абвгдежзийклмнопрстуabc.com"))
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == "punycode-shown"


@given(st.text(alphabet="abcxn-0129" + "аопяοαıḷéøþ食ノへ한০२ا\u0301\u0323", min_size=1, max_size=12))
def test_a_decoded_name_encodes_back_to_itself(label: str) -> None:
    host = encoded(label) + ".com"
    shown, notes = display_host(host)
    assert (shown == host) == (bool(notes) or "xn--" not in host)
    if not notes and "xn--" in host:
        assert idna.encode(shown).decode() == host
