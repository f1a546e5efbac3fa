"""Prices and strengths in a text: found where they stand, not interpreted further."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, NamedTuple

_SYMBOLS: Final = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₹": "INR", "₺": "TRY", "₴": "UAH", "₪": "ILS",
    "฿": "THB", "₩": "KRW", "₫": "VND", "₱": "PHP", "zł": "PLN", "kč": "CZK", "kc": "CZK", "kr": "SEK", "kr.": "DKK",
    "fr.": "CHF", "usd": "USD", "eur": "EUR", "gbp": "GBP", "cad": "CAD", "aud": "AUD", "chf": "CHF", "pln": "PLN",
    "czk": "CZK", "sek": "SEK", "dkk": "DKK", "nok": "NOK", "rub": "RUB", "try": "TRY", "jpy": "JPY", "cny": "CNY",
    "inr": "INR", "euro": "EUR", "euros": "EUR", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "грн": "UAH", "円": "JPY",
    "元": "CNY", "rmb": "CNY", "nt$": "TWD", "hk$": "HKD", "us$": "USD", "r$": "BRL", "s/": "PEN", "rs.": "INR",
    "rs": "INR", "tl": "TRY", "ريال": "SAR", "درهم": "AED", "جنيه": "EGP", "د.إ": "AED", "ر.س": "SAR",
    "ج.م": "EGP", "د.ك": "KWD", "د.ع": "IQD", "د.ج": "DZD", "دج": "DZD", "دينار": "KWD", "ليرة": "SYP",
    ",-": "", ":-": "", "евро": "EUR", "рублеи": "RUB", "рубля": "RUB", "₸": "KZT", "тенге": "KZT", "сум": "UZS",
    "kronor": "SEK", "kroner": "DKK", "korun": "CZK", "lira": "TRY", "块": "CNY", "塊": "TWD", "ر.ق": "QAR",
    "ر.ع": "OMR", "د.ب": "BHD", "د.ا": "JOD", "د.ت": "TND", "usdt": "USD",
    "zl": "PLN", "dollars": "USD", "rm": "MYR", "rp": "IDR", "lei": "RON", "ft": "HUF", "лв": "BGN",
    "¤": "XXX", "u$s": "USD", "u$d": "USD", "ar$": "ARS", "mx$": "MXN", "rd$": "DOP", "c$": "NIO", "$u": "UYU",
    "$b": "BOB", "₲": "PYG", "₡": "CRC", "gs": "PYG", "gs.": "PYG", "bs": "BOB", "bs.": "BOB", "s/.": "PEN",
    "mxn": "MXN", "cop": "COP", "clp": "CLP", "uyu": "UYU", "dop": "DOP", "brl": "BRL", "pesos": "MXN",
    "dolares": "USD", "reais": "BRL", "soles": "PEN", "bolivianos": "BOB", "guaranies": "PYG", "colones": "CRC",
    "lempiras": "HNL", "quetzales": "GTQ", "fcfa": "XOF", "f cfa": "XOF", "cfa": "XOF", "xof": "XOF", "xaf": "XAF",
    "dh": "MAD", "dhs": "MAD", "₦": "NGN", "ngn": "NGN", "naira": "NGN", "ksh": "KES", "kes": "KES", "zar": "ZAR",
    "ugx": "UGX", "₵": "GHS", "ghs": "GHS", "₼": "AZN", "₾": "GEL", "тг": "KZT",
}  # fmt: skip
"""Currency marks in the normal form. "$" is taken as USD: pages that mean another dollar rarely say so. So
are the dinar as Kuwait's and the lira in Arabic as Syria's; nothing is reckoned with them. "1.450,-" and "895:-"
are prices in whole units of a currency that they do not name. Left out: "ars" (Scandinavian "års"), "pen" and "bob"
(English words), "q" (coenzyme Q10)."""

_BEFORE: Final = re.compile(
    r"(?:^|[^a-z0-9])(\$[ub]?|€|£|¥|₽|₹|₺|฿|₩|₱|₲|₡|(?:us|nt|hk|r|ar|mx|rd|c)\$|u\$[sd]|s/\.?"
    r"|usd|eur|gbp|cad|aud|chf|rs\.?|inr|rm|rp|kr\.?|gs\.?|bs\.?|₦|₵|ngn|ksh|kes|zar|ugx|ghs|mxn|cop|clp|uyu"
    r"|dop|brl) ?$"
)
_MARKS: Final = sorted(_SYMBOLS, key=len, reverse=True)
_AFTER: Final = re.compile(
    "(?:,-)? ?(?:mil )?(?:("
    + "|".join(re.escape(mark) for mark in _MARKS if mark[-1].isalpha())
    + r")(?![a-zа-я0-9]|اج)|("
    + "|".join(re.escape(mark) for mark in _MARKS if not mark[-1].isalpha())
    + r")(?![0-9]))"
)
"""A sign may be glued to the next word ("1,90 €comprar"), letters may not. Not before "اج": "دج" is the Algerian
dinar, "دجاج" is chicken. "Mil" is a thousand in Spanish and Portuguese: "95 mil pesos"."""
_AMOUNT: Final = re.compile(r"[0-9]{1,7}(?:[ .,'][0-9]{3}(?![0-9]))*(?:[.,][0-9]{1,2}(?![0-9]))?(?![0-9])")
_STRENGTH: Final = re.compile(
    r"(?<![0-9.,a-z])([0-9]{1,5}(?:[.,][0-9]{1,3})?) ?"
    r"(mg|mcg|µg|μg|g|ml|iu|i\.u\.|ui|u|мг|мкг|мл|毫克|单位|單位|単位|ミリグラム|مجم|ملجم|ملغم|ملغ|مغ|وحدة)(?![a-zа-я])"
)


MAX_AMOUNT_CHARS: Final = 20
"""Of an amount that begins just before the end of the part that is searched."""


_HEADING: Final = re.compile(
    r"\n(?:[^\n0-9]{0,20}[ (/])?("
    + "|".join(re.escape(s) for s in sorted(_SYMBOLS, key=len, reverse=True))
    + r")\)?(?=\n)"
)
"""A table's heading such as "US$", "Preis EUR", "price (USD)", whose column holds bare amounts."""
_CELL: Final = re.compile(r"(?<=\n)[0-9]{1,4}[.,][0-9]{2}(?=\n|$)")


