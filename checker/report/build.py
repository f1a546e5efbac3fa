"""Outcomes, score and decision -> the report, with the words that people see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

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
from checker.signals.base import Direction, Outcome, Part, State, Strength
from checker.verdict import Decision, Verdict
from checker.version import __version__

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules

HEADLINES: Final = {
    Verdict.LISTED: "On the official register",
    Verdict.ACCREDITED: "Accredited",
    Verdict.UNLISTED: "Not found on a register",
    Verdict.SUSPICIOUS: "Warning signs",
    Verdict.ROGUE: "Don’t buy here",
    Verdict.NOT_SELLING: "No medicines seem to be sold here",
    Verdict.UNDETERMINED: "Couldn’t check",
}
LISTED_CONFLICT_HEADLINE: Final = "On the register, but look again"
UNLISTED_REASON: Final = "We found no register entry and no serious warning. That is not a proof of safety."


def build_report(
    seen: Seen,
    outcomes: tuple[Outcome, ...],
    score: Score,
    decision: Decision,
    rules: Rules,
    *,
    depth: str,
    for_whom: tuple[str, ...] = (),
    where_to_buy: tuple[str, ...] = (),
) -> Report:
    """The report on what was seen; pure."""
    evidence = seen.evidence
    address = evidence.address
    register = evidence.register
    headline = HEADLINES[decision.verdict]
    if decision.is_conflict:
        headline = LISTED_CONFLICT_HEADLINE
    by_part = {part: _part(part, [o for o in outcomes if o.signal.part is part], seen, score, rules) for part in Part}
    return Report(
        address=address.url,
        host=address.host,
        display_host=address.display_host,
        registrable_domain=address.registrable_domain,
        country=evidence.country,
        verdict=decision.verdict.value,
        headline=headline,
        reason=UNLISTED_REASON if decision.verdict is Verdict.UNLISTED else decision.reason,
        is_conflict=decision.is_conflict,
        score=score.value,
        coverage=score.coverage,
        sells_medicines=seen.selling.state if seen.pages else "unknown",
        selling_reasons=seen.selling.reasons,
        prescription=_prescription_state(seen, outcomes),
        for_whom=for_whom,
        where_to_buy=where_to_buy,
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


def _part(part: Part, outcomes: list[Outcome], seen: Seen, score: Score, rules: Rules) -> PartReport:
    lines = sorted(
        (_line(o, i) for o in outcomes for i in range(len(o.findings))),
        key=lambda line: (line.direction != "alarm", list(Strength).index(Strength(line.strength))),
    )
    points = round(sum(t.points for t in score.terms if t.part is part), 2)
    state, summary = _SUMMARIES[part](seen, outcomes, rules)
    return PartReport(state, summary, points, tuple(lines))


def _line(outcome: Outcome, index: int) -> FindingLine:
    signal, finding = outcome.signal, outcome.findings[index]
    return FindingLine(
        signal=signal.id,
        title=signal.title,
        direction=signal.direction.value,
        strength=finding_strength(signal, finding).value,
        statement=finding.statement,
        quote=finding.quote,
        place=finding.place,
        rule=finding.rule,
        why=signal.why,
        references=tuple(ReferenceLine(r.title, r.url, r.read_on) for r in signal.references),
    )


def _fired(outcomes: Iterable[Outcome], signal: str) -> Outcome | None:
    return next((o for o in outcomes if o.signal.id == signal and o.findings), None)


def _register_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> tuple[str, str]:
    if found := _fired(outcomes, "warning-list-entry"):
        return "warned", found.findings[0].statement
    if found := _fired(outcomes, "register-entry"):
        return "listed", found.findings[0].statement
    if found := _fired(outcomes, "accredited-name"):
        return "accredited", found.findings[0].statement
    register = seen.evidence.register
    if register is None or not register.copies:
        missing = seen.evidence.missing_kind("register")
        return "unknown", missing.message if missing else "No register copy is held here, so none was searched."
    gone = [e for e in register.entries if e.polarity == "positive" and e.status != "active"]
    if gone:
        entry = gone[0]
        when = f" on {entry.removed_on:%Y-%m-%d}" if entry.removed_on else ""
        return "delisted", f"{entry.expression} was on the register of {entry.authority}, {entry.status}{when}."
    warning_lists = {a.id for a in rules.authorities.values() if a.polarity == "negative"}
    copies = [c for c in register.copies if c.authority not in warning_lists]
    searched = ", ".join(f"{c.register_name} ({c.country}, read {c.read_at:%Y-%m-%d})" for c in copies[:6])
    more = f" and {len(copies) - 6} more" if len(copies) > 6 else ""
    if not copies:
        return "unknown", "Only warning lists are held here, no register, so none was searched."
    return "not_listed", f"Not in the register copies held: {searched}{more}."


_LOGO_WORDS: Final = {
    "proven": "The logo leads to an entry of the authority that names this site.",
    "in_snapshot": "The logo leads to the authority’s list, and our copy of the list names this site.",
    "unproven": "A common logo links to an authority; the entry was not followed.",
    "entry_names_other_host": "The logo’s entry does not name this site.",
    "unreachable": "A common logo links to an authority, whose page could not be read.",
    "stale_host": "The logo links to a former address of the authority.",
    "generic_link": "The logo links to a general page, not to an entry.",
    "wrong_host": "The logo links to a site that is no authority.",
    "wrong_country": "The logo’s flag and its link are of different countries.",
    "image_only": "A picture of the common logo without a link to an entry.",
    "eu_flag": "A logo with the EU flag, which no state issues.",
    "veterinary_only": "A logo for veterinary medicines only.",
    "not_valid_here": "A logo of Great Britain, no longer valid since 2021.",
    "absent": "No common logo was seen.",
}


def _logo_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> tuple[str, str]:
    logo = seen.evidence.logo
    if logo is None:
        return "unknown", "The pages were not looked at for the common logo."
    words = _LOGO_WORDS[logo.state]
    return logo.state, f"{words} {logo.reason}".strip() if logo.state == "unreachable" else words


PRESCRIPTION_WORDS: Final = {
    "waived": "Offers prescription medicines and says that none is needed.",
    "required": "Asks for the prescription and has a step to hand it in.",
    "claimed_only": "Says that a prescription is required; no step to hand it in was seen.",
    "questionnaire_only": "An online questionnaire takes the place of the prescription.",
    "not_needed": "Only medicines that need no prescription were seen on offer.",
    "unclear": "Nothing clear about prescriptions was seen.",
    "unknown": "No page could be read.",
}


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


def _prescription_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> tuple[str, str]:
    state = _prescription_state(seen, outcomes)
    return state, PRESCRIPTION_WORDS[state]


def _domain_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> tuple[str, str]:
    registration = seen.evidence.domain_registration
    if registration is None:
        missing = seen.evidence.missing_kind("domain_registration")
        return "unknown", missing.message if missing else "The domain registration was not looked up."
    if not registration.exists:
        return "not_registered", f"{registration.domain} is not registered, says {registration.service}."
    if registration.registered_at is None:
        return "unknown", f"{registration.service} gives no registration date."
    state = "young" if _fired(outcomes, "young-domain") else "established"
    return state, f"{registration.domain} was registered on {registration.registered_at:%-d %B %Y}."


def _risk_summary(seen: Seen, outcomes: list[Outcome], rules: Rules) -> tuple[str, str]:
    alarms = [
        f
        for o in outcomes
        if o.signal.direction is Direction.ALARM
        for f in o.findings
        if ALARM_POINTS[finding_strength(o.signal, f)] > 0
    ]
    if not seen.pages:
        return "unknown", "No page could be read."
    if not alarms:
        return "none", "No warning sign was seen on the pages read."
    return "alarms", f"{len(alarms)} warning sign{'s' if len(alarms) > 1 else ''} on the pages read."


_SUMMARIES: Final = {
    Part.REGISTER: _register_summary,
    Part.LOGO: _logo_summary,
    Part.PRESCRIPTION: _prescription_summary,
    Part.DOMAIN: _domain_summary,
    Part.RISK: _risk_summary,
}
