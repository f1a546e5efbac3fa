"""Screens a listing, post or message: does this text offer prescription or controlled medicines? No site, no network.

For marketplaces and platforms. A medicine's name is never enough: patients, reporters and forums name them too. The
text must also trade: a price, a quantity, an order word, shipping, a private messenger or irreversible payment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from checker.countries import check_country
from checker.errors import InvalidOption
from checker.evidence import PageEvidence
from checker.offers import find_offers, with_cues
from checker.reading import TextSeen, read_text
from checker.rules import Rules, load_rules
from checker.signals.medicines import alarming, listed_names
from checker.text import NormalText

MAX_TEXT_CHARS: Final = 100_000
OFFER_MIN_CUES: Final = 2
QUANTITY_CHARS: Final = 40
"""Around a medicine's name: "10 x 10mg methylphenidate", "modalert 200mg x 30 pills"."""
_QUANTITY: Final = re.compile(r"(?<![0-9])[0-9]{1,5} ?(?:x|×)(?![a-z])|(?<![a-z])(?:x|×) ?[0-9]{1,5}(?![0-9])")
NOT_A_PACK: Final = frozenset("mg mcg ml g мг мл".split())
"""Phrases of the topic "pack" that are doses: a patient tells them too."""
_SHIPS: Final = re.compile(r"(?<![a-z])ships? (?:from|to|within|worldwide|[a-z]{2,12})")
_COUNT: Final = re.compile(r"(?<![0-9])[0-9]{1,5} $")
TRADE_TOPICS: Final = {
    "messenger-order": "orders by messenger",
    "pay-crypto": "payment in cryptocurrency",
    "pay-irreversible": "payment that cannot be taken back",
    "prescription-waived": "no prescription",
    "discreet": "discreet parcels",
    "worldwide": "shipping anywhere",
    "customs-reship": "promises about customs",
    "bonus-pills": "pills as a bonus",
    "bulk-controlled": "bulk wording",
    "slang-deal": "dealer wording",
    "sells": "order controls",
}


@dataclass(frozen=True, slots=True)
class Screening:
    """What a text offers."""

    verdict: Literal["offer", "look", "clear"]
    """``offer``: prescription or controlled medicines are offered; ``look``: one sign of it; ``clear``: none seen."""
    reason: str
    medicines: tuple[str, ...]
    """International names of the medicines that need a prescription or have no licence, in order of place."""
    cues: tuple[str, ...]
    """What makes it an offer, in words."""
    quotes: tuple[str, ...]
    """The words of the text, exactly as written."""


def screen(text: str, *, country: str | None = None, rules: Rules | None = None) -> Screening:
    """The screening of one text.

    Raises:
        InvalidOption: no country code, or a text of more than 100,000 characters.

    >>> screen("Modalert 200 mg x 30 pills, ships worldwide").verdict
    'offer'
    >>> screen("I take modafinil 200 mg in the morning and it helps.").verdict
    'clear'
    """
    country = check_country(country)
    if len(text) > MAX_TEXT_CHARS:
        raise InvalidOption(f"the text has {len(text):,} characters; at most {MAX_TEXT_CHARS:,} are read", field="text")
    rules = rules or load_rules()
    body = NormalText(text)
    found = read_text(body.normal, rules)
    names = tuple(n for n in with_cues(found.names, found.phrases, body.normal) if alarming(n.substance, country))
    if not names:
        return Screening("clear", "Names no medicine that needs a prescription.", (), (), ())
    page = PageEvidence(url="", final_url="")
    offers = find_offers(page, names, found.phrases, body, rules)
    cues: dict[str, str] = {}
    for offer in offers:
        word = {"price": "a price", "order-words": "order words"}.get(offer.how)
        if word:
            cues.setdefault(word, offer.quote)
    for name in names:
        if (quote := _quantity(body, found, name.start, name.end)) is not None:
            cues.setdefault("a quantity", quote)
    for topic, words in TRADE_TOPICS.items():
        hit = next((p for p in found.phrases.get(topic, ()) if p.counts and not p.is_question), None)
        if hit is not None:
            cues.setdefault(words, body.quote(hit.start, hit.end))
    if (match := _SHIPS.search(body.normal)) is not None:
        cues.setdefault("shipping", body.quote(match.start(), match.end()))
    medicines = tuple(dict.fromkeys(n.substance.inn for n in names))
    if len(found.phrases.get("warning", ())) >= OFFER_MIN_CUES or not cues:
        return Screening("clear", f"Names {listed_names(medicines)} and offers nothing.", medicines, (), ())
    verdict: Literal["offer", "look"] = "offer" if len(cues) >= OFFER_MIN_CUES else "look"
    said = "Offers" if verdict == "offer" else "May offer"
    return Screening(
        verdict, f"{said} {listed_names(medicines)}: {', '.join(cues)}.", medicines, tuple(cues), tuple(cues.values())
    )


def _quantity(body: NormalText, found: TextSeen, start: int, end: int) -> str | None:
    """The words around a name that count packs or pieces; None when there are none."""
    left, right = max(0, start - QUANTITY_CHARS), min(len(body.normal), end + QUANTITY_CHARS)
    if match := _QUANTITY.search(body.normal, left, right):
        return body.quote(min(start, match.start()), max(end, match.end()))
    for pack in found.phrases.get("pack", ()):
        if pack.phrase.text in NOT_A_PACK:
            continue
        if left <= pack.start <= right and _COUNT.search(body.normal[max(0, pack.start - 6) : pack.start]):
            return body.quote(min(start, pack.start - 3), max(end, pack.end))
    return None