def find_heading_currency(normal: str) -> tuple[int, str] | None:
    """End and currency of the first heading that names nothing but a price's currency."""
    match = _HEADING.search(normal)
    return None if match is None else (match.end(), _SYMBOLS[match[1]])


def find_cell_amount(normal: str, start: int, end: int, currency: str) -> Price | None:
    """First cell between two positions that holds a bare amount with two decimals."""
    match = _CELL.search(normal, start, min(end, len(normal)))
    return None if match is None else Price(match.start(), match.end(), match[0], currency)


class Price(NamedTuple):
    """One price in the normal text."""

    start: int
    end: int
    amount: str
    """As written."""
    currency: str
    """ISO 4217."""


class Strength(NamedTuple):
    start: int
    end: int
    amount: float
    unit: str


def find_prices(normal: str, start: int = 0, stop: int | None = None, *, most: int = 2_000) -> tuple[Price, ...]:
    """Prices whose amount begins between two positions, in order of place, at most ``most``."""
    found: list[Price] = []
    last = len(normal) if stop is None else stop
    for match in _AMOUNT.finditer(normal, start, min(len(normal), last + MAX_AMOUNT_CHARS)):
        begin, end = match.span()
        if begin >= last:
            break
        if not any(c in "123456789" for c in match[0]):  # an empty cart's "$0.00" is no price
            continue
        before = _BEFORE.search(normal[max(0, begin - 5) : begin])
        if before is not None:
            found.append(Price(begin - len(before[1]), end, match[0], _SYMBOLS.get(before[1], "USD")))
        elif (after := _AFTER.match(normal, end)) is not None:
            found.append(Price(begin, after.end(), match[0], _SYMBOLS[after[1] or after[2]]))
        if len(found) >= most:
            break
    return tuple(found)


def find_strengths(normal: str, start: int, end: int, *, most: int) -> tuple[Strength, ...]:
    """The first strengths between two positions."""
    found = islice(_STRENGTH.finditer(normal, start, min(end, len(normal))), most)
    return tuple(Strength(m.start(), m.end(), float(m[1].replace(",", ".")), m[2]) for m in found)


def find_strength(normal: str, start: int, end: int) -> Strength | None:
    """First strength ("225 mg") between two positions."""
    match = _STRENGTH.search(normal, start, min(end, len(normal)))
    if match is None:
        return None
    return Strength(match.start(), match.end(), float(match[1].replace(",", ".")), match[2])
