"""Ids and contact handles on a page that tie sites of one operator together.

Patterns only: nothing is looked up, and what matches is not judged. Kinds are the names in :data:`PATTERNS`, and
``email`` and ``phone`` from links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

MAX_PER_KIND: Final = 50
"""A page listing more of one kind is a directory; the first fifty tie it well enough."""
MAX_ATTEMPTS: Final = 2_000
"""Places that are looked at. An honest page has under a hundred."""
MAX_BYTES: Final = 2_000_000

_WALLET_END: Final = rb"(?![A-Za-z0-9])"

PATTERNS: Final[tuple[tuple[str, bytes, bytes], ...]] = (
    # kind, literal that starts the match, pattern from there whose first group is the value
    ("adsense", b"pub-", rb"(?<![A-Za-z0-9])(pub-\d{16})(?!\d)"),
    ("baidu-tongji", b"hm.baidu.com/hm.js?", rb"hm\.baidu\.com/hm\.js\?([0-9a-f]{32})"),
    ("bitcoin", b"bc1", rb"(?<![A-Za-z0-9])(bc1[ac-hj-np-z02-9]{25,87})" + _WALLET_END),
    ("clicky", b"clicky_site_ids", rb"clicky_site_ids[^\d\n]{0,40}(\d{4,12})"),
    ("clicky", b"getclicky.com/", rb"getclicky\.com/(\d{4,12})"),
    ("crisp", b"CRISP_WEBSITE_ID", rb"CRISP_WEBSITE_ID\s{0,5}=\s{0,5}[\"']([0-9a-f-]{36})"),
    ("ethereum", b"0x", rb"(?<![A-Za-z0-9])(0x[0-9a-fA-F]{40})" + _WALLET_END),
    ("facebook-pixel", b"facebook.com/tr", rb"facebook\.com/tr/?\?(?:[^\s\"'<>]{0,100}[&;])?id=(\d{8,20})"),
    ("facebook-pixel", b"fbq(", rb"fbq\(\s{0,5}[\"']init[\"']\s{0,5},\s{0,5}[\"']?(\d{8,20})"),
    ("google-ads", b"AW-", rb"(?<![A-Za-z0-9-])(AW-\d{8,12})(?!\d)"),
    ("google-analytics", b'"G-', rb"\"(G-[A-Z0-9]{8,12})\""),
    ("google-analytics", b"'G-", rb"'(G-[A-Z0-9]{8,12})'"),
    ("google-analytics", b"=G-", rb"=(G-[A-Z0-9]{8,12})(?![A-Za-z0-9])"),
    ("google-analytics", b"UA-", rb"(?<![A-Za-z0-9-])(UA-\d{4,10}-\d{1,4})(?!\d)"),
    ("google-tag-manager", b"GTM-", rb"(?<![A-Za-z0-9-])(GTM-[A-Z0-9]{4,9})(?![A-Za-z0-9])"),
    ("histats", b"Histats.start(", rb"Histats\.start\(\d,(\d{4,12})"),
    ("hotjar", b"hjid:", rb"hjid:\s{0,5}(\d{4,10})"),
    ("jivo", b"jivo.ru/", rb"jivo\.ru/(?:script/)?widget/([A-Za-z0-9]{6,20})"),
    ("jivo", b"jivosite.com/", rb"jivosite\.com/(?:script/)?widget/([A-Za-z0-9]{6,20})"),
    ("livechat", b"__lc.license", rb"__lc\.license\s{0,5}=\s{0,5}(\d{4,12})"),
    ("liveinternet", b"counter.yadro.ru/hit;", rb"counter\.yadro\.ru/hit;([A-Za-z0-9_-]{2,40})"),
    ("matomo", b"var u=", rb"var u=[\"'](?:https?:)?//([a-z0-9.-]{4,200}/[\w/-]{0,80})[\"'](?=[^<]{0,400}Site)"),
    ("bitcoin-cash", b"bitcoincash:", rb"bitcoincash:([qp][a-z0-9]{41})" + _WALLET_END),
    ("signal", b"signal.me/#p/", rb"signal\.me/#p/\+?(\d{6,15})"),
    ("skype", b"skype:", rb"skype:([A-Za-z0-9.,_:-]{3,60})"),
    ("smartsupp", b"_smartsupp.key", rb"_smartsupp\.key\s{0,5}=\s{0,5}[\"']([0-9a-f]{32,48})"),
    ("statcounter", b"sc_project", rb"sc_project\s{0,5}=\s{0,5}(\d{4,12})"),
    ("tawk", b"tawk.to/", rb"tawk\.to/(?:chat/)?([0-9a-f]{24})"),
    ("telegram", b"t.me/", rb"(?<![A-Za-z0-9.-])t\.me/(?:s/)?(\+?[A-Za-z0-9_]{4,40})"),
    ("telegram", b"tg://resolve?domain=", rb"tg://resolve\?domain=([A-Za-z0-9_]{4,40})"),
    ("tidio", b"code.tidio.co/", rb"code\.tidio\.co/([a-z0-9]{20,40})"),
    ("whatsapp", b"wa.me/", rb"(?<![A-Za-z0-9.-])wa\.me/\+?(\d{6,15})"),
    ("whatsapp", b"whatsapp.com/send", rb"whatsapp\.com/send/?\?(?:[^\s\"'<>]{0,200}[&;])?phone=(?:\+|%2B)?(\d{6,15})"),
    ("whatsapp", b"whatsapp://send", rb"whatsapp://send/?\?(?:[^\s\"'<>]{0,200}[&;])?phone=(?:\+|%2B)?(\d{6,15})"),
    ("wickr", b"Wickr", rb"Wickr(?: (?:[Mm]e|[Ii][Dd]))?\s?[:@-]\s?@?([A-Za-z0-9_]{3,32})\b"),
    ("yandex-metrika", b"mc.yandex.", rb"mc\.yandex\.(?:ru|com)/watch/(\d{4,12})"),
    ("yandex-metrika", b"ym(", rb"(?<![A-Za-z0-9_.])ym\(\s{0,5}(\d{4,12})\s{0,5},"),
    ("zendesk-chat", b"zdassets.com/ekr/", rb"zdassets\.com/ekr/snippet\.js\?key=([0-9a-f-]{36})"),
    ("zendesk-chat", b"zopim.com/?", rb"zopim\.com/\?([A-Za-z0-9]{16,40})"),
)  # fmt: skip
"""Forms as the services' own installation pages give them; wallets: BIP 173, ERC-55, CashAddr (read 2026-11-24)."""

