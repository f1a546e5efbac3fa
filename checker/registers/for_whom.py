"""What a register entry means for a buyer, as sentences; facts from the table of authorities alone.

What the table does not establish is said as "not established", never guessed. Nothing here is legal advice: the
sentences say what the register covers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.evidence import RegisterEntry
from checker.registers.authorities import Authority, load_authorities
from checker.sentences import Sentence, say

EU_INDEX_ID: Final = "eu-ema-index"


def for_whom(entry: RegisterEntry, authority: Authority, buyer_country: str | None) -> tuple[Sentence, ...]:
    """Sentences, in this order: where the seller is, what it may sell online, what that means in the buyer's country.

    **Source**: Directive 2001/83/EC Art. 85c for sales inside the EU and EEA; else the authority's own row.
    """
    if authority.kind == "accreditation" or entry.kind == "accreditation":
        said = [say("for-whom.accredited", authority=authority.name_en)]
        if buyer_country and buyer_country != authority.country:
            said.append(say("for-whom.accredited-abroad", country=buyer_country))
        return tuple(said)
    home = entry.country
    said = [say("for-whom.seat", country=home)]
    if entry.scope == "veterinary":
        said.append(say("for-whom.veterinary"))
        return tuple(said)
    said.append(_what_may_be_sold(entry, authority, home))
    if buyer_country:
        said.extend(_for_buyer(entry, authority, buyer_country, home))
    return tuple(said)


def is_without_prescription_only(entry: RegisterEntry, authority: Authority) -> bool:
    """Whether the entry covers non-prescription medicines only: then an offer of others contradicts it."""
    return entry.scope == "non_prescription" or authority.rx_online_allowed is False


def where_to_buy(country: str, authorities: Mapping[str, Authority] | None = None) -> tuple[Sentence, ...]:
    """One line for each official register of the country, with its address; says so when none is known."""
    table = load_authorities() if authorities is None else authorities
    own = [a for a in table.values() if a.country == country and a.polarity == "positive"]
    if any(a.online_sale_banned for a in own):
        return (say("for-whom.banned", country=country),)
    lines = [_register(a) for a in own if a.is_register and a.register_url]
    if lines:
        return tuple(lines)
    index = table.get(EU_INDEX_ID)
    if index is not None and any(a.has_common_logo for a in own):
        return (say("where.index", country=country, authority=index.name_en, url=index.register_url),)
    return (say("where.unknown", country=country),)


def with_address(said: Sentence) -> str:
    """The sentence in English, and the address that it names behind a colon."""
    return f"{said}: {said.values['url']}" if "url" in said.values else str(said)


def _register(authority: Authority) -> Sentence:
    return say(
        "where.register",
        register=authority.register_name,
        authority=authority.name_en,
        authority_own=authority.name,  # told to readers of other languages
        url=authority.register_url,
    )


def _what_may_be_sold(entry: RegisterEntry, authority: Authority, home: str) -> Sentence:
    if authority.online_sale_banned:
        return say("for-whom.banned", country=home)
    if is_without_prescription_only(entry, authority):
        return say("for-whom.non-prescription")
    if authority.rx_online_allowed:
        return say("for-whom.prescription")
    return say("for-whom.prescription-unknown", country=home)


def _for_buyer(entry: RegisterEntry, authority: Authority, buyer: str, home: str) -> list[Sentence]:
    if authority.online_sale_banned:
        return []
    if buyer == entry.country:
        said = [say("for-whom.home", country=buyer)]
        if authority.rx_online_allowed and not is_without_prescription_only(entry, authority):
            said.append(say("for-whom.home-prescription"))
        return said
    if not (authority.cross_border and buyer in _common_market()):
        return [say("for-whom.abroad-unknown", country=buyer)]
    said = [say("for-whom.abroad", country=buyer)]
    if is_without_prescription_only(entry, authority):
        return [*said, say("for-whom.abroad-none")]
    return [*said, _prescription_across(authority, buyer, home)]


def _prescription_across(authority: Authority, buyer: str, home: str) -> Sentence:
    """Both states must allow it; what the buyer's state says stands in its own row."""
    known = {a.rx_online_allowed for a in load_authorities().values() if a.country == buyer and a.has_common_logo}
    if known == {False}:
        return say("for-whom.abroad-forbidden", country=buyer)
    if authority.rx_online_allowed and known == {True}:
        return say("for-whom.abroad-both", home=home, country=buyer)
    return say("for-whom.abroad-depends", home=home, country=buyer)


def _common_market() -> frozenset[str]:
    """States whose sellers fall under Art. 85c: EU and EEA."""
    return frozenset(a.country for a in load_authorities().values() if a.cross_border and a.has_common_logo)
