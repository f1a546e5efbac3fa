"""What a register entry means for a buyer, as sentences; facts from the table of authorities alone.

What the table does not establish is said as "not established", never guessed. Nothing here is legal advice: the
sentences say what the register covers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.country_names import country_name
from checker.evidence import RegisterEntry
from checker.registers.authorities import Authority, load_authorities

EU_INDEX_ID: Final = "eu-ema-index"


def for_whom(entry: RegisterEntry, authority: Authority, buyer_country: str | None) -> tuple[str, ...]:
    """Sentences, in this order: where the seller is, what it may sell online, what that means in the buyer's country.

    **Source**: Directive 2001/83/EC Art. 85c for sales inside the EU and EEA; else the authority's own row.
    """
    if authority.kind == "accreditation" or entry.kind == "accreditation":
        said = [f"{authority.name_en} accredits this site; it is no authority and gives no licence."]
        if buyer_country and buyer_country != authority.country:
            said.append(f"What that means for buyers in {country_name(buyer_country)} is not established.")
        return tuple(said)
    home = country_name(entry.country)
    said = [f"The seller is established in {home}."]
    if entry.scope == "veterinary":
        said.append("The entry is for veterinary medicines; it says nothing about medicines for people.")
        return tuple(said)
    said.append(_what_may_be_sold(entry, authority, home))
    if buyer_country:
        said.extend(_for_buyer(entry, authority, buyer_country, home))
    return tuple(said)


def is_without_prescription_only(entry: RegisterEntry, authority: Authority) -> bool:
    """Whether the entry covers non-prescription medicines only: then an offer of others contradicts it."""
    return entry.scope == "non_prescription" or authority.rx_online_allowed is False


def where_to_buy(country: str, authorities: Mapping[str, Authority] | None = None) -> tuple[str, ...]:
    """One line for each official register of the country, with its address; says so when none is known."""
    table = load_authorities() if authorities is None else authorities
    name = country_name(country)
    own = [a for a in table.values() if a.country == country and a.polarity == "positive"]
    if any(a.online_sale_banned for a in own):
        return (f"Selling medicines online is not allowed in {name}.",)
    lines = [f"{a.register_name} ({a.name_en}): {a.register_url}" for a in own if a.is_register and a.register_url]
    if lines:
        return tuple(lines)
    index = table.get(EU_INDEX_ID)
    if index is not None and any(a.has_common_logo for a in own):
        return (f"The register of {name}, by way of the {index.name_en}: {index.register_url}",)
    return (f"No official list of online sellers in {name} is known to us.",)


def _what_may_be_sold(entry: RegisterEntry, authority: Authority, home: str) -> str:
    if authority.online_sale_banned:
        return f"Selling medicines online is not allowed in {home}."
    if is_without_prescription_only(entry, authority):
        return "The entry is for non-prescription medicines; prescription medicines may not be sold online under it."
    if authority.rx_online_allowed:
        return "Sellers there may send prescription medicines when they have the prescription."
    return f"Whether prescription medicines may be sold online in {home} is not established."


def _for_buyer(entry: RegisterEntry, authority: Authority, buyer: str, home: str) -> list[str]:
    there = country_name(buyer)
    if authority.online_sale_banned:
        return []
    if buyer == entry.country:
        said = [f"It may send you non-prescription medicines in {there}."]
        if authority.rx_online_allowed and not is_without_prescription_only(entry, authority):
            said.append("It may send you prescription medicines if you give it your prescription.")
        return said
    if not (authority.cross_border and buyer in _common_market()):
        return [f"Whether it may send medicines to {there} is not established."]
    said = [f"It may send you non-prescription medicines to {there}, if they may be sold there."]
    if is_without_prescription_only(entry, authority):
        return [*said, "It may not send you prescription medicines."]
    return [*said, _prescription_across(authority, buyer, home, there)]


def _prescription_across(authority: Authority, buyer: str, home: str, there: str) -> str:
    """Both states must allow it; what the buyer's state says stands in its own row."""
    known = {a.rx_online_allowed for a in load_authorities().values() if a.country == buyer and a.has_common_logo}
    if known == {False}:
        return f"Prescription medicines: {there} does not let them be sold online, so expect none."
    if authority.rx_online_allowed and known == {True}:
        return (
            f"Prescription medicines: {home} and {there} both allow them online; across the border it depends on both."
        )
    return f"Prescription medicines depend on the law of {home} and of {there}; that is not established here."


def _common_market() -> frozenset[str]:
    """States whose sellers fall under Art. 85c: EU and EEA."""
    return frozenset(a.country for a in load_authorities().values() if a.cross_border and a.has_common_logo)
