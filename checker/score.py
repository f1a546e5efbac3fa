"""Outcomes -> score: the one table of points.

The score is 0-100 (100: strongest reasons to trust). It is the logistic of a sum of log-odds: a base for a seller
that no register lists, the points of each alarm (negative) and of each reassurance (positive). Each signal counts
once, with its strongest finding, so repeating a sentence changes nothing. The sum is monotone: an added alarm never
raises the score, missing evidence never lowers it. How the points were chosen: docs/accuracy.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from checker.signals.base import Direction, Finding, Outcome, Part, Signal, State, Strength

SCORING_VERSION: Final = "2026.11-1"

ALARM_POINTS: Final = {
    Strength.DECISIVE: 5.0,
    Strength.STRONG: 2.4,
    Strength.MODERATE: 1.2,
    Strength.WEAK: 0.5,
    Strength.NOTE: 0.0,
}
"""Log-odds against the seller."""
REASSURE_POINTS: Final = {
    Strength.DECISIVE: 5.0,
    Strength.STRONG: 1.2,
    Strength.MODERATE: 0.6,
    Strength.WEAK: 0.3,
    Strength.NOTE: 0.0,
}
"""Log-odds for the seller; lower than the alarms', since a page can write anything about itself."""
BASE_POINTS: Final = 0.0
"""An unlisted seller without findings stands at 50: we do not know."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the sum."""

    signal: str
    part: Part
    strength: Strength
    points: float
    """Signed: negative for alarms."""


@dataclass(frozen=True, slots=True)
class Score:
    value: int
    """0-100."""
    points: float
    """The sum, log-odds for the seller."""
    terms: tuple[Term, ...]
    coverage: float
    """0-1: share of the signals that could be evaluated."""

    @property
    def alarm_points(self) -> float:
        """Sum of the alarms alone, as a positive number."""
        return -sum(t.points for t in self.terms if t.points < 0)


def finding_strength(signal: Signal, finding: Finding) -> Strength:
    return finding.strength or signal.strength


def score(outcomes: Iterable[Outcome]) -> Score:
    """The score of the outcomes; the same outcomes give the same value on every machine."""
    outcomes = tuple(outcomes)
    terms = tuple(term for outcome in outcomes if (term := _term(outcome)) is not None)
    points = BASE_POINTS + sum(t.points for t in terms)
    evaluated = sum(o.state is State.EVALUATED for o in outcomes)
    coverage = round(evaluated / len(outcomes), 2) if outcomes else 0.0
    value = round(100 / (1 + math.exp(-points)))
    return Score(value, round(points, 2), terms, coverage)


def _term(outcome: Outcome) -> Term | None:
    if not outcome.findings:
        return None
    signal = outcome.signal
    table = ALARM_POINTS if signal.direction is Direction.ALARM else REASSURE_POINTS
    strongest = max((finding_strength(signal, f) for f in outcome.findings), key=lambda s: table[s])
    points = table[strongest]
    if points == 0:
        return None
    return Term(signal.id, signal.part, strongest, -points if signal.direction is Direction.ALARM else points)
