"""Which network addresses may be connected to: public unicast ones, and nothing else.

The table is written out because ``ipaddress.is_global`` changes between Python versions and answers True for
NAT64, 6to4 and multicast addresses, behind which private hosts can stand.

Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 4291 (IPv6 address types), RFC 6052 and
RFC 8215 (NAT64), RFC 5214 (ISATAP).
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

_V4: Final = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112 service"),
        ("192.52.193.0/24", "multicast tunnelling"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112 service"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
"""The only IPv6 block from which public addresses are given out. All others are refused as a whole: loopback,
IPv4-compatible and -mapped ``::/96`` and ``::ffff:0:0/96``, NAT64 ``64:ff9b::/96`` and ``64:ff9b:1::/48``,
discard ``100::/64``, segment routing ``5f00::/16``, unique local, link-local, site-local, multicast."""

_V6_INSIDE_GLOBAL: Final = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("2001::/23", "protocol assignments (Teredo, ORCHID, benchmarking)"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112 service"),
        ("3fff::/20", "documentation"),
    )
)

_ISATAP_IDS: Final = frozenset({0x00005EFE, 0x02005EFE})
"""Upper half of an interface identifier that carries an IPv4 address to tunnel to, under any prefix."""


def refusal(address: str) -> str | None:
    """Why this address is never connected to, in a few words; None when it is public.

    Shape: ``address`` is what a resolver gave: dotted IPv4 or IPv6 text, a zone (``%eth0``) allowed.

    >>> refusal("127.0.0.1"), refusal("8.8.8.8"), refusal("64:ff9b::7f00:1")
    ('loopback', None, 'not global unicast')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return "not an address"
    if isinstance(parsed, IPv4Address):
        return next((name for network, name in _V4 if parsed in network), None)
    return _refusal_v6(parsed)


def _refusal_v6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "bound to one interface"
    if address not in _GLOBAL_UNICAST:
        return "not global unicast"
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP_IDS:
        return "ISATAP tunnel"
    return next((name for network, name in _V6_INSIDE_GLOBAL if address in network), None)


class AddressRule:
    """The rule of :func:`refusal`, widened by the networks that tests allow."""

    def __init__(self, allow_networks: Iterable[str] = ()) -> None:
        self._allowed: tuple[IPv4Network | IPv6Network, ...] = tuple(ip_network(network) for network in allow_networks)

    def refusal(self, address: str) -> str | None:
        """As the function of this name; None as well for an address inside an allowed network."""
        reason = refusal(address)
        if reason is None or not self._allowed:
            return reason
        try:
            parsed = ip_address(address)
        except ValueError:
            return reason
        return None if any(parsed in network for network in self._allowed) else reason
