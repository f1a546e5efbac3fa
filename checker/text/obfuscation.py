"""Finds names that somebody wrote so that filters miss them: v1agra, v.i.a.g.r.a, viaaagra, "viagra" with a Cyrillic a.

Only tokens that hardly any honest text holds are looked at; each is undone and looked up whole among the names, so
that no part of an ordinary word can hit. The rules are told in docs/matching.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from checker.text.chars import SPACED

MIN_CHARS: Final = 5
"""Shorter names have too many chance spellings ("s0ma" is the price of that)."""
MAX_TOKEN_CHARS: Final = 40
MAX_READINGS: Final = 16
"""Of a token whose signs may stand for more than one letter ("1" for i or l)."""
MAX_TOKENS: Final = 2_000
"""Of the tokens and rows that look obfuscated only the first so many are undone; product codes on honest pages
are some hundreds."""

_LEET: Final = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il", "(": "c", "+": "t", "%": "x",
}  # fmt: skip
_WEAK: Final = "!|(+%"
"""Signs that often stand beside a word; they stand for a letter only between two others of the token."""
_LOOK_ALIKES: Final = str.maketrans("авекмнорстухѕіјһԁӏѵαβεικνορτυχγ", "abekmhopctyxsijhdlvabeikvoptuxy")
_FOREIGN: Final = "\u0370-\u052f"
_TOKEN_CLASS: Final = f"[a-z0-9@$!|(+%{_FOREIGN}]"
_TOKEN_CHARS: Final = frozenset(filter(re.compile(_TOKEN_CLASS).match, map(chr, range(0x530))))
_TOKEN: Final = re.compile(f"{_TOKEN_CLASS}+")
_MIXED: Final = re.compile(f"[a-z](?:[0-9@${_FOREIGN}]|[!|(+%][a-z0-9@$])|[0-9@$][a-z][a-z][a-z]|[{_FOREIGN}][a-z]")
_ROW: Final = re.compile(rb"(?<![a-z0-9])([a-z])([-._*/| ])[a-z](?:\2[a-z]){2,20}(?![a-z0-9])")
_SPACED_CHAR: Final = re.compile(f"[{SPACED}]")
_SIGN: Final = re.compile(f"[{_WEAK}@$]")
_SIGNLESS: Final = re.compile(f"[^{_WEAK}@$]+")
_THRICE: Final = re.compile(r"([a-z])\1\1+")
_LATIN: Final = re.compile("[a-z]+")
_DOSE: Final = re.compile("(.+?)[0-9]{1,5}(mg|mcg|ml|g|iu)?")

_CLASSES: Final = bytes(
    97 if 97 <= c < 123  # a: Latin letter
    else 49 if 48 <= c < 58 or c in b"@$"  # 1: digit, or sign that stands for a letter
    else 50 if chr(c) in _WEAK  # 2
    else 104 if 0xCD <= c < 0xD5  # h: first byte of a Greek or Cyrillic letter
    else 99 if 0x80 <= c < 0xC0  # c: further byte of any
    else 32
    for c in range(256)
)  # fmt: skip
_ROWS: Final = (b"a a a a", b"a2a2a2a")
"""In bytes' classes: where a row of single letters may stand."""
_MIXTURES: Final = (b"a1", b"1aaa", b"a2a", b"a21", b"ah", b"hca")
"""In bytes' classes: what _MIXED says, which alone is too slow."""
_FIND_SUSPECTS: Final = BytesAhoCorasick(
    [*_ROWS, *_MIXTURES], matchkind=MatchKind.Standard, implementation=Implementation.DFA
)
_FIND_THRICE: Final = AhoCorasick(
    [chr(c) * 3 for c in range(97, 123)], matchkind=MatchKind.LeftmostFirst, store_patterns=False
)

Found = tuple[int, int, int, bool]
"""(number of the name, start, end, is_obfuscated)."""


