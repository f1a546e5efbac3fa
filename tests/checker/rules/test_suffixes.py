from __future__ import annotations

from checker.rules.suffixes import suffixes


def test_registries_and_shop_hosts_are_apart_and_ascii() -> None:
    found = suffixes()
    registry, private = found["registry"].split(), found["private"].split()
    assert {"com", "co.uk", "*.ck", "!www.ck", "xn--p1ai"} <= set(registry)
    assert {"myshopify.com", "github.io"} <= set(private)
    assert not set(registry) & set(private)
    assert " ".join([*registry, *private]).isascii()
    assert "MPL-2.0" in found["licence"]
