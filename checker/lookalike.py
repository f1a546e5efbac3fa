"""Which listed name a host imitates, if it does: the tricks of typosquatters, checked against real names only.

Names are compared, not addresses: the label before the public suffix (``zikoapteka`` of ``zikoapteka.pl``).
A name that is itself listed imitates nobody. The ten kinds, most telling first:

=================  ======================================================================================
subdomain_spoof    a whole listed domain inside another one: ``shop.com.pay-here.net``
homoglyph          letters that look the same: other scripts, ``rn`` for ``m``, ``l`` for ``i``
digit              digits for letters: ``b00ts``
punycode           only accents differ
hyphen             hyphens added, dropped or moved
repetition         a letter doubled
transposition      two neighbours swapped
omission           a letter left out
addition           a letter, a number or a trade word (``-online``) added
tld_swap           the same name under another ending
=================  ======================================================================================

*How the limits were chosen*: ``python -m tests.bench.lookalike`` counts how many honest names look like other
honest names. Pharmacies share words, so a match by one letter counts only when the listed name keeps a
core of its own after trade words are taken out.
*Known misses*: replaced letters (``zikoaptexa``), two changes at once, names shorter than the limits.
*Known false alarms*: an owner's own spare names, above all the kinds in ``WEAK_KINDS``; names whose core is an
everyday word or a surname (``mueller``).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

import idna

from checker.address import Address, parse_address
from checker.errors import InputError
from checker.homoglyphs import ascii_skeleton

LookalikeKind = Literal[
    "subdomain_spoof", "homoglyph", "digit", "punycode", "hyphen", "repetition", "transposition", "omission",
    "addition", "tld_swap",
]  # fmt: skip
WEAK_KINDS: Final = frozenset({"punycode", "hyphen", "tld_swap"})
"""Honest owners hold such names too: context, no alarm by themselves."""

MIN_SKELETON_CHARS: Final = 5
"""Same length, same look: telling even in short names (``b00ts``)."""
MIN_EDIT_CHARS: Final = 7
"""Below this, one letter more or less joins unrelated honest names."""
MIN_CORE_CHARS: Final = 4
"""Letters of a name's own that must remain without trade words."""
MAX_CORE_NAMES: Final = 2
"""A piece of more listed names than this (``loewen``, ``stern``) is a trade word too, though not in our list."""
MIN_TRADE_NAME_CHARS: Final = 10
"""Names of trade words only (``shop-apotheke``) are compared for slips of the finger alone, and when long."""
MAX_ENDING_PARTS: Final = 3
"""``.co.uk-`` has two; bounds the work on hosts of many labels."""
MAX_NAMES: Final = 1 << 20
"""Numbers of names fit 20 bits of an index word; a hundred times all registers of today."""

# fmt: off
TRADE_WORDS: Final = frozenset({
    "24", "247", "365", "apo", "apotea", "apotek", "apoteka", "apoteker", "apoteket", "apotheek", "apotheka",
    "apotheke", "apotheken", "apteka", "apteki", "aptieka", "beauty", "best", "body", "buy", "canada",
    "canadian", "care", "center", "central", "centre", "cheap", "chemist", "chemists", "city", "clinic",
    "cosmetic", "de", "deutsche", "direct", "discount", "doctor", "doktor", "dr", "drog", "droga", "drogaria",
    "drogarias", "drogeria", "drogerie", "drug", "drugs", "drugstore", "easy", "eczane", "eu", "euro",
    "europe", "express", "farma", "farmaci", "farmacia", "farmacias", "farmacie", "farmacy", "farmakeio",
    "first", "fr", "gesund", "global", "gmbh", "good", "group", "health", "healthcare", "help", "home",
    "hospital", "info", "internet", "it", "la", "le", "lek", "lekaren", "lekarna", "leki", "life", "mail",
    "market", "mart", "max", "med", "medi", "medic", "medical", "medicine", "medicines", "meds", "mein",
    "meine", "moja", "my", "natural", "net", "new", "nl", "now", "official", "one", "online", "order",
    "parafarmacia", "parapharmacie", "pharm", "pharma", "pharmacie", "pharmacies", "pharmacist",
    "pharmacists", "pharmacity", "pharmacy", "pill", "pills", "plus", "point", "pro", "rx", "sante", "secure",
    "service", "shop", "shopping", "site", "smart", "star", "store", "stores", "super", "top", "total",
    "uk", "us", "usa", "versand", "versandapotheke", "vip", "vital", "web", "well", "world", "www", "your",
})
# fmt: on
"""Words that pharmacies' and shops' names share; sharing one is no imitation."""

PLURAL: Final = "s"
"""Honest names differ by it (``farmacia-direct``, ``farmacias-direct``), in most of the languages read here."""