_COIN_NAMES: Final = tuple(
    word.encode()
    for name in ("bitcoin", "btc", "usdt", "trc20", "tron", "monero", "xmr")
    for word in (name, name.upper(), name.title())
)
"""Wallets without a prefix look like any other id: they count only where the visible text names a coin."""
_WALLETS: Final = (
    ("bitcoin", re.compile(rb"(?<![A-Za-z0-9])([13][1-9A-HJ-NP-Za-km-z]{25,34})" + _WALLET_END)),
    ("tron", re.compile(rb"(?<![A-Za-z0-9])(T[1-9A-HJ-NP-Za-km-z]{33})" + _WALLET_END)),
    ("monero", re.compile(rb"(?<![A-Za-z0-9])([48][1-9A-HJ-NP-Za-km-z]{94})" + _WALLET_END)),
)
_FINDER: Final = BytesAhoCorasick([*(literal for _, literal, _ in PATTERNS), *_COIN_NAMES])
_COMPILED: Final = tuple((kind, re.compile(pattern)) for kind, _, pattern in PATTERNS)
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_NOT_DIGITS: Final = re.compile(r"[^\d+]")


def find_identifiers(text: str, scripts: Iterable[str], hrefs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(kind, value) pairs, sorted, each once.

    ``text`` is the visible text, ``scripts`` texts and addresses of scripts and frames, ``hrefs`` the link targets.
    """
    found: dict[str, set[str]] = {}
    hrefs = tuple(hrefs)
    seen = text.encode("utf-8", "replace")[:MAX_BYTES]
    rest = "\n".join((*scripts, *hrefs)).encode("utf-8", "replace")[:MAX_BYTES]
    names_coin = False
    for source in (seen, rest):
        for number, start, _ in _FINDER.find_matches_as_indexes(source)[:MAX_ATTEMPTS]:
            if number >= len(_COMPILED):
                names_coin = names_coin or source is seen
                continue
            kind, pattern = _COMPILED[number]
            if hit := pattern.match(source, start):
                _add(found, kind, hit.group(1))
    if names_coin:
        for kind, pattern in _WALLETS:
            for number, hit in enumerate(pattern.finditer(seen)):
                if number >= MAX_PER_KIND:
                    break
                _add(found, kind, hit.group(1))
    for href in hrefs:
        scheme = href[:7].lower()
        if scheme == "mailto:":
            if address := _EMAIL.match(href[7:400].strip()):
                _add(found, "email", address.group().lower().encode())
        elif scheme.startswith("tel:") and len(digits := _NOT_DIGITS.sub("", href[4:60])) >= 5:
            _add(found, "phone", digits.encode())
    return tuple(sorted((kind, value) for kind, values in found.items() for value in values))


def _add(found: dict[str, set[str]], kind: str, value: bytes) -> None:
    values = found.setdefault(kind, set())
    if len(values) < MAX_PER_KIND:
        values.add(value.decode("utf-8", "replace"))
