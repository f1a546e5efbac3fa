"""Phrases and medicine names of one text, by one pass of the matcher. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.seen import NameSeen
from checker.text import Hit
from checker.voice import PhraseSeen, Voice

if TYPE_CHECKING:
    from checker.rules import Phrase, Rules

MAX_HITS_PER_PHRASE: Final = 20
MAX_HITS_PER_NAME: Final = 40
"""Later hits of the same words on a page tell nothing new; a list of 10,000 cards must not cost more than 40."""


@dataclass(frozen=True, slots=True)
class TextSeen:
    """Phrases and names of one text."""

    phrases: Mapping[str, tuple[PhraseSeen, ...]]
    """By topic, in order of place."""
    names: tuple[NameSeen, ...]
    """In order of place, those that need a cue included; of names inside one another the longest."""


def _not_turned_around(wanted: list[tuple[Phrase, Hit]]) -> list[tuple[Phrase, Hit]]:
    """Without the demand inside the waiver or the free sale: "prescription required" in "no prescription required"."""
    waived = [hit for phrase, hit in wanted if phrase.topic in ("prescription-waived", "otc")]
    if not waived:
        return wanted
    demands = [hit for phrase, hit in wanted if phrase.topic == "prescription-required"]
    return [
        (phrase, hit)
        for phrase, hit in wanted
        if not (phrase.topic == "prescription-waived" and any(_is_inside(hit, demand) for demand in demands))
        and (
            phrase.topic not in ("prescription-required", "prescription-step")
            or not any(w.start < hit.end and hit.start < w.end and not _is_inside(w, hit) for w in waived)
        )
    ]


def _is_inside(hit: Hit, other: Hit) -> bool:
    """ "Dispensa receita" within "não dispensa receita" """
    return other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start


def read_text(normal: str, rules: Rules) -> TextSeen:
    """Phrases and names of a text in normal form."""
    ordered = rules.ordered_phrases
    names_from = len(ordered)
    phrases: dict[str, list[PhraseSeen]] = {}
    names: list[NameSeen] = []
    negations: list[Hit] = []
    counts: Counter[int] = Counter()
    last_name_end = -1
    wanted: list[tuple[Phrase, Hit]] = []
    for hit in rules.matcher.scan(normal):
        number = hit[0]
        if number < names_from:
            phrase = ordered[number]
            if phrase.topic == "negation":
                negations.append(hit)
            elif counts[number] < MAX_HITS_PER_PHRASE:
                counts[number] += 1
                wanted.append((phrase, hit))
        elif hit[2] > last_name_end:  # "kamagra" inside "kamagra oral jelly": the longer name stands
            last_name_end = hit[2]
            if counts[number] < MAX_HITS_PER_NAME:
                counts[number] += 1
                name = rules.ordered_names[number - names_from]
                names.append(NameSeen(name, rules.substances[name.substance], hit[1], hit[2], hit[3]))
    voice = Voice(normal, tuple(negations))
    for phrase, hit in _not_turned_around(wanted):
        phrases.setdefault(phrase.topic, []).append(PhraseSeen(phrase, hit[1], hit[2], voice))
    return TextSeen({topic: tuple(hits) for topic, hits in phrases.items()}, tuple(names))