class Names:
    """The names that obfuscated tokens are looked up in: one word of Latin letters."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for text, number in names:
            if len(text) >= MIN_CHARS and _LATIN.fullmatch(text):
                self._numbers.setdefault(text, []).append(number)

    def find(self, normal: str, raw: bytes) -> list[Found]:
        """Return what is hidden in a text in normal form; raw is the same in UTF-8."""
        suspects = _FIND_SUSPECTS.find_matches_as_indexes(raw.translate(_CLASSES), overlapping=True)
        places = [start for kind, start, _ in suspects if kind >= len(_ROWS)]
        found = list(self._find_rows(raw, [start for kind, start, _ in suspects if kind < len(_ROWS)]))
        if len(raw) != len(normal):
            spans = _char_places(raw, sorted({place for hit in found for place in hit[1:3]}))
            found = [(number, spans[start], spans[end], True) for number, start, end, _ in found]
            places = list(_char_places(raw, places).values())
        found = [hit for hit in found if not _is_part(normal, hit[1], hit[2])]
        if thrice := _FIND_THRICE.find_matches_as_indexes(normal):
            places = sorted({*places, *(start for _, start, _ in thrice)})
        found.extend(self._find_tokens(normal, places))
        return found

    def _find_rows(self, raw: bytes, places: list[int]) -> Iterator[Found]:
        """Yield names spelled in single letters with one separator between, v-i-a-g-r-a, by their places in raw."""
        done = count = 0
        for place in places:
            if place < done or count == MAX_TOKENS or (row := _ROW.match(raw, place)) is None:
                continue
            done = row.end()
            count += 1
            word = row[0][::2].decode("ascii")
            yield from self._look_up([word], row.start(), done)
            yield from self._look_up([word[1:]], row.start() + 2, done)  # "I v i a g r a", "a v i a g r a"

    def _find_tokens(self, normal: str, places: list[int]) -> Iterator[Found]:
        """Yield names in tokens that mix letters with signs or scripts or hold a letter three times."""
        done = count = 0
        for place in places:
            if place < done:
                continue
            if count == MAX_TOKENS:
                return
            start, floor = place, max(done, place - MAX_TOKEN_CHARS)
            while start > floor and normal[start - 1] in _TOKEN_CHARS:
                start -= 1
            token = _TOKEN.match(normal, start)
            if token is None:
                continue
            done = token.end()
            if len(token[0]) > MAX_TOKEN_CHARS or _is_part(normal, start, done):
                continue
            text = token[0].lstrip(_WEAK)
            if len(text) >= MIN_CHARS:
                count += 1
                yield from self._undo(text.rstrip(_WEAK), done - len(text))

    def _undo(self, text: str, start: int) -> Iterator[Found]:
        """Yield the names that a token or, failing that, a part of it between signs stands for."""
        found = list(self._undo_part(text, start))
        if not found and _SIGN.search(text):
            for part in _SIGNLESS.finditer(text):
                found.extend(self._undo_part(part[0], start + part.start()))
        yield from found

    def _undo_part(self, text: str, start: int) -> Iterator[Found]:
        if _LATIN.fullmatch(text):
            if _THRICE.search(text):
                readings = [_THRICE.sub(r"\1", text), _THRICE.sub(r"\1\1", text)]
                yield from self._look_up(readings, start, start + len(text))
        elif _MIXED.search(text):
            dose = _DOSE.fullmatch(text)
            if dose and dose[1] in self._numbers:
                for number in self._numbers[dose[1]]:
                    yield number, start, start + len(dose[1]), False
                return
            if dose and dose[2]:
                text = dose[1]
            yield from self._look_up(_readings(text), start, start + len(text))

    def _look_up(self, readings: Iterable[str], start: int, end: int) -> Iterator[Found]:
        for number in sorted({n for reading in readings for n in self._numbers.get(reading, ())}):
            yield number, start, end, True


def _is_part(normal: str, start: int, end: int) -> bool:
    """Return whether a letter stands directly before or after a span."""
    return bool(_SPACED_CHAR.match(normal, end) or (start and _SPACED_CHAR.match(normal, start - 1)))


def _readings(token: str) -> list[str]:
    """List the words that a token may stand for; none if there are too many."""
    options = [_LEET.get(char, char) for char in token.translate(_LOOK_ALIKES)]
    if math.prod(map(len, options)) > MAX_READINGS:
        return []
    return ["".join(chars) for chars in product(*options)]


def _char_places(raw: bytes, places: list[int]) -> dict[int, int]:
    """Map rising positions in UTF-8 to positions in characters."""
    found: dict[int, int] = {}
    chars = before = 0
    for place in places:
        # Every byte but the further bytes of a character begins one.
        chars += len(raw[before:place].translate(None, _FURTHER_BYTES))
        before = place
        found[place] = chars
    return found


_FURTHER_BYTES: Final = bytes(range(0x80, 0xC0))
