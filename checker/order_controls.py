"""Carts, checkouts and order forms of a page, by its links and forms, whatever the language. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.text import normalise

if TYPE_CHECKING:
    from checker.evidence import Form, PageEvidence

ORDER_WORDS_IN_LINKS: Final = (
    "cart", "checkout", "basket", "add-to-cart", "add_to_cart", "addtocart", "warenkorb", "kasse", "panier",
    "commander", "carrito", "carrello", "winkelwagen", "winkelmand", "koszyk", "kosik", "carrinho", "varukorg",
    "kundvagn", "kurv", "korzina", "sepet", "cesta", "cesto", "sacola",
)  # fmt: skip
"""Path parts and query keys of carts in shop software and in the languages of the pack."""
_ORDER_PAGES: Final = ("order", "bestellen", "bestellung", "commande", "pedido", "pedir", "ordina", "ordine")
_FIRST_LETTERS: Final = "".join(sorted({word[0] for word in (*ORDER_WORDS_IN_LINKS, *_ORDER_PAGES)}))
ORDER_LINK: Final = re.compile(
    rf"[/?&=](?=[{_FIRST_LETTERS}])"  # most parts of an address fail at their first letter
    rf"(?:(?:{'|'.join(ORDER_WORDS_IN_LINKS)})(?:[/?&=.]|$)"
    rf"|(?<=/)(?:{'|'.join(_ORDER_PAGES)})(?:\.(?:php|aspx?|html?|cgi|pl))?/?(?:\?|$))",
    re.IGNORECASE,
)
MAX_LINKS_READ: Final = 3_000
MAX_FORMS_READ: Final = 200
MAX_FIELDS_READ: Final = 40
MIN_ADDRESS_FIELDS: Final = 3
_CART_FIELDS: Final = frozenset(("add-to-cart", "quantity", "qty"))
ADDRESS_WORDS: Final = (
    "address", "adresse", "direccion", "indirizzo", "endereco", "morada", "adres", "adress", "adresa", "адрес", "地址",
    "住所", "العنوان", "postcode", "zip", "plz", "codigo postal", "psc",
)  # fmt: skip
"""In names and labels of form fields: nobody but a seller asks where to send it; e-mail addresses are told apart."""
_ADDRESS_FIELD: Final = re.compile(
    r"(?<![a-zа-я])(?<!e[ -])(?<!mail[ -])(?<!mail)(?:" + "|".join(ADDRESS_WORDS) + r")(?![a-zа-я])"
)


def find_order_addresses(page: PageEvidence) -> frozenset[str]:
    """Addresses of carts, checkouts and order pages among those that the page's forms and links lead to."""
    addresses = {form.action for form in page.forms[:MAX_FORMS_READ]}
    addresses.update([link.href for link in page.links[:MAX_LINKS_READ]])
    return frozenset(filter(ORDER_LINK.search, addresses))


def find_order_controls(page: PageEvidence, order_addresses: frozenset[str]) -> tuple[str, ...]:
    """Kinds of order controls that links and forms show: ``cart form`` or ``order form``, ``cart link``; each once."""
    found = []
    forms = page.forms[:MAX_FORMS_READ]
    if any(f.action in order_addresses or any(d.name.lower() in _CART_FIELDS for d in f.fields) for f in forms):
        found.append("cart form")
    elif any(_asks_where_to_send(form) for form in forms):
        found.append("order form")
    if order_addresses and any(link.href in order_addresses for link in page.links[:MAX_LINKS_READ]):
        found.append("cart link")
    return tuple(found)


def _asks_where_to_send(form: Form) -> bool:
    """Asks for more than the postcode by which people look for a shop near them."""
    asked = [field for field in form.fields[:MAX_FIELDS_READ] if field.kind not in ("hidden", "submit", "button")]
    return len(asked) >= MIN_ADDRESS_FIELDS and any(
        field.kind != "email" and _ADDRESS_FIELD.search(normalise(f"{field.name} {field.label}").replace("_", " "))
        for field in asked
    )
