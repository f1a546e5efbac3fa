"""What a host name says by its words: medicines, "buy", "cheap", "no prescription". Pure, no list of hosts.

A name is split at hyphens, dots and digits, then into known words by the cheapest segmentation. A word counts only
where no unknown letters touch it: ``cialis`` in ``spe-cialis-t`` or ``pill`` in ``pillow`` is no medicine. The few
names that spammers pad with random letters (``cialisxforce``) are an exception with its own list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from checker.rules.load import FOLDER, read_json

if TYPE_CHECKING:
    from checker.address import Address
    from checker.rules import Rules

WordKind = Literal[
    "medicine", "no-prescription", "pharmacy", "local-pharmacy", "pills", "medicines", "order", "cheap", "trade",
    "place", "filler", "innocent", "number", "unknown",
]  # fmt: skip

PADDED_NAMES: Final = frozenset(
    "viagra cialis levitra kamagra tadalafil sildenafil vardenafil tramadol propecia amoxil amoxicillin zithromax "
    "doxycycline clomid phentermine modafinil ivermectin xenical synthroid hydroxychloroquine".split()
)
"""Recognised with up to ``MAX_PADDING`` unknown letters beside; none is the beginning of an ordinary word."""
MAX_PADDING: Final = 7
MIN_MEDICINE_CHARS: Final = 5
SHORT_WORD_CHARS: Final = 5
_UNKNOWN_COST: Final = 1.6
_PARTS: Final = re.compile(r"[a-z]+|[0-9]+")
AROUND_THE_CLOCK: Final = frozenset(("24", "247", "365", "724"))
UNUSUAL_SUFFIXES: Final = frozenset(
    "ru su biz info top site website click shop online link space sale xyz to is ga tk gdn icu club store".split()
)
"""Cheap or lenient top-level domains; counts only together with medicine words."""


class HostWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    kind: str


class HostWordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    licence: str
    source: str
    added_on: str
    words: tuple[HostWord, ...]


@dataclass(frozen=True, slots=True)
class NameWord:
    text: str
    kind: WordKind


@dataclass(frozen=True, slots=True)
class HostName:
    """The words of a name, and what they amount to."""

    words: tuple[NameWord, ...]
    traits: tuple[str, ...]
    """Keys of ``NAME_POINTS`` that hold, sorted."""
    points: float
    """Log-odds for a rogue seller's name, of names that carry a medicine or pharmacy word; -9 for all others."""


NO_MEDICINE_WORD_POINTS: Final = -9.0
BASE_POINTS: Final = 1.05
NAME_POINTS: Final[Mapping[str, float]] = {
    "goods-and-cheap": 0.86,
    "goods-and-innocent": -1.99,
    "goods-and-much-trade": 0.65,
    "goods-and-order": 1.27,
    "goods-and-place": 2.07,
    "goods-and-trade": 2.49,
    "goods-and-unknown": -0.59,
    "goods-around-the-clock": 1.5,
    "local-and-trade": 0.18,
    "local-pharmacy": -2.78,
    "medicine": 2.38,
    "medicine-alone": -1.6,  # set by hand, not fitted: makers' own sites (brand.com) are in no list that was used
    "medicine-and-strength": 0.15,
    "medicine-and-trade": 1.42,
    "medicine-padded": 0.85,
    "medicines": 0.38,
    "no-prescription": 1.41,
    "pharmacy": -0.66,
    "pharmacy-and-goods": 1.58,
    "pills": 2.44,
    "two-goods-words": 0.0,
    "two-medicines": 0.17,
    "unlicensed-brand": 0.15,
    "unusual-suffix": 1.36,
}
"""Log-odds, by regularised logistic regression on the developers' half of the name lists (docs/accuracy.md); the base
is that of a name with a medicine or pharmacy word."""
ALARM_MIN_POINTS: Final = 2.0
"""Chosen so that in five-fold cross-validation no more than 0.3 % of legitimate pharmacies' names alarm."""


def read_host_name(address: Address, rules: Rules) -> HostName:
    """The name of the address, read; depends on the name and the rule pack only."""
    words = split_name(name_labels(address), rules)
    traits = name_traits(words, address.suffix, rules)
    if "has-medicine-word" not in traits:
        return HostName(words, (), NO_MEDICINE_WORD_POINTS)
    points = BASE_POINTS + sum(NAME_POINTS.get(trait, 0.0) for trait in traits)
    return HostName(words, tuple(sorted(traits)), round(points, 2))


def may_alarm(address: Address, rules: Rules) -> bool:
    """False when the name surely does not alarm: none of the words that could stands in it, in whatever split.

    Thirty times faster than reading it, for those who read thousands a second.
    """
    return bool(_telling_words(rules).find_matches_as_indexes(name_labels(address)))


@cache
def _telling_words(rules: Rules) -> AhoCorasick:
    """Every word without which a name has no ``has-medicine-word``."""
    kinds = ("medicine", "pharmacy", "local-pharmacy", "pills", "medicines", "no-prescription")
    found = {text for text, kind in _known_words(rules).items() if kind in kinds}
    return AhoCorasick(sorted(found | {"prescription"}), matchkind=MatchKind.Standard)


def name_labels(address: Address) -> str:
    """The part of the host that its owner chose: all before the public suffix, without ``www``."""
    labels = address.host.removesuffix("." + address.suffix)
    return labels.removeprefix("www.")


def split_name(labels: str, rules: Rules) -> tuple[NameWord, ...]:
    known = _known_words(rules)
    words: list[NameWord] = []
    for chunk in re.split(r"[-._]+", labels):
        for part in _PARTS.findall(chunk):
            if part.isdigit():
                words.append(NameWord(part, "number"))
            else:
                words.extend(_settle(_segment(part[:60], known)))
    return tuple(words)


