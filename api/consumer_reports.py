"""``POST /v1/reports``: somebody tells of a site. Counted by host and matter; nothing about the person is kept.

The same matter from the same network within a day counts once. To know that, a hash of the network under a salt
is kept for that day; the salt is thrown away with it, so that afterwards nobody can tell who it was.
"""

from __future__ import annotations

import secrets
import time
from hashlib import sha256
from typing import Final

import msgspec
from flask import Blueprint, Response, request

from api.answers import json_response
from api.backends import Backend, BackendDown
from api.body import read_json
from api.limits import caller, count_call
from api.messages import ConsumerReport, ConsumerReportQuery
from api.problems import ApiError
from api.query import only_known
from checker.address import parse_address
from checker.countries import check_country
from checker.registers.for_whom import where_to_buy, with_address

SPACE: Final = "consumer-report"
SEEN: Final = "consumer-report-seen"
SALT: Final = "consumer-report-salt"
DAY_S: Final = 86400.0

consumer_reports = Blueprint("consumer_reports", __name__, url_prefix="/v1")


class Tally(msgspec.Struct, frozen=True):
    """What was told of one host."""

    host: str
    counts: dict[str, int]
    """By matter."""
    first_on: int
    last_on: int
    """Seconds since 1970."""


class ReportBook:
    """The tallies; every method may raise ``BackendDown``."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def tell(self, host: str, matter: str, who: str) -> bool:
        """Counts it; False when the same was told from there within a day."""
        seen = sha256(f"{self._salt()}\n{who}\n{host}\n{matter}".encode()).hexdigest()
        if not self._backend.add(SEEN, seen, b"1", DAY_S):
            return False
        now = int(time.time())
        # One row a telling: adding rows needs no lock between processes; the tallies are made when somebody looks.
        row = msgspec.msgpack.encode((host, matter, now))
        self._backend.put(SPACE, f"{host}:{now}:{secrets.token_hex(6)}", row, None)
        return True

    def tallies(self) -> tuple[Tally, ...]:
        """By host, most told first."""
        found: dict[str, list[tuple[str, int]]] = {}
        for _, value in self._backend.items(SPACE):
            host, matter, at = msgspec.msgpack.decode(value, type=tuple[str, str, int])
            found.setdefault(host, []).append((matter, at))
        made = []
        for host, rows in found.items():
            counts: dict[str, int] = {}
            for matter, _ in rows:
                counts[matter] = counts.get(matter, 0) + 1
            times = [at for _, at in rows]
            made.append(Tally(host, counts, min(times), max(times)))
        return tuple(sorted(made, key=lambda t: (-sum(t.counts.values()), t.host)))

    def _salt(self) -> str:
        fresh = secrets.token_bytes(16)
        if self._backend.add(SALT, "today", fresh, DAY_S):
            return fresh.hex()
        return (self._backend.get(SALT, "today") or fresh).hex()


@consumer_reports.post("/reports")
def tell() -> Response:
    """Report a site."""
    from api.service import service  # service makes ReportBook

    only_known(request.args, frozenset())
    query = read_json(ConsumerReportQuery)
    country = check_country(query.country)
    it = service()
    address = parse_address(query.url, allow_reserved=it.config.settings.allow_reserved_names)
    count_call("write")
    try:
        is_new = it.consumer_reports.tell(address.host, query.matter, caller())
    except BackendDown:
        raise ApiError(
            503, "It cannot be stored just now.", code="storage-unavailable", headers={"Retry-After": "60"}
        ) from None
    also = tuple(map(with_address, where_to_buy(country, it.rules.authorities))) if country else ()
    return json_response(ConsumerReport(address.host, is_new, also), 201 if is_new else 200)
