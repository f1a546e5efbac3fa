"""Whether a page says words in its own voice, or negates, asks, quotes or refuses them. Pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.answers import is_label_of_no, is_of_validity, is_refused
from checker.text import Hit, is_negated, is_quoted, sentence_span

if TYPE_CHECKING:
    from checker.rules import Phrase

PLAIN_TOPICS: Final = frozenset(
    "warning news information leaflet consult clinic licence imprint otc research-chemical pack shop-noun "
    "made-for medicine-class medicine-noun other-goods pharmacist trade-only".split()
)
"""Topics that a negation or quotation mark does not turn around: "warns of counterfeit medicines" is a warning."""
BEHIND_TOPICS: Final = frozenset(("prescription-waived", "order-words"))
UNTURNED_TOPICS: Final = frozenset(("customs-reship", "discreet"))
"""In "if it does not arrive, we send it again" and "will not appear on your statement" the negation is part of the
promise; quotation marks still count."""
NEGATED_BEHIND_WORDS: Final = 6
NEGATED_BEHIND_CHARS: Final = 24
"""In place of words where none stand apart: Chinese and Japanese."""
"""In "sprzedaż bez recepty jest zabroniona" or "reçetesiz almayın" the negation stands behind the words."""


class PhraseSeen:
    """One phrase on one page; whether the page says it in its own voice is worked out when asked."""

    __slots__ = ("_counts", "_voice", "end", "phrase", "start")

    def __init__(self, phrase: Phrase, start: int, end: int, voice: Voice) -> None:
        self.phrase = phrase
        self.start = start
        """In the page's normal text."""
        self.end = end
        self._voice = voice
        self._counts: bool | None = None

    @property
    def is_question(self) -> bool:
        """ "Can I buy it without a prescription?" asks, and claims nothing."""
        return self._voice.is_question(self.end)

    @property
    def is_label_of_no(self) -> bool:
        """ "Prescription required: no" """
        return is_label_of_no(self._voice.normal, self.end)

    @property
    def _is_refusal(self) -> bool:
        """ "Without a valid prescription", "no prescription, no medicine" """
        return is_of_validity(self._voice.normal, self.end) or is_refused(self._voice.normal, self.end)

    @property
    def counts(self) -> bool:
        """True when the page says it itself: neither negated nor quoted from others."""
        if self._counts is None:
            topic = self.phrase.topic
            self._counts = topic in PLAIN_TOPICS or (
                self._voice.is_own(
                    self.start,
                    self.end,
                    looks_before=topic not in UNTURNED_TOPICS,
                    looks_behind=topic in BEHIND_TOPICS,
                )
                and not (topic == "prescription-required" and (self.is_question or self.is_label_of_no))
                and not (topic == "prescription-waived" and self._is_refusal)
            )
        return self._counts


@dataclass(frozen=True, slots=True)
class Voice:
    """A text and its negation words: tells what it says in its own voice."""

    normal: str
    negations: tuple[Hit, ...]

    def is_own(self, start: int, end: int, *, looks_before: bool, looks_behind: bool) -> bool:
        if looks_before and is_negated(self.normal, start, end, self.negations):
            return False
        if is_quoted(self.normal, start, end):
            return False
        return not (looks_behind and self._is_negated_behind(end))

    def _is_negated_behind(self, end: int) -> bool:
        """A negation word at most six words behind, in the same sentence."""
        at = bisect_left(self.negations, end, key=lambda n: n.start)
        if at == len(self.negations):
            return False
        start = self.negations[at].start
        spaces = self.normal.count(" ", end, start)
        return start < sentence_span(self.normal, end - 1)[1] and (
            spaces <= NEGATED_BEHIND_WORDS if spaces else start - end <= NEGATED_BEHIND_CHARS
        )

    def is_question(self, end: int) -> bool:
        """Whether the sentence of the words ends in a question mark."""
        stop = sentence_span(self.normal, end - 1)[1]
        return self.normal[max(stop - 1, 0) : stop + 1].strip()[-1:] in ("?", "？", "؟")
