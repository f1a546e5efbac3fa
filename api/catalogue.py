"""``/v1/signals``, ``/v1/authorities``, ``/v1/registers``: what is looked for, and which copies are held."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, request

from api.answers import cacheable, etag_of
from api.messages import Authorities, RegistersHeld, SignalRow, Signals
from api.query import only_known
from api.service import service
from checker.countries import check_country
from checker.report.model import ReferenceLine
from checker.score import ALARM_POINTS, REASSURE_POINTS, SCORING_VERSION
from checker.signals import ALL_SIGNALS
from checker.signals.base import Direction, Signal

catalogue = Blueprint("catalogue", __name__, url_prefix="/v1")
HOUR = "public, max-age=3600"


@catalogue.get("/signals")
def signals() -> Response:
    only_known(request.args, frozenset())
    rows = tuple(signal_row(signal) for signal in ALL_SIGNALS)
    return _answer(Signals(SCORING_VERSION, service().rules.version, rows))


@catalogue.get("/authorities")
def authorities() -> Response:
    only_known(request.args, frozenset(("country",)))
    country = check_country(request.args.get("country"))
    rules = service().rules
    rows = [a for a in rules.authorities.values() if country is None or a.country == country]
    return _answer(Authorities(rules.version, tuple(rows)))


@catalogue.get("/registers")
def registers() -> Response:
    only_known(request.args, frozenset())
    index = service().registers
    return _answer(RegistersHeld(index.generation, index.copies), cache="public, max-age=60")


def signal_row(signal: Signal) -> SignalRow:
    """The signal as programs and people read it, without its function."""
    table = ALARM_POINTS if signal.direction is Direction.ALARM else REASSURE_POINTS
    return SignalRow(
        id=signal.id,
        title=signal.title,
        looks_for=signal.looks_for,
        why=signal.why,
        part=signal.part.value,
        direction=signal.direction.value,
        strength=signal.strength.value,
        points=table[signal.strength],
        needs=signal.needs,
        known_false_alarms=signal.known_false_alarms,
        known_misses=signal.known_misses,
        references=tuple(ReferenceLine(r.title, r.url, r.read_on) for r in signal.references),
    )


def _answer(value: object, cache: str = HOUR) -> Response:
    body = msgspec.json.encode(value)
    return cacheable(body, etag=etag_of(body), cache=cache)