_SPLIT: Final = re.compile("[-0-9]+|" + "|".join(sorted((w for w in TRADE_WORDS if len(w) > 3), key=len, reverse=True)))
_AFFIX: Final = re.compile(f"(?:[-0-9]|{'|'.join(word for word in TRADE_WORDS if not word.isdigit())})+")
"""Numbers are left to the class: matching "24" in two ways would double the work with each of them."""
_STOP: Final = re.compile(r"[.\-]")
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_FOLD: Final = str.maketrans("01345789i", "oleastbgl")
"""Look-alikes within ASCII, both sides folded; ``i``, ``l`` and ``1`` are one. No two digits are folded alike."""
_HASH_BITS: Final = (1 << 44) - 1


@dataclass(frozen=True, slots=True)
class Lookalike:
    """One imitation: what kind, and of which listed host."""

    kind: LookalikeKind
    host: str
    """Registrable domain that was asked about, ASCII."""
    listed_host: str
    """The listed host as it was given, ASCII."""


def lookalike(host: str, listed_hosts: Iterable[str]) -> Lookalike | None:
    """The listed host that ``host`` imitates, or None. For many look-ups build a :class:`LookalikeIndex` once.

    >>> lookalike("r0ssmann-pillen.com", ["rossmann-pillen.de"]).kind
    'digit'
    """
    return LookalikeIndex(listed_hosts).find(host)


class LookalikeIndex:
    """Listed names, arranged so that a look-up touches a few dozen keys however many names there are.

    Hosts that are no addresses are left out. Building takes about 40 µs a name and holds about 0.5 kB of each.
    """

    def __init__(self, listed_hosts: Iterable[str]) -> None:
        self._domains: dict[str, str] = {}
        names: dict[str, list[str]] = {}
        for host in sorted(set(listed_hosts)):
            address = _parse(host)
            if address is not None and address.registrable_domain not in self._domains:
                self._domains[address.registrable_domain] = host
                names.setdefault(_name(address), []).append(host)
        self._endings = {domain.partition(".")[2].partition(".")[0] for domain in self._domains}
        self._names = {name: hosts[0] for name, hosts in names.items()}
        self._families = {name for name, hosts in names.items() if len(hosts) > 1}
        shared = Counter(piece for name in names for piece in set(_pieces(name)))
        self._own = {
            name
            for name in names
            if any(len(piece) >= MIN_CORE_CHARS and shared[piece] <= MAX_CORE_NAMES for piece in _pieces(name))
        }
        self._folded = _first(names, _fold, MIN_SKELETON_CHARS)
        self._joined = _first(self._own, lambda name: name.replace("-", ""), MIN_EDIT_CHARS)
        self._numbered = sorted(name for name in self._own if len(name) > MIN_EDIT_CHARS)[:MAX_NAMES]
        self._shortened = _omission_index(self._numbered)

    def find(self, host: str | Address) -> Lookalike | None:
        """What ``host`` imitates; None for a listed host, for no imitation and for what is no host."""
        address = _parse(host) if isinstance(host, str) else host
        if address is None or address.registrable_domain in self._domains:
            return None
        if address.host != address.registrable_domain and (listed := self._inside(address)) is not None:
            return Lookalike("subdomain_spoof", address.registrable_domain, listed)
        found = self._resembled(_name(address))
        return Lookalike(found[0], address.registrable_domain, self._names[found[1]]) if found else None

    def _inside(self, address: Address) -> str | None:
        """The listed host that stands, exactly or imitated, in the labels before the registrable domain."""
        owned_from = len(address.host) - len(address.registrable_domain)
        start = 0
        while start < owned_from:
            label_end = address.host.index(".", start)
            # The ending may run into a name of its own: shop.de-pay.com
            stops = [stop.start() for stop in islice(_STOP.finditer(address.host, label_end + 1), MAX_ENDING_PARTS)]
            if address.host[label_end + 1 : stops[0]] in self._endings:
                for stop in stops:
                    if (listed := self._imitated_by(address.host[start:stop])) is not None:
                        return listed
            start = label_end + 1
        return None

    def _imitated_by(self, inner: str) -> str | None:
        if inner in self._domains:
            return self._domains[inner]
        address = _parse(inner)
        if address is None or address.registrable_domain != inner:
            return None
        found = self._resembled(_name(address))
        return self._names[found[1]] if found and found[0] not in WEAK_KINDS else None

    def _resembled(self, name: str) -> tuple[LookalikeKind, str] | None:
        """(kind, listed name) for the label that an owner chose."""
        if name in self._names:
            if name in self._families or name not in self._own or len(name) < MIN_SKELETON_CHARS:
                return None
            return "tld_swap", name
        return self._by_look(name) or self._by_edit(name) or self._by_affix(name)

    def _by_look(self, name: str) -> tuple[LookalikeKind, str] | None:
        plain = name
        if name.startswith("xn--"):
            decoded = _decode(name)
            plain = ascii_skeleton(decoded)
            if plain in self._names and len(plain) >= MIN_SKELETON_CHARS:
                only_accents = unicodedata.normalize("NFD", decoded)
                is_accent = all(char.isascii() or unicodedata.combining(char) for char in only_accents)
                return "punycode" if is_accent else "homoglyph", plain
        if len(plain) < MIN_SKELETON_CHARS or (listed := self._folded.get(_fold(plain))) is None:
            return None
        if plain is not name:
            return "homoglyph", listed
        digits = sum(map(str.isdigit, name)) - sum(map(str.isdigit, listed))
        if digits < 0:
            return None  # "aptekas" for "apteka5": numbers in trade names are chosen freely
        return "digit" if digits else "homoglyph", listed

    def _by_edit(self, name: str) -> tuple[LookalikeKind, str] | None:
        if len(name) < MIN_EDIT_CHARS or name.startswith("xn--"):
            return None
        joined = name.replace("-", "")
        if (listed := self._joined.get(joined)) is not None:
            return "hyphen", listed
        for place in range(1, len(name)):
            if name[place] == name[place - 1]:
                if self._is_slip(shorter := name[:place] + name[place + 1 :]):
                    return "repetition", shorter
            elif self._is_slip(swapped := name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]):
                return "transposition", swapped
        if (longer := self._omitted_from(name)) is not None:
            return "omission", longer
        for shorter in _shorter(name):
            if shorter in self._own and len(shorter) >= MIN_EDIT_CHARS and name != shorter + PLURAL:
                return "addition", shorter
        return None

    def _is_slip(self, correct: str) -> bool:
        """Whether ``correct`` is listed and long enough that doubled or swapped letters mean it."""
        if correct not in self._names:
            return False
        return len(correct) >= (MIN_EDIT_CHARS if correct in self._own else MIN_TRADE_NAME_CHARS)

    def _omitted_from(self, name: str) -> str | None:
        key = (hash(name) & _HASH_BITS) << 20
        place = bisect_left(self._shortened, key)
        while place < len(self._shortened) and self._shortened[place] >> 20 == key >> 20:
            candidate = self._numbered[self._shortened[place] & (MAX_NAMES - 1)]
            if name in _shorter(candidate) and candidate != name + PLURAL:
                return candidate
            place += 1
        return None

    def _by_affix(self, name: str) -> tuple[LookalikeKind, str] | None:
        """A listed name with trade words or numbers before or after it."""
        pieces = _pieces(name)
        if len(pieces) == 1 and pieces[0] in self._own and len(pieces[0]) >= MIN_SKELETON_CHARS:
            return "addition", pieces[0]
        for place in range(2, len(name) - 1):
            for core, affix in ((name[:place], name[place:]), (name[place:], name[:place])):
                core = core.strip("-")
                if core in self._own and len(core) >= MIN_SKELETON_CHARS and _AFFIX.fullmatch(affix):
                    return "addition", core
        return None


