"""``POST /v1/labels``: verdicts for up to 1,000 addresses, from what is held here; nothing is gathered.

In order: the registers held, a full report that is still there (of the page, else of the site's start page), the
words of the host name. The verdict is the one that ``/v1/check?depth=quick`` gives: both read ``checker.verdict``'s
table of facts, and a test compares them on every kind of entry and name. No report is built for it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Final

import msgspec
from flask import Blueprint, Response, request

from api.answers import json_response
from api.backends import CarefulCache
from api.body import decode, read_bytes
from api.known import Known
from api.limits import count_call
from api.memory import Memory
from api.metrics import LABELS as LABELLED
from api.problems import ApiError
from api.query import only_known
from api.stored import LABELS, Label, report_key, unpack_label
from checker.address import Address, parse_address
from checker.countries import check_country
from checker.errors import InputError
from checker.evidence import RegisterEntry
from checker.host_name import ALARM_MIN_POINTS, may_alarm, read_host_name
from checker.report import Report
from checker.rules import Rules
from checker.signals.accredited_name import ACCREDITED_SUFFIXES
from checker.verdict import FACTS, PROVEN

MAX_URLS: Final = 1000
MEMORY_S: Final = 30.0
MEMORY_BYTES: Final = 16 * 1024 * 1024
_LABEL_BYTES: Final = 300
MAX_NAMES: Final = 20_000

labels = Blueprint("labels", __name__, url_prefix="/v1")


class LabelQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The JSON body: ``{"urls": […], "country": "FR"}``."""

    urls: list[str]
    country: str | None = None


class Refused(msgspec.Struct, frozen=True):
    code: str
    message: str


