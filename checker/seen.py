"""A medicine's name and a medicine on offer, as seen in a text. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from checker.rules import Name, Substance
    from checker.text import NormalText


@dataclass(frozen=True, slots=True)
class NameSeen:
    name: Name
    substance: Substance
    start: int
    end: int
    is_obfuscated: bool


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """A medicine together with what makes it an offer."""

    substance: Substance
    how: Literal["structured", "price", "control", "order-words", "catalogue", "named"]
    """``control``: an order button of its own follows; ``catalogue``: one of many medicine names on a page with a
    cart; ``named``: only named on a seller's page."""
    start: int
    """Normal text position; -1 for structured data."""
    end: int
    body: NormalText
    words: str = ""
    """Structured data: name, price and currency as written."""
    price: str = ""
    currency: str = ""

    @property
    def quote(self) -> str:
        """Name and price as seen, at most 300 characters."""
        return self.words if self.start < 0 else self.body.quote(self.start, self.end)
