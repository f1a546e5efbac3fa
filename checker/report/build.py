"""Outcomes, score and decision -> the report, with the words that people see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from checker.registers.for_whom import with_address
from checker.report.model import (
    FindingLine,
    NotEvaluated,
    PageLine,
    PartReport,
    ReferenceLine,
    Report,
    TermLine,
)
from checker.score import ALARM_POINTS, SCORING_VERSION, Score, finding_strength
from checker.sentences import Sentence, say
from checker.signals.base import Direction, Outcome, Part, State, Strength
from checker.verdict import Decision, Verdict
from checker.version import __version__

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

HEADLINES: Final = {
    Verdict.LISTED: "On the official register",
    Verdict.ACCREDITED: "Accredited by a named programme",
    Verdict.UNLISTED: "Not found on a register",
    Verdict.SUSPICIOUS: "Warning signs",
    Verdict.ROGUE: "Don’t buy here",
    Verdict.NOT_SELLING: "No medicines seem to be sold here",
    Verdict.UNDETERMINED: "Couldn’t check",
}
ACCREDITED_BY_HEADLINE: Final = "Accredited by {programme}"
"""When the entry or the name tells the programme; a list alone may only say that there is one."""
LISTED_CONFLICT_HEADLINE: Final = "On the register, but look again"
Summary = tuple[str, Sentence, str]
"""State, its sentence, and "" or the English words that say more than the sentence."""


def build_report(
    seen: Seen,
    outcomes: tuple[Outcome, ...],
    score: Score,
    decision: Decision,
    rules: Rules,
    *,
    depth: str,
    for_whom: tuple[Sentence, ...] = (),
    where_to_buy: tuple[Sentence, ...] = (),
) -> Report:
    """The report on what was seen; pure."""
    evidence = seen.evidence
    address = evidence.address
    register = evidence.register
    by_part = {part: _part(part, [o for o in outcomes if o.signal.part is part], seen, score, rules) for part in Part}
    return Report(
        address=address.url,
        host=address.host,
        display_host=address.display_host,
        registrable_domain=address.registrable_domain,
        country=evidence.country,
        verdict=decision.verdict.value,
        headline=_headline(decision, outcomes, for_whom),
        reason=decision.reason,
        said=decision.said,
        is_conflict=decision.is_conflict,
        score=score.value,
        coverage=score.coverage,
        sells_medicines=seen.selling.state if seen.pages else "unknown",
        selling_reasons=seen.selling.reasons,
        prescription=_prescription_state(seen, outcomes),
        for_whom=tuple(map(str, for_whom)),
        for_whom_said=for_whom,
        where_to_buy=tuple(map(with_address, where_to_buy)),
        where_to_buy_said=where_to_buy,
        parts={part.value: report for part, report in by_part.items()},
        registers=register.entries if register else (),
        register_copies=register.copies if register else (),
        not_evaluated=tuple(
            NotEvaluated(o.signal.id, o.signal.title, o.reason, o.message)
            for o in outcomes
            if o.state is not State.EVALUATED
        ),
        terms=tuple(TermLine(t.signal, t.strength.value, t.points) for t in score.terms),
        pages=tuple(PageLine(p.final_url, p.role, p.status, p.sha256, p.notes) for p in evidence.pages),
        host_notes=address.host_notes,
        depth=depth,
        versions={"pharmaproof": __version__, "scoring": SCORING_VERSION, "rule_pack": rules.version},
        gathered_at=evidence.gathered_at,
    )


def _headline(decision: Decision, outcomes: tuple[Outcome, ...], for_whom: tuple[Sentence, ...]) -> str:
    if decision.is_conflict:
        return LISTED_CONFLICT_HEADLINE
    if decision.verdict is Verdict.ACCREDITED and (programme := _programme(outcomes, for_whom)):
        return ACCREDITED_BY_HEADLINE.format(programme=programme)
    return HEADLINES[decision.verdict]


def _programme(outcomes: tuple[Outcome, ...], for_whom: tuple[Sentence, ...]) -> str:
    """Who accredits: as the ending of the name says, else as the entry's authority is called; "" when neither tells."""
    found = _fired(outcomes, "accredited-name")
    by_name = [f.said.values["programme"] for f in found.findings if "programme" in f.said.values] if found else []
    by_entry = [said.values["authority"] for said in for_whom if said.id == "for-whom.accredited"]
    return str(next(iter([*by_name, *by_entry]), ""))


def _part(part: Part, outcomes: list[Outcome], seen: Seen, score: Score, rules: Rules) -> PartReport:
    lines = sorted(
        (_line(o, i) for o in outcomes for i in range(len(o.findings))),
        key=lambda line: (line.direction != "alarm", list(Strength).index(Strength(line.strength))),
    )
    points = round(sum(t.points for t in score.terms if t.part is part), 2)
    state, said, detail = _SUMMARIES[part](seen, outcomes, rules)
    return PartReport(state, detail or str(said), said, points, tuple(lines))


