"""Finds names that somebody wrote so that filters would not find them: v1agra, v.i.a.g.r.a, viaaagra, vіagra.

Only tokens that no ordinary text holds are looked at (letters mixed with look-alike signs or scripts, single
letters in a row, a letter three times); each is undone and looked up whole, so an ordinary word can never hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

MIN_CHARS: Final = 5
"""Shorter names have too many chance spellings ("s0ma" is the price of that)."""
MAX_TOKEN_CHARS: Final = 40
MAX_READINGS: Final = 16

_LEET: Final = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g",
    "@": "a", "!": "il", "|": "il", "$": "s", "(": "c", "+": "t", "%": "x",
}  # fmt: skip
_LOOK_ALIKE: Final = str.maketrans("авеикмнорстухіјѕԁһӏвαβεικνορτυχγ", "abeukmhopctyxijsdhlbabeikvoptuxy")
_TOKEN: Final = re.compile("[a-z0-9@!|$(+%\u03b1-\u03c9\u0430-\u044f\u0451-\u045f\u0501\u04bb\u04cf]{4,40}")
_MIXED: Final = re.compile("[a-z].*[^a-z]|[^a-z].*[a-z]")
_ROW: Final = re.compile("(?<![a-z0-9])([a-z])([-._*/| \u00b7])[a-z](?:\\2[a-z]){2,20}(?![a-z0-9])")
_THRICE: Final = re.compile("([a-z])\\1\\1+")
_LATIN: Final = re.compile("[a-z]+")
_DOSE: Final = re.compile("^([a-z]+)[0-9]{1,5}(?:mg|mcg|ml|g|iu)?$")


class Names:
    """The names that obfuscated tokens are looked up in: Latin letters only, one word."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for text, number in names:
            if len(text) >= MIN_CHARS and _LATIN.fullmatch(text):
                self._numbers.setdefault(text, []).append(number)

    def find(self, normal: str) -> Iterator[tuple[int, int, int, bool]]:
        """Yield (name's number, start, end, is_obfuscated) for each undone token that is a name."""
        for token in _TOKEN.finditer(normal):
            text = token[0]
            if _LATIN.fullmatch(text):
                if _THRICE.search(text):
                    readings = [_THRICE.sub(r"\1", text), _THRICE.sub(r"\1\1", text)]
                    yield from self._look_up(readings, token.start(), token.end())
            elif _MIXED.search(text):
                if dose := _DOSE.match(text):
                    for number in self._numbers.get(dose[1], ()):
                        yield number, token.start(), token.start() + len(dose[1]), False
                yield from self._look_up(_readings(text.rstrip("!|(+%")), token.start(), token.end())
        for row in _ROW.finditer(normal):
            yield from self._look_up([row[0].replace(row[2], "")], row.start(), row.end())

    def _look_up(self, readings: Iterable[str], start: int, end: int) -> Iterator[tuple[int, int, int, bool]]:
        for number in sorted({n for reading in readings for n in self._numbers.get(reading, ())}):
            yield number, start, end, True


def _readings(token: str) -> list[str]:
    """List the words that a token may stand for."""
    token = token.translate(_LOOK_ALIKE)
    options = [_LEET.get(char, char) for char in token]
    count = 1
    for option in options:
        count *= len(option)
    if count > MAX_READINGS:
        return []
    return ["".join(chars) for chars in product(*options)]
