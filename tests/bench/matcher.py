"""Medians of the normal form and the matcher: ordinary texts of 50 kB against the bare automaton, and hostile ones.

``python -m tests.bench.matcher``. CPU time of this thread, so that a busy machine disturbs less. The patterns are
invented words of the size of a real rule pack: 3,000 phrases and 5,000 names.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from checker.text import Matcher, NormalText, Pattern, normalise

T = TypeVar("T")
PHRASES, NAMES, TEXT_CHARS, HOSTILE_CHARS = 3_000, 5_000, 50_000, 1 << 20
SYLLABLES = {
    "English": "the pre scrip tion med i cine or der tab let dose re quire with out ship buy a to of in is day".split(),
    "Polish": "bez re cep ty lek ap te ka zą żó ść dla do na za mó wie nie ta blet ki się ł".split(),
    "Russian": "без ре цеп та ап те ка ле кар ство за каз ать до став ка й ё на и таб лет ки".split(),
    "Chinese": list("无需处方药品网上购买正品保证隐私包装货到付款医生伟哥安全快速送达"),
    "Arabic": "بد ون وص فة طبي ة دو اء صي دل ية شر اء عل ى ال إن تر نت تو صي ل".split(),
}
HOSTILE = {
    "one endless word": "a", "endless a1": "a1", "separators": "-", "tildes": "~ ", "spaces": " ", "newlines": "\n",
    "letters in a row": "a-", "single letters": "a ", "short words": "aaaaa ", "one phrase": "no prescription needed ",
    "one anchor": "prescription ", "obfuscated": "v1agra ", "thrice": "viaaagra ", "addresses": "ab@cd ",
    "two scripts": "aа", "Hebrew marks": "\u05b0\u05c1", "accents": "\u0301\u0316", "Thai": "ก่า ", "jamo": "\u1100",
    "Chinese": "无需处", "zero-width": "a\u200b", "pictures": "💊a", "names": "viagra ", "capital accents": "É",
}  # fmt: skip


def main() -> None:
    chance = random.Random(1)
    texts = {language: "".join(_text(chance, parts)) for language, parts in SYLLABLES.items()}
    patterns = _patterns(chance)
    built, matcher = _timed(lambda: Matcher(patterns))
    print(f"{len(patterns)} patterns, built in {built:.0f} ms")
    bare = AhoCorasick([p.text for p in patterns if "~" not in p.text], implementation=Implementation.DFA)
    print(f"\n{'50 kB of':18}{'normalise':>10}{'scan':>8}{'bare':>8}{'ratio':>7}{'hits':>6}  20 quotes")
    for language, text in texts.items():
        normal = normalise(text)
        folding, scanning = _median(lambda t=text: normalise(t)), _median(lambda n=normal: matcher.scan(n))
        alone = _median(lambda n=normal: bare.find_matches_as_indexes(n, overlapping=True))
        hits = matcher.scan(normal)
        quoting = _median(lambda t=text, h=hits[:20]: _quotes(t, [(x.start, x.end) for x in h])) - folding
        row = f"{folding:10.3f}{scanning:8.3f}{alone:8.3f}{scanning / alone:7.1f}{len(hits):6}{quoting:11.3f}"
        print(f"{language:18}{row}")
    print(f"\n{'1 MiB of':18}{'normalise':>10}{'scan':>8}{'hits':>7}")
    for name, unit in HOSTILE.items():
        text = (unit * (HOSTILE_CHARS // len(unit.encode()) + 1))[:HOSTILE_CHARS]
        folding, normal = _timed(lambda t=text: normalise(t))
        scanning, hits = _timed(lambda n=normal: matcher.scan(n))
        print(f"{name:18}{folding:10.1f}{scanning:8.1f}{len(hits):7}{'   over 100 ms' * (folding + scanning > 100)}")


def _patterns(chance: random.Random) -> list[Pattern]:
    """Phrases of two to five words, one in eight with a slot, and names of two to five syllables."""
    found = ["no prescription needed", "no ~ needed", "without ~ prescription", "prescription ~ not ~ required"]
    languages = list(SYLLABLES.values())
    while len(found) < PHRASES:
        words = [_word(chance, chance.choice(languages[:2])) for _ in range(chance.randint(3, 5))]
        if chance.random() < 0.125:
            words.insert(1, "~")
        found.append(normalise(" ".join(words)))
    names = ["viagra", "tramadol", "aa", "aaa", "ice", "or", "*nitazene"]
    while len(names) < NAMES:
        names.append(normalise("".join(_word(chance, chance.choice(languages)) for _ in range(3))))
    return [Pattern(t, t) for t in found] + [Pattern(t, t, is_name=True) for t in names]


def _word(chance: random.Random, parts: list[str]) -> str:
    return "".join(chance.choice(parts) for _ in range(chance.randint(1, 3)))


def _text(chance: random.Random, parts: list[str]) -> Iterator[str]:
    size = 0
    while size < TEXT_CHARS:
        word = chance.choice([_word(chance, parts)] * 200 + ["Tramadol", "100mg", "v1agra", "no prescription needed"])
        word += chance.choice([" "] * 12 + [", ", ". ", "\n", "-"])
        size += len(word)
        yield word.capitalize() if chance.random() < 0.1 else word


def _quotes(text: str, spans: list[tuple[int, int]]) -> list[str]:
    normal = NormalText(text)
    return [normal.quote(start, end, context=60) for start, end in spans]


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.thread_time()
    result = work()
    return (time.thread_time() - started) * 1e3, result


def _median(work: Callable[[], object], rounds: int = 31) -> float:
    return statistics.median(_timed(work)[0] for _ in range(rounds))


if __name__ == "__main__":
    main()
