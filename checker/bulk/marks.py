"""What ties sites of one operator together, taken from what a check has seen of a site.

A mark is a pair of kind and value: an analytics id, a telephone number, a wallet. It says that two sites share
something, never that either is bad; sites of one web agency share marks too.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final, Literal
from urllib.parse import urlsplit

from checker.address import Address
from checker.evidence import Evidence, PageEvidence

Mark = tuple[str, str]
"""(kind, value); kinds as in :mod:`checker.gather.identifiers`, and ``template``."""
Family = Literal["analytics", "advertising", "chat", "messenger", "phone", "email", "wallet", "template"]

FAMILIES: Final[dict[str, Family]] = {
    **dict.fromkeys(
        ("baidu-tongji", "clicky", "google-analytics", "google-tag-manager", "histats", "hotjar", "liveinternet",
         "matomo", "statcounter", "yandex-metrika"), "analytics"),
    **dict.fromkeys(("adsense", "facebook-pixel", "google-ads"), "advertising"),
    **dict.fromkeys(("crisp", "jivo", "livechat", "smartsupp", "tawk", "tidio", "zendesk-chat"), "chat"),
    **dict.fromkeys(("skype", "telegram", "wickr"), "messenger"),
    **dict.fromkeys(("phone", "signal", "whatsapp"), "phone"),
    **dict.fromkeys(("bitcoin", "bitcoin-cash", "ethereum", "monero", "tron"), "wallet"),
    "email": "email",
    "template": "template",
}  # fmt: skip
"""Kind -> family, of which people are shown a picture."""
NO_OWNER: Final = frozenset({("telegram", "share"), ("telegram", "joinchat"), ("telegram", "iv"), ("skype", "live")})
"""Buttons that share a page, on any site."""
NUMBER_KINDS: Final = frozenset({"phone", "signal", "whatsapp"})
"""All hold a telephone number: a site's hotline may be another's messenger."""
MIN_TEMPLATE_PATHS: Final = 12
"""Local addresses that a page must link to before the set of them ties it: a shop program's empty demo has fewer."""
MAX_MARKS: Final = 60
"""Of one site; a page with more is a directory."""


def marks_of(evidence: Evidence) -> tuple[Mark, ...]:
    """The marks of a site, sorted, each once; empty when no page was read."""
    found = {mark for page in evidence.pages for mark in page.identifiers if mark not in NO_OWNER}
    marks = {_as_number(mark) if mark[0] in NUMBER_KINDS else mark for mark in found}
    for page in evidence.pages[:1]:
        if template := template_of(page, evidence.address):
            marks.add(("template", template))
    return tuple(sorted(marks))[:MAX_MARKS]


def template_of(page: PageEvidence, address: Address) -> str:
    """A digest of the set of local addresses that a page links to, "" when there are too few.

    Shops made from one kit carry the same paths in the same words, whatever their names and colours.
    """
    paths = _local_paths((link.href for link in page.links), address)
    if len(paths) < MIN_TEMPLATE_PATHS:
        return ""
    return sha256("\n".join(sorted(paths)).encode("utf-8", "replace")).hexdigest()[:16]


def _local_paths(hrefs: Iterable[str], address: Address) -> set[str]:
    paths = set()
    for href in hrefs:
        try:
            parts = urlsplit(href)
        except ValueError:
            continue
        if parts.hostname == address.host and parts.path not in ("", "/"):
            paths.add(parts.path)
    return paths


def _as_number(mark: Mark) -> Mark:
    digits = "".join(sign for sign in mark[1] if sign.isdigit())
    return ("phone", digits.removeprefix("00"))
