"""``POST /v1/disputes``: a seller contests a verdict; ``GET /v1/disputes/{reference}``: what became of it.

The seller gets the findings with their quotes and what would change the verdict. An operator answers with
``pharmaproof disputes``.
"""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import Final, Literal

import msgspec
from flask import Blueprint, Response, request

from api.answers import json_response
from api.backends import Backend, BackendDown
from api.body import read_json
from api.limits import count_call
from api.messages import Dispute, DisputeQuery
from api.overrides import ALLOWED, Kept, Overrides
from api.problems import ApiError
from api.query import only_known
from checker.countries import check_country
from checker.errors import InvalidOption
from checker.report.model import FindingLine
from checker.verdict import Verdict

SPACE: Final = "dispute"
MIN_STATEMENT_CHARS: Final = 20
MAX_STATEMENT_CHARS: Final = 4000
MAX_OVERRIDE_DAYS: Final = 365
DISPUTABLE: Final = (Verdict.ROGUE, Verdict.SUSPICIOUS, Verdict.UNLISTED)

disputes = Blueprint("disputes", __name__, url_prefix="/v1")


class Filed(msgspec.Struct, frozen=True):
    """A dispute as it is stored."""

    dispute: Dispute
    host: str
    statement: str
    filed_at: float


class DisputeBook:
    """The disputes and their answers; every method may raise ``BackendDown``."""

    def __init__(self, backend: Backend, overrides: Overrides) -> None:
        self._backend = backend
        self._overrides = overrides

    def file(self, filed: Filed) -> None:
        self._backend.put(SPACE, filed.dispute.reference, msgspec.msgpack.encode(filed), None)

    def get(self, reference: str) -> Filed | None:
        value = self._backend.get(SPACE, reference)
        return msgspec.msgpack.decode(value, type=Filed) if value is not None else None

    def list(self) -> tuple[Filed, ...]:
        """All, oldest first."""
        filed = (msgspec.msgpack.decode(value, type=Filed) for _, value in self._backend.items(SPACE))
        return tuple(sorted(filed, key=lambda f: f.filed_at))

    def answer(
        self, reference: str, answer: str, *, verdict: str | None = None, role: str = "", days: int = 90
    ) -> Filed:
        """Upholds the verdict, or corrects it to ``verdict`` for so many days.

        Raises:
            InvalidOption: no such dispute, a verdict that cannot be given by hand, or no role.
        """
        filed = self.get(reference)
        if filed is None:
            raise InvalidOption(f"There is no dispute {reference[:40]!r}.", field="reference")
        state: Literal["upheld", "corrected"] = "upheld"
        if verdict is not None:
            if verdict not in ALLOWED:
                raise InvalidOption(
                    f"Verdict {verdict[:20]!r} cannot be set by hand; {', '.join(ALLOWED)} can.", field="verdict"
                )
            if not role.strip():
                raise InvalidOption("Say in which role this is decided, such as 'pharmacist on duty'.", field="role")
            if not 1 <= days <= MAX_OVERRIDE_DAYS:
                raise InvalidOption(f"Days must be between 1 and {MAX_OVERRIDE_DAYS}.", field="days")
            state = "corrected"
            now = time.time()
            self._overrides.put(Kept(filed.host, verdict, answer, role, reference, now, now + days * 86400))
        told = msgspec.structs.replace(filed.dispute, state=state, answer=answer, answered_on=_today())
        answered = msgspec.structs.replace(filed, dispute=told)
        self.file(answered)
        return answered


@disputes.post("/disputes")
def file() -> Response:
    """Contest a verdict."""
    from api.service import service  # service makes DisputeBook

    only_known(request.args, frozenset())
    query = read_json(DisputeQuery)
    country = check_country(query.country)
    statement = query.statement.strip()
    if not MIN_STATEMENT_CHARS <= len(statement) <= MAX_STATEMENT_CHARS:
        raise InvalidOption(
            f"The statement has {len(statement)} characters; {MIN_STATEMENT_CHARS} to {MAX_STATEMENT_CHARS} are taken.",
            field="statement",
        )
    it = service()
    count_call("write")
    report = msgspec.json.decode(it.reports.quick(query.url, country).body)
    if report["verdict"] not in DISPUTABLE:
        raise ApiError(
            409,
            f"The verdict is “{report['headline']}” and accuses nobody. If you see another, check again in full.",
            code="nothing-to-dispute",
        )
    findings = tuple(
        msgspec.convert(f, FindingLine)
        for part in report["parts"].values()
        for f in part["findings"]
        if f["direction"] == "alarm" and f["strength"] != "note"
    )
    reference = f"D-{secrets.token_hex(8)}"
    dispute = Dispute(
        reference,
        f"/v1/disputes/{reference}",
        "open",
        report["address"],
        report["verdict"],
        report["headline"],
        findings,
        what_would_change(findings),
        _today(),
    )
    try:
        it.disputes.file(Filed(dispute, report["host"], statement, time.time()))
    except BackendDown:
        raise _not_kept() from None
    response = json_response(dispute, 201)
    response.headers["Location"] = dispute.href
    return response


@disputes.get("/disputes/<reference>")
def show(reference: str) -> Response:
    """A dispute and its answer."""
    from api.service import service

    only_known(request.args, frozenset())
    try:
        filed = service().disputes.get(reference)
    except BackendDown:
        raise _not_kept() from None
    if filed is None:
        raise ApiError(404, "There is no such dispute.")
    return json_response(filed.dispute)


def what_would_change(findings: tuple[FindingLine, ...]) -> tuple[str, ...]:
    """What a seller can do, in sentences: proof first, then each alarm once."""
    said = ["An entry of this host in the register of the country where the seller is established."]
    for title, quote in dict.fromkeys((f.title, f.quote) for f in findings):
        if quote:
            said.append(f"{title}: that “{quote}” no longer stands there, or is shown to mean something else.")
        else:
            said.append(f"{title}: that this is no longer so.")
    return tuple(said)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _not_kept() -> ApiError:
    return ApiError(503, "It cannot be stored just now.", code="storage-unavailable", headers={"Retry-After": "60"})