def _parse(host: str) -> Address | None:
    try:
        return parse_address(host, allow_reserved=True)
    except InputError:
        return None


def _name(address: Address) -> str:
    """The label that the owner chose."""
    return address.registrable_domain.removesuffix("." + address.suffix)


def _decode(label: str) -> str:
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label


def _fold(name: str) -> str:
    for pair, single in _PAIRS:
        if pair in name:
            name = name.replace(pair, single)
    return name.translate(_FOLD)


def _pieces(name: str) -> list[str]:
    """What is left of a name when it is cut at hyphens, digits and trade words.

    Words of up to three letters count only where they stand alone: "le" and "it" are inside many names.
    """
    return [piece for piece in _SPLIT.split(name) if piece and piece not in TRADE_WORDS]


def _first(names: Iterable[str], key: Callable[[str], str], min_chars: int) -> dict[str, str]:
    """key -> the first name that has it, for names of at least ``min_chars``."""
    found: dict[str, str] = {}
    for name in sorted(names):
        if len(name) >= min_chars:
            found.setdefault(key(name), name)
    return found


def _shorter(name: str) -> Iterator[str]:
    return (name[:place] + name[place + 1 :] for place in range(len(name)))


def _omission_index(names: list[str]) -> array[int]:
    """Sorted words: 44 bits hash of the name without one letter, 20 bits its number.

    A dict of these strings would take ten times the memory; hits are checked against the name itself.
    """
    return array(
        "Q",
        sorted(
            (hash(short) & _HASH_BITS) << 20 | number
            for number, name in enumerate(names)
            for short in set(_shorter(name))
        ),
    )
