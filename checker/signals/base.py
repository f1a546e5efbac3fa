"""What a signal is: a named question about the evidence, with what it found and how telling that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reading import Seen
    from checker.rules import Rules
    from checker.sentences import Sentence


class Strength(StrEnum):
    """How telling a finding is; ``checker.score`` says how much."""

    DECISIVE = "decisive"
    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NOTE = "note"


class Direction(StrEnum):
    ALARM = "alarm"
    REASSURE = "reassure"


class Part(StrEnum):
    """The five parts of a report, the order in which people read them."""

    REGISTER = "register"
    LOGO = "logo"
    PRESCRIPTION = "prescription"
    DOMAIN = "domain"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Reference:
    title: str
    url: str
    """"" for printed material."""
    read_on: str
    """ISO date on which the page or text was read."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation, exact enough to be shown to someone who disagrees."""

    signal: str
    quote: str
    """Words or value exactly as seen, at most 300 characters."""
    place: str
    """Where: page address and part, register and date, or field name."""
    rule: str
    """Id of the phrase, substance or limit that matched."""
    said: Sentence
    """What was seen, never what it means; each language has its own words for it."""
    strength: Strength | None = None
    """Weaker (or stronger) than the signal's own for this case; None: the signal's."""

    @property
    def statement(self) -> str:
        """The sentence in plain English."""
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Signal:
    id: str
    title: str
    looks_for: str
    why: str
    references: tuple[Reference, ...]
    strength: Strength
    direction: Direction
    part: Part
    needs: tuple[str, ...]
    """Evidence kinds it reads; when one is missing the outcome is NOT_EVALUATED."""
    find: Callable[[Seen, Rules], tuple[Finding, ...]]
    known_false_alarms: str = ""
    known_misses: str = ""


class State(StrEnum):
    EVALUATED = "evaluated"
    NOT_EVALUATED = "not_evaluated"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What running one signal gave."""

    signal: Signal
    state: State
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    """For NOT_EVALUATED: code of the missing evidence; for ERROR: the exception's name."""
    message: str = ""
