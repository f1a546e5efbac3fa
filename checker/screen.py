"""Screens a listing, post or message: does this text offer prescription or controlled medicines? No site, no network.

For marketplaces and platforms. A medicine's name is never enough: patients, reporters and forums name them too. The
text must also trade: a price, a quantity, an order word, shipping, a private messenger or irreversible payment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from checker.countries import check_country
from checker.errors import InvalidOption
from checker.evidence import PageEvidence
from checker.name_cues import with_cues
from checker.offers import find_offers
from checker.price_lists import DOSES
from checker.rules import Rules, load_rules
from checker.rules.model import MAIN_MARKETS
from checker.seen import NameSeen
from checker.signals.medicines import alarming, listed_names
from checker.text import NormalText
from checker.text_reading import TextSeen, read_text

if TYPE_CHECKING:
    from checker.rules import Substance

MAX_TEXT_CHARS: Final = 100_000
OFFER_MIN_CUES: Final = 2
CLASSES_OF_PLAIN_WORDS: Final = ("cannabinoid",)
MIN_PLAIN_WORDS: Final = 2
""""Weed" pulls up in a garden and "hash" in a program; "weed, 1 g hash" is neither."""
QUANTITY_CHARS: Final = 40
"""Around a medicine's name: "10 x 10mg methylphenidate", "modalert 200mg x 30 pills"."""
_QUANTITY: Final = re.compile(r"(?<![0-9])[0-9]{1,5} ?(?:x|×)(?![a-z])|(?<![a-z])(?:x|×) ?[0-9]{1,5}(?![0-9])")
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
    "questionnaire": "an online questionnaire",
    "discount": "low prices",
    "sells": "order controls",
}
HIDDEN_TRADE: Final = frozenset((*TRADE_TOPICS,)) - {"worldwide", "discreet", "discount", "questionnaire", "sells"}
"""Ways of selling that no pharmacy has. Where a medicine is pharmacy supply without prescription (codeine or sildenafil
in some packs and states), only these make a text worth a look: nobody but a pharmacy may sell it."""


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
    named = _backed(found.names, with_cues(found.names, found.phrases, body.normal))
    names = tuple(n for n in named if alarming(n.substance, country))
    is_pharmacy_supply = not names
    if is_pharmacy_supply:
        names = tuple(n for n in named if _is_pharmacy_supply(n.substance, country))
    if not names:
        return Screening("clear", "Names no medicine that needs a prescription.", (), (), ())
    cues = _cues(body, found, names, rules)
    medicines = tuple(dict.fromkeys(n.substance.inn for n in names))
    is_hidden_trade = any(TRADE_TOPICS[topic] in cues for topic in HIDDEN_TRADE)
    is_warning = len({hit.phrase.text for hit in found.phrases.get("warning", ())}) >= OFFER_MIN_CUES
    if is_warning or not cues or (is_pharmacy_supply and not is_hidden_trade):
        return Screening("clear", f"Names {listed_names(medicines)} and offers nothing.", medicines, (), ())
    is_offer = len(cues) >= OFFER_MIN_CUES and not is_pharmacy_supply
    verdict: Literal["offer", "look"] = "offer" if is_offer else "look"
    said = "Offers" if verdict == "offer" else "May offer"
    return Screening(
        verdict, f"{said} {listed_names(medicines)}: {', '.join(cues)}.", medicines, tuple(cues), tuple(cues.values())
    )


def _backed(names: tuple[NameSeen, ...], with_cue: tuple[NameSeen, ...]) -> tuple[NameSeen, ...]:
    """The names with a cue, and those of cannabis where two different words for it back each other."""
    words = [n for n in names if n.substance.drug_class in CLASSES_OF_PLAIN_WORDS]
    if len({n.name.text for n in words}) < MIN_PLAIN_WORDS:
        return with_cue
    wanted = {*map(id, with_cue), *map(id, words)}
    return tuple(n for n in names if id(n) in wanted)


def _is_pharmacy_supply(substance: Substance, country: str | None) -> bool:
    """Not on prescription in the country, yet a medicine of pharmacies only there, and on prescription elsewhere."""
    return substance.supply_in(country) in ("pharmacy", "varies") and any(
        alarming(substance, market) for market in (None, *MAIN_MARKETS)
    )


def _cues(body: NormalText, found: TextSeen, names: tuple[NameSeen, ...], rules: Rules) -> dict[str, str]:
    """What makes it an offer -> the words that say so; the same words count once.

    "Buy cocaine" is order words and no bulk wording; in "buy tramadol on WhatsApp" the messenger is more than these.
    """
    cues: dict[str, str] = {}
    ordered: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    for offer in find_offers(PageEvidence(url="", final_url=""), names, found.phrases, body, rules):
        word = {"price": "a price", "order-words": "order words"}.get(offer.how)
        if word and word not in cues:
            cues[word] = offer.quote
            if word == "order words":
                ordered.append((offer.start, offer.end))
    for name in names:
        if (quote := _quantity(body, found, name.start, name.end)) is not None:
            cues.setdefault("a quantity", quote)
    for topic, words in TRADE_TOPICS.items():
        for hit in found.phrases.get(topic, ()):
            is_told = any(left <= hit.start and hit.end <= right for left, right in ordered)
            is_told = is_told or any(left < hit.end and hit.start < right for left, right in spans)
            if hit.counts and not hit.is_question and not is_told:
                cues[words] = body.quote(hit.start, hit.end)
                spans.append((hit.start, hit.end))
                break
    match = _SHIPS.search(body.normal)
    if match is not None and not any(start < match.end() and match.start() < end for start, end in spans):
        cues["shipping"] = body.quote(match.start(), match.end())
    return cues


def _quantity(body: NormalText, found: TextSeen, start: int, end: int) -> str | None:
    """The words around a name that count packs or pieces; None when there are none."""
    left, right = max(0, start - QUANTITY_CHARS), min(len(body.normal), end + QUANTITY_CHARS)
    if match := _QUANTITY.search(body.normal, left, right):
        return body.quote(min(start, match.start()), max(end, match.end()))
    for pack in found.phrases.get("pack", ()):
        if pack.phrase.text in DOSES:
            continue
        if left <= pack.start <= right and _COUNT.search(body.normal[max(0, pack.start - 6) : pack.start]):
            return body.quote(min(start, pack.start - 3), max(end, pack.end))
    return None
