"""Groups of sites that share marks, largest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from checker.bulk.marks import FAMILIES, Mark


@dataclass(frozen=True, slots=True)
class SharedMark:
    """One mark that at least two sites carry."""

    kind: str
    family: str
    value: str
    sites: tuple[str, ...]
    """Registrable domains, sorted."""


@dataclass(frozen=True, slots=True)
class Network:
    """Sites that hang together by shared marks; any two may share none directly."""

    sites: tuple[str, ...]
    """Registrable domains, sorted."""
    marks: tuple[SharedMark, ...]
    """The most shared first."""


def find_networks(sites: Iterable[tuple[str, Iterable[Mark]]]) -> tuple[Network, ...]:
    """The networks among (registrable domain, marks) pairs; a site may come more than once."""
    carriers: defaultdict[Mark, set[str]] = defaultdict(set)
    for site, marks in sites:
        for kind, value in marks:
            carriers[kind, value].add(site)
    shared = {mark: sorted(carrying) for mark, carrying in carriers.items() if len(carrying) > 1}
    leader: dict[str, str] = {}

    def find(site: str) -> str:
        leader.setdefault(site, site)
        while leader[site] != site:
            leader[site] = site = leader[leader[site]]
        return site

    for carrying in shared.values():
        for site in carrying[1:]:
            leader[find(site)] = find(carrying[0])
    members: defaultdict[str, set[str]] = defaultdict(set)
    tied_by: defaultdict[str, list[SharedMark]] = defaultdict(list)
    for (kind, value), carrying in shared.items():
        group = find(carrying[0])
        members[group].update(carrying)
        tied_by[group].append(SharedMark(kind, FAMILIES.get(kind, kind), value, tuple(carrying)))
    networks = [
        Network(
            tuple(sorted(found)),
            tuple(sorted(tied_by[group], key=lambda m: (-len(m.sites), m.kind, m.value))),
        )
        for group, found in members.items()
    ]
    return tuple(sorted(networks, key=lambda network: (-len(network.sites), network.sites)))
