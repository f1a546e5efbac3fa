"""The words and prices in the data from which a script would build the page: ``__NEXT_DATA__`` and its kin.

Shops whose markup is an empty shell keep names, prices and button words there. The data are not evaluated as a program:
quoted strings are taken in order, and numbers whose key says that they are prices. Where the page has text of its own
this is not read, since such data also hold what is never shown (translations, other states of a button).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

SHELL_MAX_TEXT_CHARS: Final = 4_000
"""Longer visible text: the page does not need its data to say what it offers."""
MAX_READ_CHARS: Final = 100_000
MAX_TOKENS: Final = 5_000
"""Of all scripts together: more would take longer than reading the page."""
MAX_TEXT_CHARS: Final = 40_000
MAX_STRING_CHARS: Final = 400
PRICE_KEYS: Final = frozenset(
    "p price prices preis preise prix precio preco prezzo prijs cena ceny pris fiyat amount cost saleprice finalprice "
    "sale_price final_price unit_price unitprice value_price цена".split()
)
NO_CURRENCY: Final = "¤"
CURRENCY_KEYS: Final = frozenset(("c", "currency", "pricecurrency", "price_currency", "currencycode", "currency_code"))

_STATE: Final = re.compile(r"__[A-Z][A-Z_]{2,30}__ ?=")
"""``window.__INITIAL_STATE__ =``, ``__NUXT__=``, ``__APOLLO_STATE__ =``."""
_TOKEN: Final = re.compile(
    r'"((?:[^"\\\n]|\\.){0,2000})"?\s{0,5}(:)?'
    r"|'((?:[^'\\\n]|\\.){0,2000})'?\s{0,5}(:)?"
    r"|(?<![\w$])([A-Za-z_$][\w$]{0,40})\s{0,5}:"
    r"|(?<![\w.])([0-9]{1,7}(?:\.[0-9]{1,2})?)(?![\w.])"
)
"""A string without its end still counts as one, so that no input is read twice."""
_CURRENCY: Final = re.compile(
    r"""["']?(?:c|[cC]urrency|priceCurrency|currencyCode)["']?\s{0,5}:\s{0,5}["']([A-Z]{3}|[$€£¥])["']"""
)
_IDENTIFIER: Final = re.compile(
    r"[\w$:/.?&=#%+@~-]*[/\d_?=#][\w$:/.?&=#%+@~-]*\Z|[a-z]+(?:[A-Z][a-z]+)+\Z|#[0-9a-f]+\Z"
)
"""Addresses, keys and ids: one word with a digit, slash or underscore, or in camel case."""
_TAG: Final = re.compile(r"<[^<>]{0,300}>")


def find_script_text(scripts: Iterable[str], text: str) -> str:
    """Strings and prices of the page's data, one a line, in order; "" where the page has a text of its own."""
    if len(text) > SHELL_MAX_TEXT_CHARS:
        return ""
    lines: list[str] = []
    room = MAX_READ_CHARS
    for script in scripts:
        start = script[:200].lstrip()[:1]
        if start not in ("{", "[") and not _STATE.search(script, 0, 2_000):
            continue
        lines += _strings(script[:room])
        room -= len(script)
        if room <= 0:
            break
    return "\n".join(lines)[:MAX_TEXT_CHARS]


def _strings(data: str) -> Iterator[str]:
    key = ""
    named = _CURRENCY.search(data)
    currency = named[1] if named else ""
    for match in islice(_TOKEN.finditer(data), MAX_TOKENS):
        double, double_key, single, single_key, bare_key, number = match.groups()
        if bare_key or double_key or single_key:
            key = (bare_key or double or single or "").lower()
        elif number is not None:
            if key in PRICE_KEYS and float(number) > 0:
                yield f"{number} {currency or NO_CURRENCY}"
        else:
            words = _shown(double if double is not None else single)
            if key in CURRENCY_KEYS and len(words) <= 4:
                currency = words
            elif key in PRICE_KEYS or (any(c.isalpha() for c in words) and not _IDENTIFIER.match(words)):
                yield words


def _shown(literal: str) -> str:
    """The string as a page would show it: escapes undone, tags dropped, white space one."""
    if "\\" in literal:
        try:
            literal = str(json.loads('"' + literal.replace("\\'", "'").replace('"', '\\"') + '"'))
        except ValueError:  # an escape that JSON does not know: the words around it still tell
            literal = literal.replace("\\", " ")
    return " ".join(_TAG.sub(" ", literal).split())[:MAX_STRING_CHARS]
