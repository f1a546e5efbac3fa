"""Whether a site sells medicines: offers with a price or an order control, not mentions. Pure.

Points per kind of sign, each counted once for the site: two different signs are needed, since a price list of a clinic,
a news text with "buy X online" or a web shop's cart with no medicine each show only one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from checker.host_name import ALARM_MIN_POINTS, HostName

if TYPE_CHECKING:
    from checker.offers import OfferSeen
    from checker.reading import PageSeen


@dataclass(frozen=True, slots=True)
class Selling:
    """Whether medicines are sold on the site, and what says so."""

    state: Literal["yes", "unclear", "no"]
    points: float
    reasons: tuple[str, ...]
    """What counted, in words, strongest first."""
    offers: tuple[tuple[PageSeen, OfferSeen], ...] = ()


SELLS_YES_POINTS: Final = 3.0
SELLS_UNCLEAR_POINTS: Final = 2.0


def decide_selling(pages: tuple[PageSeen, ...], host: HostName) -> Selling:
    """The decision for all pages read."""
    offers = tuple((page, offer) for page in pages for offer in page.offers)
    signs: list[tuple[float, str]] = []

    def sign(points: float, words: str) -> None:
        if points > 0:
            signs.append((points, words))

    structured = {o.substance.id for _, o in offers if o.how == "structured"}
    priced = {o.substance.id for _, o in offers if o.how == "price"}
    ordered = {o.substance.id for _, o in offers if o.how == "order-words"}
    sign(_step(len(structured), (3.0,)), f"structured offers of {_count(structured, 'medicine')}")
    sign(_step(len(priced), (1.5, 2.5, 2.5, 3.0)), f"{_count(priced, 'medicine')} with a price")
    sign(
        _step(len(ordered), (1.0, 1.5, 1.5, 2.0, 2.0, 2.5)),
        f"order words beside {_count(ordered, 'medicine')}",
    )
    controls = {hit.phrase.text for page in pages for hit in page.said("sells")}
    controls |= {control for page in pages for control in page.controls}
    sign(_step(len(controls), (1.0, 1.5, 2.0)), "order controls: " + ", ".join(sorted(controls)[:4]))
    named = {n.substance.id for page in pages for n in page.names}
    if not named:
        return Selling("no", 0.0, ())
    sign(0.5 if len(named) >= 8 else 0.0, f"{len(named)} medicines named")
    sign(1.0 if host.points >= ALARM_MIN_POINTS else 0.0, "the host name offers medicines")
    if any(page.has("shop-noun") or page.has("canadian-pharmacy") for page in pages):
        sign(0.5, "calls itself a pharmacy or shop")
    trade = [t for t in _TRADE_TOPICS if any(page.has(t) for page in pages)]
    sign(_step(len(trade), (0.5, 1.0, 1.5, 2.0)), "trade wording: " + ", ".join(trade))
    if any(o.start < page.title_end for page, o in offers if o.how == "order-words"):
        sign(1.0, "order words beside a medicine in the title")
    points = sum(p for p, _ in signs)
    kinds = {page.kind for page in pages}
    if "shop" not in kinds:
        points -= 2.0 * ("news" in kinds) + 1.0 * ("information" in kinds) + 0.5 * ("clinic" in kinds)
    if not offers:
        points = min(points, SELLS_UNCLEAR_POINTS)
    state: Literal["yes", "unclear", "no"] = "no"
    if points >= SELLS_YES_POINTS:
        state = "yes"
    elif points >= SELLS_UNCLEAR_POINTS:
        state = "unclear"
    reasons = tuple(words for _, words in sorted(signs, key=lambda s: -s[0]))
    return Selling(state, points, reasons, offers)


_TRADE_TOPICS: Final = (
    "prescription-waived",
    "customs-reship",
    "worldwide",
    "bonus-pills",
    "discreet",
    "messenger-order",
    "pay-crypto",
    "pay-ordinary",
    "discount",
    "bulk-controlled",
)


def _step(count: int, steps: tuple[float, ...]) -> float:
    return steps[min(count, len(steps)) - 1] if count else 0.0


def _count(things: set[str], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
