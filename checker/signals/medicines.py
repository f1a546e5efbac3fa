"""What signals need to know of medicines, said once: which need a prescription, how to name several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.reading import PageSeen, Seen
    from checker.rules import Substance
    from checker.seen import NameSeen, OfferSeen


WARNING_PAGE: Final = 2
"""So many different warning phrases make a page that warns of such sellers; rogue shops print one now and then."""
HARMFUL_CLASSES: Final = frozenset(
    "weight_loss erectile_dysfunction anabolic opioid benzodiazepine barbiturate sedative fentanyl nitazene stimulant "
    "growth_hormone abortion".split()
)
"""Withdrawn or never licensed medicines with an effect that can harm; remedies and supplements weigh less."""
WITHOUT_PRESCRIPTION: Final = ("pharmacy", "general_sale", "varies")


def needs_prescription(substance: Substance, country: str | None) -> bool:
    """Whether the medicine is supplied on prescription only, to a buyer in the country.

    Without a country the EU's and the US's rule decide: one must say *prescription* and neither that some packs need
    none (codeine syrup, orlistat 60 mg). "Varies" and "unknown" are no: an alarm must not rest on a status that
    nobody has established.
    """
    if substance.vet_only or substance.group in ("precursor", "over_the_counter"):
        return False
    statuses = [substance.supply_in(country)] if country else [substance.supply_in(c) for c in ("EU", "US")]
    if any(status in WITHOUT_PRESCRIPTION for status in statuses):
        return False
    return "prescription" in statuses or substance.group == "controlled"


def alarming(substance: Substance, country: str | None) -> bool:
    """Needs a prescription, or has no licence that would let anyone sell it."""
    if needs_prescription(substance, country) or substance.group in ("unapproved_brand", "new_psychoactive"):
        return True
    return substance.group == "unapproved" and substance.drug_class in HARMFUL_CLASSES


def offered(seen: Seen) -> dict[str, tuple[PageSeen, OfferSeen]]:
    """First offer of each medicine on the site, by substance id; structured and priced ones before wording."""
    first: dict[str, tuple[PageSeen, OfferSeen]] = {}
    rank = {"structured": 0, "price": 1, "control": 2, "order-words": 3, "catalogue": 4, "named": 5}
    for page, offer in sorted(seen.selling.offers, key=lambda po: rank[po[1].how]):
        first.setdefault(offer.substance.id, (page, offer))
    return first


ANSWERS_FOR_IT: Final = ("prescription-step", "questionnaire", "licence", "pharmacist", "clinic", "imprint")


def is_private_seller(seen: Seen) -> bool:
    """Whether orders go to a messenger, on pages without a cart that name nobody who answers for the medicines.

    Such a person cannot ask for a prescription: what is said of it ("red prescription", "only on prescription at the
    pharmacy, not here") is said of pharmacies.
    """
    if not seen.has("messenger-order") or any(seen.has(topic) for topic in ANSWERS_FOR_IT):
        return False
    return all(page.kind == "unknown" and not page.controls for page in seen.pages)


def is_nameless_seller(seen: Seen) -> bool:
    """Whether orders go to a messenger, and no page names a pharmacy, licence, pharmacist, clinic or firm."""
    return seen.has("messenger-order") and not any(seen.has(topic) for topic in (*ANSWERS_FOR_IT, "shop-noun"))


def demands_prescription(seen: Seen) -> bool:
    """Whether a prescription is asked for, by words or by a step."""
    return seen.has("prescription-step") or (seen.has("prescription-required") and not is_private_seller(seen))


def names_near(page: PageSeen, start: int, end: int, within: int) -> Iterable[NameSeen]:
    """Medicine names at most ``within`` characters away, nearest first.

    A text seen and the words of pictures and data behind it are two texts: nobody reads them as neighbours.
    """
    near = [
        (max(n.start - end, start - n.end, 0), n)
        for n in page.names
        if n.start <= end + within and n.end >= start - within and (n.start < page.text_end) == (start < page.text_end)
    ]
    return (n for _, n in sorted(near, key=lambda dn: (dn[0], dn[1].start)))


def listed_names(names: Iterable[str], most: int = 5) -> str:
    """ "tramadol, diazepam and 3 more", in the order given, each once."""
    unique = list(dict.fromkeys(names))
    if len(unique) > most:
        return f"{', '.join(unique[:most])} and {len(unique) - most} more"
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
