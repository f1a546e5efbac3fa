"""What the rule pack says, as frozen values: phrases, substances and their names.

The JSON files hold words; every decision is in code. Fields mean what ``schema/*.schema.json`` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec

Topic = Literal[
    "approval-claim", "bonus-pills", "bulk-controlled", "canadian-pharmacy", "clinic", "consult",
    "customs-reship", "darknet-market", "discount", "discreet", "imprint", "information", "leaflet",
    "licence", "made-for", "medicine-class", "medicine-noun", "messenger-order", "miracle", "negation", "news",
    "no-medicines", "order-words", "other-goods", "otc", "pack", "pay-crypto", "pay-irreversible", "pay-ordinary",
    "pharmacist", "placeholder-address", "prescription-question", "prescription-required", "prescription-step",
    "prescription-waived", "private-sale", "questionnaire", "remedy-claim", "research-chemical", "sells", "shop-noun",
    "slang-deal", "trade-only", "urgency", "veterinary", "warning", "worldwide",
]  # fmt: skip

Group = Literal[
    "prescription",
    "over_the_counter",
    "controlled",
    "new_psychoactive",
    "precursor",
    "unapproved",
    "unapproved_brand",
]
"""``controlled``: of the UN conventions of 1961 and 1971, also those that are medicines (diazepam);
``unapproved``: licensed nowhere that ``scope`` names, or sold as a remedy without a licence;
``unapproved_brand``: product names without a licence where ``scope`` says."""

Supply = Literal["prescription", "pharmacy", "general_sale", "not_approved", "varies", "unknown"]
"""``pharmacy``: without prescription, from a pharmacy only. ``varies``: by strength, form, pack or state."""

NameKind = Literal["inn", "synonym", "brand", "abbreviation", "translation", "misspelling", "slang", "emoji", "family"]
"""``family``: the text begins with ``*`` and names every word that ends so (``*nitazene``)."""

Confidence = Literal["high", "medium", "low"]

EEA: Final = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
})  # fmt: skip
"""Where the pack's ``EU`` entry speaks when a country has none of its own; XI: Northern Ireland."""


MAIN_MARKETS: Final = ("EU", "US", "GB", "CA")
"""Recorded for every substance of which anything is known."""


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one language that tell one thing (its topic)."""

    id: str
    """``<lang>-<topic>-<slug>``."""
    topic: Topic
    text: str
    """In the normal form of ``checker.text``; a word ``*`` stands for one word, ``~`` for none to three."""
    matches: tuple[str, ...]
    """Sentences that must hit; empty only for ``negation``."""
    avoids: tuple[str, ...]
    """Innocent sentences that must not hit."""
    source: str
    added_on: str
    """ISO date."""

    @property
    def lang(self) -> str:
        """BCP 47 primary tag; ``xx`` for phrases of no language."""
        return self.id.partition("-")[0]


class NameEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One name as the file writes it."""

    text: str
    kind: NameKind
    lang: str = ""
    needs_cue: bool = False
    forms: tuple[str, ...] = ()
    """Patterns for cases, compounds and articles written together: ``+`` at the end, letters may follow;
    ``*`` at the beginning, letters may come before. Kind, language and need of a cue are the name's."""


class Name(msgspec.Struct, frozen=True):
    """One name of one substance."""

    text: str
    """In the normal form of ``checker.text``; with ``*`` before or ``+`` behind, letters may join."""
    substance: str
    """Id of the substance."""
    kind: NameKind
    lang: str
    """Comma-separated BCP 47 tags, or "" when the name is used everywhere."""
    needs_cue: bool
    """The text is also an ordinary word, another thing's name or too short: alone it names no medicine."""


class Substance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A medicine, drug or precursor, with the names it goes by."""

    id: str
    inn: str
    """International Nonproprietary Name, else the usual English name, as printed."""
    group: Group
    drug_class: str
    """One of ``DRUG_CLASSES``."""
    names: tuple[NameEntry, ...]
    confidence: Confidence
    sources: tuple[str, ...]
    """Ids in the file's table of sources."""
    checked_on: str
    """ISO date."""
    supply: Mapping[str, Supply] = {}
    """Market (``EU`` or an ISO country) -> how a buyer may be supplied there."""
    supply_notes: Mapping[str, str] = {}
    """Market -> on what ``varies`` depends, and the like."""
    controlled: tuple[tuple[str, str], ...] = ()
    """(UN convention, schedule), e.g. ``("1971", "IV")``, ``("1988", "Table I")``."""
    us_schedule: Literal["", "I", "II", "III", "IV", "V"] = ""
    never_approved: bool = False
    """No licensed medicine within ``scope``."""
    scope: str = ""
    """Where ``never_approved`` is claimed."""
    vet_only: bool = False
    contains: str = ""
    """Brands: id of the substance that they hold or hide."""
    max_strength_mg: float | None = None
    """Highest licensed strength of one dose unit of the oral form (EU or US product information); None: not
    recorded here."""
    note: str = ""

    def supply_in(self, country: str | None) -> Supply:
        """How a buyer in the country may be supplied.

        Without a country, or where none is recorded for it, what the EU, the US, GB and CA agree on (those
        without a licence aside), else ``varies`` or ``unknown``: what they all supply on prescription only hardly
        is on free sale elsewhere.

        >>> entry = Substance(id="x", inn="X", group="prescription", drug_class="other", names=(),
        ...                   confidence="high", sources=(), checked_on="2026-11-24", supply={"EU": "prescription"})
        >>> entry.supply_in("FR"), entry.supply_in("JP")
        ('prescription', 'unknown')
        """
        if country is not None:
            if status := self.supply.get(country):
                return status
            if country in EEA:
                return self.supply.get("EU", "unknown")
        found = {self.supply.get(market, "unknown") for market in MAIN_MARKETS}
        if len(found) > 1:
            found.discard("not_approved")
        if len(found) == 1:
            return found.pop()
        return "unknown" if "unknown" in found else "varies"

    def needs_prescription(self, country: str | None = None) -> bool | None:
        """Whether it is on prescription only; None: that varies, is unknown, or it has no licence there."""
        return {"prescription": True, "pharmacy": False, "general_sale": False}.get(self.supply_in(country))


DRUG_CLASSES: Final = frozenset({
    "abortion", "anabolic", "antibiotic", "antidepressant", "antifungal", "antimalarial",
    "antiparasitic", "antipsychotic", "antiviral", "anxiolytic", "barbiturate", "benzodiazepine",
    "botanical", "cannabinoid", "cardiometabolic", "cathinone", "contraception", "cosmetic_injection",
    "dermatology", "diabetes", "dissociative", "dubious_remedy", "emergency_contraception",
    "erectile_dysfunction", "eye", "fentanyl", "fertility", "gabapentinoid", "growth_hormone", "hair",
    "hormone", "inhalant", "muscle_relaxant", "nervous_system", "nicotine", "nitazene", "nootropic",
    "opioid", "other", "pain", "peptide", "precursor", "psychedelic", "respiratory", "sedative",
    "stimulant", "stomach", "supplement", "vaccine", "veterinary", "wakefulness", "weight_loss",
    "z_drug",
})  # fmt: skip
"""What a medicine is for, coarse: enough to say "erectile dysfunction medicine" in a report."""
