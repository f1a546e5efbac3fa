"""Which addresses count as public: every special-purpose block by its first, last and next address."""

from __future__ import annotations

import pytest

from checker.gather.networks import AddressRule, refusal

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0",
    "192.0.3.0", "192.31.195.255", "192.31.197.0", "192.52.192.255", "192.52.194.0", "192.88.98.255",
    "192.88.100.0", "192.167.255.255", "192.169.0.0", "192.175.47.255", "192.175.49.0", "198.17.255.255",
    "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "1.0.0.0",
    "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::", "2001:db9::", "2003::1", "2400:cb00::1",
    "2606:4700::6810:84e5", "2620:4f:7fff:ffff::", "2620:4f:8001::", "2a00:1450:4001::200e", "3ffe::1",
]  # fmt: skip

NOT_PUBLIC = [
    "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.0",
    "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0",
    "172.31.255.255", "192.0.0.0", "192.0.0.8", "192.0.0.9", "192.0.0.170", "192.0.0.255", "192.0.2.0",
    "192.0.2.255", "192.31.196.1", "192.52.193.1", "192.88.99.0", "192.88.99.255", "192.168.0.0",
    "192.168.255.255", "192.175.48.1", "198.18.0.0", "198.19.255.255", "198.51.100.0", "198.51.100.255",
    "203.0.113.0", "203.0.113.255", "224.0.0.0", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255",
    # IPv6: own machine, embedded IPv4, translation, tunnels
    "::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:0:0", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::", "64:ff9b::10.0.0.1", "64:ff9b::8.8.8.8",
    "64:ff9b::ffff:ffff", "64:ff9b:1::", "64:ff9b:1::a00:1", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
    "2001::", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:1::1", "2001:1::2", "2001:2::1",
    "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:20::1", "2001:30::1", "2001:1ff:ffff::", "2002::",
    "2002:a00:1::", "2002:7f00:1::1", "2002:808:808::1", "2002:ffff:ffff::",
    "2a00:1450::5efe:10.0.0.1", "2a00:1450::200:5efe:192.168.0.1", "2a00:1450::5efe:8.8.8.8",
    # IPv6: documentation, discard, local, multicast, unallocated
    "100::", "100::1", "100:0:0:1::1", "2001:db8::", "2001:db8:ffff::1", "2620:4f:8000::1", "3fff::1",
    "3fff:fff:ffff::1", "4000::1", "5f00::1", "fc00::1", "fd00::1", "fdff:ffff::1", "fe80::1", "fe80::1%eth0",
    "fe80::5efe:8.8.8.8", "febf::1", "fec0::1", "feff::1", "ff00::1", "ff02::1", "ff0e::1",
    "1fff:ffff::1", "2a00:1450:4001::200e%1",
    # not an address at all, or not in the form a resolver gives
    "", "localhost", "127.1", "0x7f.1", "2130706433", "127.0.0.1:80", "[::1]", "010.0.0.1", "1.2.3.4/32", "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert refusal(address)


def test_allowed_networks_widen_the_rule_and_nothing_more() -> None:
    rule = AddressRule(("127.0.0.0/8", "fd00::/8"))
    assert rule.refusal("127.0.0.1") is None
    assert rule.refusal("fd00::1") is None
    assert rule.refusal("8.8.8.8") is None
    assert rule.refusal("10.0.0.1") == "private"
    assert rule.refusal("::ffff:127.0.0.1") == "not global unicast"
    assert rule.refusal("localhost") == "not an address"
    assert AddressRule().refusal("127.0.0.1") == "loopback"


def test_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="host bits set"):
        AddressRule(("127.0.0.1/8",))