class _Words(dict[str, WordKind]):
    """Hashable by identity, so that segmentations are cached per rule pack."""

    longest = 0

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


@cache
def _known_words(rules: Rules) -> _Words:
    known = _Words()
    for word in read_json(FOLDER / "host_words.json", HostWordFile).words:
        known[word.text] = word.kind  # type: ignore[assignment]
    for name in rules.names:
        substance = rules.substances[name.substance]
        text = name.text.rstrip("+")
        if (
            len(text) >= MIN_MEDICINE_CHARS
            and text.isascii()
            and text.isalpha()
            and not name.needs_cue
            and substance.group not in ("precursor", "over_the_counter")
        ):
            known.setdefault(text, "medicine")
    known.longest = max(map(len, known))
    return known


@lru_cache(maxsize=50_000)
def _segment(part: str, known: _Words) -> tuple[tuple[str, str], ...]:
    """Cheapest split of a run of letters; ``?`` marks unknown letters."""
    best: list[tuple[float, tuple[tuple[str, str], ...]]] = [(0.0, ())]
    for end in range(1, len(part) + 1):
        cost, words = best[end - 1]
        choice = (cost + _UNKNOWN_COST, (*words, (part[end - 1], "?")))
        for start in range(max(0, end - known.longest), end):
            text = part[start:end]
            kind = known.get(text) or (known.get(text[:-1]) if len(text) > 5 and text[-1] == "s" else None)
            if kind is not None:
                before, words = best[start]
                cost = before + {1: 3.0, 2: 2.2, 3: 1.5}.get(len(text), 1.0)
                if cost < choice[0]:
                    choice = (cost, (*words, (text, kind)))
        best.append(choice)
    return _joined(best[-1][1])


def _joined(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for text, kind in words:
        if kind == "?" and out and out[-1][1] == "?":
            out[-1] = (out[-1][0] + text, "?")
        else:
            out.append((text, kind))
    return tuple(out)


def _settle(words: tuple[tuple[str, str], ...]) -> list[NameWord]:
    """Words that unknown letters touch become unknown themselves, but for padded medicine names."""
    settled = []
    for index, (text, kind) in enumerate(words):
        if kind == "?":
            settled.append(NameWord(text, "unknown"))
            continue
        beside = [words[i][0] for i in (index - 1, index + 1) if 0 <= i < len(words) and words[i][1] == "?"]
        touched = bool(beside)
        if kind == "medicine" and touched:
            padded = text in PADDED_NAMES and sum(map(len, beside)) <= MAX_PADDING
            settled.append(NameWord(text, "medicine" if padded else "unknown"))
        elif touched and len(text) <= SHORT_WORD_CHARS and kind in ("pills", "medicines", "pharmacy"):
            settled.append(NameWord(text, "unknown"))
        else:
            settled.append(NameWord(text, kind))  # type: ignore[arg-type]
    return settled


def name_traits(words: tuple[NameWord, ...], suffix: str, rules: Rules) -> set[str]:
    """Traits of a name, keys of ``NAME_POINTS``."""
    texts = [w.text for w in words]
    count: Counter[str] = Counter(w.kind for w in words)

    def has(kind: str) -> bool:
        return count[kind] > 0

    waived = has("no-prescription") or ("prescription" in texts and ("no" in texts or "without" in texts))
    goods = has("pharmacy") or has("local-pharmacy") or has("pills") or has("medicines")
    trade = {w.text for w in words if w.kind == "trade"}
    unknown = sum(len(w.text) for w in words if w.kind == "unknown")
    clock = any(t in AROUND_THE_CLOCK for t in texts)
    found: set[str] = set()
    if has("medicine"):
        found.add("medicine")
        if count["medicine"] >= 2:
            found.add("two-medicines")
        if waived or goods or trade or has("order") or has("cheap") or has("place") or clock:
            found.add("medicine-and-trade")
        else:
            found.add("medicine-alone")
        if "mg" in texts:
            found.add("medicine-and-strength")
        if 0 < unknown <= MAX_PADDING:
            found.add("medicine-padded")
        if any(_is_unapproved(w, rules) for w in words if w.kind == "medicine"):
            found.add("unlicensed-brand")
    if waived:
        found.add("no-prescription")
    for kind in ("pharmacy", "local-pharmacy", "pills", "medicines"):
        if has(kind):
            found.add(kind)
    if count["medicines"] + count["pills"] >= 2:
        found.add("two-goods-words")
    if has("pharmacy") and (has("medicines") or has("pills")):
        found.add("pharmacy-and-goods")
    if goods:
        if has("order"):
            found.add("goods-and-order")
        if has("cheap"):
            found.add("goods-and-cheap")
        if has("place"):
            found.add("goods-and-place")
        if clock:
            found.add("goods-around-the-clock")
        if unknown >= 3:
            found.add("goods-and-unknown")
        if has("innocent"):
            found.add("goods-and-innocent")
        if len(trade) >= 1:
            found.add("local-and-trade" if has("local-pharmacy") else "goods-and-trade")
        if len(trade) >= 2:
            found.add("goods-and-much-trade")
    if goods or has("medicine") or waived:
        found.add("has-medicine-word")
        if suffix.rpartition(".")[2] in UNUSUAL_SUFFIXES:
            found.add("unusual-suffix")
    return found


def _is_unapproved(word: NameWord, rules: Rules) -> bool:
    return any(
        rules.substances[name.substance].group == "unapproved_brand" for name in rules.names_by_text.get(word.text, ())
    )
