"""Looks for an order that is paid on another registrable domain, or sent without encryption.

Payment services and shop platforms are other domains by nature and are left out by name. Visa's guide for acquirers
calls a clean front with another site behind it bait and switch.

Known false alarms: chains that share one shop domain (then the same brand owns both; weak).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.address import registrable_domain, split_url
from checker.order_controls import MAX_FORMS_READ, MAX_LINKS_READ
from checker.sentences import say
from checker.signals.base import Direction, Finding, Part, Signal, Strength
from checker.signals.references import NABP_WHY_NOT_RECOMMENDED

if TYPE_CHECKING:
    from checker.reading import PageSeen, Seen
    from checker.rules import Rules

MAX_TARGETS: Final = 50
PAYMENT_WORDS: Final = ("card", "cvv", "cvc", "iban", "kredit", "carte")
PAYMENT_SERVICES: Final = frozenset(
    ("paypal.com", "stripe.com", "klarna.com", "mollie.com", "adyen.com", "shopify.com", "myshopify.com", "payu.com",
     "przelewy24.pl", "gopay.com", "sagepay.com", "opayo.co.uk", "worldpay.com", "shop.app", "amazon.com", "ecwid.com",
     "squareup.com", "square.site", "google.com", "apple.com", "bigcommerce.com", "snipcart.com", "payone.com")
)  # fmt: skip


def find(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    if not seen.sells:
        return ()
    own = seen.evidence.address.registrable_domain
    for page in seen.pages:
        for action, is_payment in _order_targets(page):
            scheme, host, path = split_url(action)
            domain = registrable_domain(host)
            if domain and domain != own and domain not in PAYMENT_SERVICES:
                return (
                    Finding(
                        signal=SIGNAL.id,
                        quote=f"{scheme}://{host}{path}"[:300],
                        place="form or link of " + page.page.final_url,
                        rule="checkout:other-domain",
                        said=say("foreign-checkout.other-domain", host=host, own=own),
                    ),
                )
            if is_payment and scheme == "http":
                return (
                    Finding(
                        signal=SIGNAL.id,
                        quote=action[:300],
                        place="form of " + page.page.final_url,
                        rule="checkout:unencrypted",
                        said=say("foreign-checkout.unencrypted"),
                    ),
                )
    return ()


def _order_targets(seen: PageSeen) -> list[tuple[str, bool]]:
    """(address, is a payment form), each once, in order of the page: forms, then links."""
    page, orders = seen.page, seen.order_addresses
    targets: dict[tuple[str, bool], None] = {}
    forms = page.forms[:MAX_FORMS_READ]
    names = [" ".join([f"{f.name} {f.label}" for f in form.fields]).lower() for form in forms]
    all_names = "\n".join(names)
    words = [word for word in PAYMENT_WORDS if word in all_names]
    for form, of_form in zip(forms, names, strict=True):
        is_payment = bool(words) and any(word in of_form for word in words)
        if is_payment or form.action in orders:
            targets[form.action, is_payment] = None
    for link in page.links[:MAX_LINKS_READ] if orders else ():
        if link.href in orders:
            targets[link.href, False] = None
    return list(targets)[:MAX_TARGETS]


SIGNAL = Signal(
    id="foreign-checkout",
    title="The order leaves this site, or travels unencrypted",
    looks_for="Cart or checkout on another domain, or a payment form sent over plain HTTP.",
    why="The site that takes the money is then not the one that was looked at.",
    references=(NABP_WHY_NOT_RECOMMENDED,),
    strength=Strength.WEAK,
    direction=Direction.ALARM,
    part=Part.RISK,
    needs=("page",),
    find=find,
)