class LabelRow(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One address's answer, in the place of its question."""

    url: str
    """As given."""
    verdict: str | None = None
    """None when the address cannot be used."""
    score: int | None = None
    """Of the full report, where there is one; so is the coverage."""
    coverage: float | None = None
    is_conflict: bool = False
    basis: str | None = None
    """``register``, ``page`` (a full report on this address), ``site`` (one on its start page), ``name`` (words of
    the host name), ``override`` (set by a person after a dispute) or ``nothing``."""
    made_at: str | None = None
    """When the full report was made."""
    error: Refused | None = None


class LabelsAnswer(msgspec.Struct, frozen=True):
    versions: dict[str, str]
    generation: int
    """Of the registers held."""
    labels: list[LabelRow]
    """In the order of the addresses."""


class Labels:
    """Labels addresses; keeps what it said for a while in this process."""

    def __init__(
        self,
        check: Callable[[str, str | None, str], Report],
        known: Known,
        cache: CarefulCache,
        rules: Rules,
        versions: str,
        *,
        allow_reserved: bool,
    ) -> None:
        self._check = check
        self._known = known
        self._cache = cache
        self._rules = rules
        self._versions = versions
        self._allow_reserved = allow_reserved
        self._memory: Memory[LabelRow] = Memory(MEMORY_BYTES)
        self._telling: dict[tuple[str, str], bool] = {}

    def rows(self, urls: list[str], country: str | None) -> list[LabelRow]:
        """One row for each address, in order."""
        generation = self._known.generation
        rows: list[LabelRow | None] = []
        open_: list[tuple[int, Address]] = []
        made: list[tuple[tuple[str, str | None], LabelRow]] = []
        for url in urls:
            row = self._memory.get((url, country), generation)
            if row is None:
                try:
                    open_.append((len(rows), parse_address(url, allow_reserved=self._allow_reserved)))
                except InputError as error:
                    row = LabelRow(url, error=Refused(error.code, error.message))
            rows.append(row)
        for (place, address), (label, basis) in zip(open_, self._stored([a for _, a in open_], country), strict=True):
            url = urls[place]
            row = _row(url, label, basis) if label else self._fresh(url, address, country)
            rows[place] = row
            made.append(((url, country), row))
        self._memory.put_many(made, MEMORY_S, generation, _LABEL_BYTES)
        return [row for row in rows if row is not None]

    def _stored(self, addresses: list[Address], country: str | None) -> list[tuple[Label | None, str]]:
        """Labels of full reports, of the page or else of the start page; void when a register now says otherwise."""
        versions = self._versions
        pages = [report_key(a.url, country, versions) for a in addresses]
        starts = [report_key(f"{a.scheme}://{a.host}/", country, versions) for a in addresses]
        found = self._cache.get_many(LABELS, [*pages, *starts])
        out: list[tuple[Label | None, str]] = []
        for address, data, start in zip(addresses, found, found[len(addresses) :], strict=False):
            label, basis = None, "page"
            if data is None:
                data, basis = start, "site"
            if data is not None:
                label = unpack_label(data)
                if label and label.known != self._known.state(address):
                    label = None
            out.append((label, basis))
        return out

    def _fresh(self, url: str, address: Address, country: str | None) -> LabelRow:
        """What a quick check would decide: the facts, then the host name, for evidence without pages."""
        if self._known.is_overridden(address):
            report = self._check(address.url, country, "quick")
            return LabelRow(url, report.verdict, is_conflict=report.is_conflict, basis="override")
        entries = self._known.registers.lookup(address).entries
        if entries or address.suffix in ACCREDITED_SUFFIXES:
            found = {_signal_of(entry) for entry in entries if entry.status == "active"}
            if address.suffix in ACCREDITED_SUFFIXES:
                found.add("accredited-name")
            for signal, verdict in FACTS:
                if signal in found:
                    is_conflict = verdict in PROVEN and "warning-list-entry" in found
                    return LabelRow(url, verdict.value, is_conflict=is_conflict, basis="register")
        if self._is_telling(address):
            return LabelRow(url, "suspicious", basis="name")
        return LabelRow(url, "undetermined", basis="nothing")

    def _is_telling(self, address: Address) -> bool:
        if not may_alarm(address, self._rules):
            return False
        key = (address.host, address.suffix)
        known = self._telling.get(key)
        if known is None:
            if len(self._telling) >= MAX_NAMES:
                self._telling.clear()
            known = self._telling[key] = read_host_name(address, self._rules).points >= ALARM_MIN_POINTS
        return known


def _signal_of(entry: RegisterEntry) -> str:
    """The signal that an active entry raises; none for a positive one of a warning list."""
    if entry.polarity == "negative":
        return "warning-list-entry"
    return {"register": "register-entry", "accreditation": "accredited-name"}.get(entry.kind, "")


def _row(url: str, label: Label, basis: str) -> LabelRow:
    made_at = None
    if label.depth == "full":
        made_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(label.made_at))
    return LabelRow(url, label.verdict, label.score, label.coverage, label.is_conflict, basis, made_at)


@labels.post("/labels")
def label() -> Response:
    """Labels in the order of the addresses."""
    from api.service import service  # service makes Labels

    only_known(request.args, frozenset(("country",)))
    urls, country = _read()
    it = service()
    count_call("labels")
    rows = it.labels.rows(urls, country)
    for verdict, count in Counter(row.verdict or "refused" for row in rows).items():
        LABELLED.labels(verdict).inc(count)
    return json_response(LabelsAnswer(it.versions, it.registers.generation, rows))


def _read() -> tuple[list[str], str | None]:
    """Addresses and country of the body: JSON, or text with one address a line."""
    country = request.args.get("country")
    if request.mimetype == "text/plain":
        try:
            lines = read_bytes().decode()
        except UnicodeDecodeError:
            raise ApiError(400, "The text is not UTF-8.", code="invalid-body", field="body") from None
        urls = [line.strip() for line in lines.splitlines() if line.strip()]
    elif request.mimetype == "application/json":
        query = decode(LabelQuery | list[str], read_bytes())  # type: ignore[arg-type]
        urls = query if isinstance(query, list) else query.urls
        country = country if isinstance(query, list) else query.country or country
    else:
        raise ApiError(415, "Send application/json or text/plain.")
    if len(urls) > MAX_URLS:
        raise ApiError(
            400, f"There are {len(urls)} addresses; {MAX_URLS} is the most.", code="too-many-urls", field="urls"
        )
    if not urls:
        raise ApiError(400, "There is no address in the body.", code="invalid-body", field="urls")
    return urls, check_country(country)
