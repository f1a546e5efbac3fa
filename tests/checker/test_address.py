from __future__ import annotations

import pytest

from checker.address import parse_address
from checker.errors import InputError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid-address"),
        ("https://exa mple", "invalid-address"),
        ("javascript:alert(1)", "scheme-not-supported"),
        ("http://127.1/", "ip-literal"),
        ("http://[::1]/", "ip-literal"),
        ("x" * 9000, "address-too-long"),
        ("http://shop.example/", "reserved-name"),
        ("http://shop.com:8080/", "port-not-allowed"),
        ("http://a@shop.com/", "user-info"),
        ("co.uk", "no-public-suffix"),
    ],
)
def test_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_address(text)
    assert caught.value.code == code


def test_bare_host_is_https() -> None:
    address = parse_address(" Shop.Example:443/x#y ", allow_reserved=True)
    assert (address.url, address.host, address.registrable_domain) == (
        "https://shop.example/x",
        "shop.example",
        "shop.example",
    )