def _line(outcome: Outcome, index: int) -> FindingLine:
    signal, finding = outcome.signal, outcome.findings[index]
    return FindingLine(
        signal=signal.id,
        title=signal.title,
        direction=signal.direction.value,
        strength=finding_strength(signal, finding).value,
        statement=finding.statement,
        said=finding.said,
        quote=finding.quote,
        place=finding.place,
        rule=finding.rule,
        why=signal.why,
        references=tuple(ReferenceLine(r.title, r.url, r.read_on) for r in signal.references),
    )


def _fired(outcomes: Iterable[Outcome], signal: str) -> Outcome | None:
    return next((o for o in outcomes if o.signal.id == signal and o.findings), None)


def _register_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> Summary:
    for state, signal in (
        ("warned", "warning-list-entry"),
        ("listed", "register-entry"),
        ("accredited", "accredited-name"),
    ):
        if found := _fired(outcomes, signal):
            return state, found.findings[0].said, ""
    register = seen.evidence.register
    if register is None or not register.copies:
        missing = seen.evidence.missing_kind("register")
        return "unknown", say("register.unknown"), missing.message if missing else ""
    gone = next((e for e in register.entries if e.polarity == "positive" and e.status != "active"), None)
    if gone is not None:
        authority = rules.authorities.get(gone.authority)
        name = authority.register_name if authority else gone.authority
        return "delisted", say(f"register.{gone.status}", host=gone.expression, register=name), ""
    warning_lists = {a.id for a in rules.authorities.values() if a.polarity == "negative"}
    names = tuple(c.register_name for c in register.copies if c.authority not in warning_lists)
    if not names:
        return "unknown", say("register.no-register"), ""
    return "not_listed", say("register.not-listed", registers=names), ""


def _logo_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> Summary:
    logo = seen.evidence.logo
    if logo is None:
        return "unknown", say("logo.unknown"), ""
    said = say(f"logo.{logo.state}")
    return logo.state, said, f"{said} {logo.reason}".strip() if logo.state == "unreachable" else ""


PRESCRIPTION_STATES: Final = (
    "claimed_only", "not_needed", "questionnaire_only", "required", "unclear", "unknown", "waived"
)  # fmt: skip


def _prescription_state(seen: Seen, outcomes: Iterable[Outcome]) -> str:
    from checker.signals.medicines import needs_prescription, offered  # signals import reading, reading not report

    if not seen.pages:
        return "unknown"
    outcomes = tuple(outcomes)
    waived = _fired(outcomes, "prescription-waived")
    if waived and any(
        finding_strength(waived.signal, f) in (Strength.DECISIVE, Strength.STRONG) for f in waived.findings
    ):
        return "waived"
    if seen.has("prescription-step"):
        return "required"
    if _fired(outcomes, "questionnaire-instead-of-prescription"):
        return "questionnaire_only"
    if seen.has("prescription-required"):
        return "claimed_only"
    sold = [o.substance for _, o in offered(seen).values()]
    if (
        seen.sells
        and sold
        and not any(needs_prescription(s, seen.buyer_country) or s.group != "over_the_counter" for s in sold)
    ):
        return "not_needed"
    return "unclear"


def _prescription_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> Summary:
    state = _prescription_state(seen, outcomes)
    return state, say("part.unread" if state == "unknown" else f"prescription.{state}"), ""


def _domain_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> Summary:
    registration = seen.evidence.domain_registration
    if registration is None:
        missing = seen.evidence.missing_kind("domain_registration")
        return "unknown", say("domain.unknown"), missing.message if missing else ""
    if not registration.exists:
        said = say("domain.not-registered", host=registration.domain, service=registration.service)
        return "not_registered", said, ""
    if registration.registered_at is None:
        return "unknown", say("domain.no-date", service=registration.service), ""
    state = "young" if _fired(outcomes, "young-domain") else "established"
    date = f"{registration.registered_at:%Y-%m-%d}"
    return state, say("domain.registered", host=registration.domain, date=date), ""


def _risk_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> Summary:
    alarms = [
        f
        for o in outcomes
        if o.signal.direction is Direction.ALARM
        for f in o.findings
        if ALARM_POINTS[finding_strength(o.signal, f)] > 0
    ]
    if not seen.pages:
        return "unknown", say("part.unread"), ""
    if not alarms:
        return "none", say("risk.none"), ""
    return "alarms", say("risk.alarms", count=len(alarms)), ""


_SUMMARIES: Final = {
    Part.REGISTER: _register_summary,
    Part.LOGO: _logo_summary,
    Part.PRESCRIPTION: _prescription_summary,
    Part.DOMAIN: _domain_summary,
    Part.RISK: _risk_summary,
}
