"""Score, coverage and stated facts -> verdict: the one table of bands.

Facts come first (a register entry, an accreditation), then the gate (does it sell medicines?), then alarms. Only a
quoted decisive finding gives ``rogue``; only proof gives ``listed``; what could not be looked at gives neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checker.sentences import Sentence, english, say
from checker.signals.base import Direction, Finding, Outcome, Strength

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.score import Score

SUSPICIOUS_MIN_ALARM_POINTS: Final = 2.0
"""One strong alarm, or two moderate ones of different signals."""
SUSPICIOUS_MIN_NET_POINTS: Final = 1.4
"""Alarms less reassurances: a named licence and a prescription step weigh against mere moderate signs."""


BLANK_MAX_CHARS: Final = 20
"""Less text than any honest page's title and heading: a placeholder, or a page that only a script would fill."""


class Verdict(StrEnum):
    LISTED = "listed"
    ACCREDITED = "accredited"
    UNLISTED = "unlisted"
    SUSPICIOUS = "suspicious"
    ROGUE = "rogue"
    NOT_SELLING = "not_selling"
    UNDETERMINED = "undetermined"


FACTS: Final = (
    ("register-entry", Verdict.LISTED),
    ("proven-common-logo", Verdict.LISTED),
    ("accredited-name", Verdict.ACCREDITED),
    ("warning-list-entry", Verdict.ROGUE),
)
"""Signals that decide by themselves, the first that found something; ``/v1/labels`` reads this table too."""
PROVEN: Final = frozenset((Verdict.LISTED, Verdict.ACCREDITED))
"""What alarms do not overturn: they are shown as a conflict."""


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    said: Sentence
    """What decided."""
    is_conflict: bool = False
    """A listed or accredited site whose pages show decisive alarms, or offer what its entry does not cover."""
    detail: str = ""
    """For what could not be looked at: the error's own words, more exact than the sentence of its kind."""

    @property
    def reason(self) -> str:
        """One sentence in English: what decided."""
        return self.detail or str(self.said)


def decide(seen: Seen, outcomes: Iterable[Outcome], score: Score) -> Decision:
    """The verdict on what was seen."""
    found = {o.signal.id: o for o in outcomes if o.findings}
    decisive = _decisive_alarm(found.values())
    for signal, verdict in FACTS:
        if signal in found:
            is_conflict = verdict in PROVEN and (decisive is not None or "outside-register-scope" in found)
            return Decision(verdict, found[signal].findings[0].said, is_conflict=is_conflict)
    if not seen.pages:
        missing = seen.evidence.missing_kind("page")
        if "telling-host-name" in found and missing is not None and missing.code == "not-asked":
            return Decision(Verdict.SUSPICIOUS, found["telling-host-name"].findings[0].said)
        if missing is None:
            return Decision(Verdict.UNDETERMINED, missing_page("not-asked"))
        return Decision(Verdict.UNDETERMINED, missing_page(missing.code), detail=missing.message)
    if _is_blank(seen):
        return Decision(Verdict.UNDETERMINED, say("reason.blank"))
    if seen.selling.state == "no":
        return Decision(Verdict.NOT_SELLING, say("reason.not-sold"))
    if seen.sells and decisive is not None:
        return Decision(Verdict.ROGUE, decisive.said)
    alarm = score.alarm_points
    if alarm >= SUSPICIOUS_MIN_ALARM_POINTS and -score.points >= SUSPICIOUS_MIN_NET_POINTS:
        return Decision(Verdict.SUSPICIOUS, _strongest(found.values()))
    if not seen.sells:
        return Decision(Verdict.NOT_SELLING, say("reason.unclear-sale"))
    return Decision(Verdict.UNLISTED, say("reason.unlisted"))


def missing_page(code: str) -> Sentence:
    """Why a page could not be looked at, by the code of its error."""
    sentence = f"missing.{code}"
    return say(sentence if sentence in english() else "missing.other")


def _is_blank(seen: Seen) -> bool:
    shown = sum(len(page.body.normal) for page in seen.pages)
    return shown < BLANK_MAX_CHARS and not any(page.offers or page.page.offers for page in seen.pages)


def _decisive_alarm(outcomes: Iterable[Outcome]) -> Finding | None:
    for outcome in outcomes:
        if outcome.signal.direction is not Direction.ALARM:
            continue
        for finding in outcome.findings:
            if (finding.strength or outcome.signal.strength) is Strength.DECISIVE and finding.quote:
                return finding
    return None


def _strongest(outcomes: Iterable[Outcome]) -> Sentence:
    order = list(Strength)
    alarms = [
        (order.index(f.strength or o.signal.strength), f.said)
        for o in outcomes
        if o.signal.direction is Direction.ALARM
        for f in o.findings
    ]
    return min(alarms, key=lambda a: a[0])[1]
