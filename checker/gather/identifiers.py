"""Ids and contact handles on a page that tie sites of one operator together.

Patterns only: nothing is looked up, and what matches is not judged. Kinds are listed in :data:`PATTERNS`.
"""

from __future__ import annotations

import re
from typing import Final

MAX_PER_KIND: Final = 50
"""A page listing more of one kind is a directory; the first fifty tie it well enough."""

PATTERNS: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    # kind, literal that must occur (cheap test first), pattern whose only group is the value
    ("google-analytics", "UA-", re.compile(r"(?<![A-Za-z0-9-])(UA-\d{4,10}-\d{1,4})(?![0-9])")),
    ("google-analytics", "G-", re.compile(r"[\"'=(](G-[A-Z0-9]{8,12})(?=[\"'&)])")),
    ("google-ads", "AW-", re.compile(r"(?<![A-Za-z0-9-])(AW-\d{8,12})(?![0-9])")),
    ("google-tag-manager", "GTM-", re.compile(r"(?<![A-Za-z0-9-])(GTM-[A-Z0-9]{4,9})(?![A-Za-z0-9])")),
    ("adsense", "pub-", re.compile(r"(?<![A-Za-z0-9])(?:ca-)?(pub-\d{16})(?![0-9])")),
    ("facebook-pixel", "fbq(", re.compile(r"fbq\(\s*[\"']init[\"']\s*,\s*[\"']?(\d{8,20})")),
    ("facebook-pixel", "facebook.com/tr", re.compile(r"facebook\.com/tr/?\?(?:[^\s\"'<>]{0,100}[&;])?id=(\d{8,20})")),
    ("yandex-metrika", "mc.yandex", re.compile(r"mc\.yandex\.(?:ru|com)/watch/(\d{4,12})")),
    ("yandex-metrika", "ym(", re.compile(r"(?<![A-Za-z0-9_])ym\(\s*(\d{4,12})\s*,")),
    ("matomo", "setSiteId", re.compile(r"setTrackerUrl[\"']?\s*,\s*[^\]]{0,20}?[\"']?([^\s\"'\]]{4,200})")),
    ("matomo", "matomo", re.compile(r"[\"'](?:https?:)?//([a-z0-9.-]{4,200}/(?:[a-z0-9_/-]{0,80}))matomo\.(?:js|php)")),
    ("clicky", "clicky", re.compile(r"clicky_site_ids[^\d]{0,30}(\d{4,12})|static\.getclicky\.com/(\d{4,12})")),
    ("hotjar", "hjid", re.compile(r"hjid\s*:\s*(\d{4,10})")),
    ("baidu-tongji", "hm.baidu.com", re.compile(r"hm\.baidu\.com/hm\.js\?([0-9a-f]{32})")),
    ("statcounter", "sc_project", re.compile(r"sc_project\s*=\s*(\d{4,12})")),
    ("histats", "histats", re.compile(r"histats\.com/[^\s\"'<>]{0,80}?(\d{5,10})", re.IGNORECASE)),
    ("liveinternet", "counter.yadro.ru", re.compile(r"counter\.yadro\.ru/hit;([A-Za-z0-9_-]{2,40})")),
    ("tawk", "tawk.to", re.compile(r"(?:embed\.)?tawk\.to/(?:chat/)?([0-9a-f]{24})")),
    (
        "jivo",
        "jivo",
        re.compile(r"(?:code|cdn[a-z0-9-]*)\.jivo(?:site|chat)\.com/(?:script/)?widget/([A-Za-z0-9]{6,20})"),
    ),
    ("jivo", "jivo", re.compile(r"code\.jivo\.ru/widget/([A-Za-z0-9]{6,20})")),
    ("crisp", "CRISP_WEBSITE_ID", re.compile(r"CRISP_WEBSITE_ID\s*=\s*[\"']([0-9a-f-]{36})")),
    ("zendesk-chat", "zopim", re.compile(r"zopim\.com/\?([A-Za-z0-9]{16,40})")),
    ("zendesk-chat", "zdassets", re.compile(r"zdassets\.com/ekr/snippet\.js\?key=([0-9a-f-]{36})")),
    ("livechat", "license", re.compile(r"__lc\.license\s*=\s*(\d{4,12})")),
    ("tidio", "tidio.co", re.compile(r"code\.tidio\.co/([a-z0-9]{20,40})")),
    ("smartsupp", "smartsupp", re.compile(r"_smartsupp\.key\s*=\s*[\"']([0-9a-f]{32,48})")),
    ("telegram", "t.me/", re.compile(r"(?<![A-Za-z0-9.])t\.me/(?:s/)?(\+?[A-Za-z0-9_]{4,40})")),
    ("telegram", "tg://", re.compile(r"tg://resolve\?domain=([A-Za-z0-9_]{4,40})")),
    ("whatsapp", "wa.me/", re.compile(r"(?<![A-Za-z0-9.])wa\.me/\+?(\d{6,15})")),
    (
        "whatsapp",
        "whatsapp",
        re.compile(r"whatsapp(?:\.com/send/?|://send/?)\?(?:[^\s\"'<>]{0,200}[&;])?phone=(?:\+|%2B)?(\d{6,15})"),
    ),
    ("signal", "signal.me", re.compile(r"signal\.me/#p/\+?(\d{6,15})")),
    ("skype", "skype:", re.compile(r"[\"']skype:([A-Za-z0-9.,_:-]{3,60})")),
    ("wickr", "ickr", re.compile(r"\b[Ww]ickr(?:\s+(?:me|id|ID))?\s*[:@-]\s*@?([A-Za-z0-9_]{3,32})\b")),
    ("bitcoin", "bc1", re.compile(r"(?<![A-Za-z0-9])(bc1[ac-hj-np-z02-9]{25,87})(?![A-Za-z0-9])")),
    ("ethereum", "0x", re.compile(r"(?<![A-Za-z0-9])(0x[0-9a-fA-F]{40})(?![A-Za-z0-9])")),
)
"""Forms as the services' own installation pages give them; formats of wallets: BIP 173, ERC-55 (read 2026-11-24)."""

TEXT_PATTERNS: Final[tuple[tuple[str, str, re.Pattern[str]], ...]] = (
    # Short alphabets without a prefix would match scripts: looked for in the visible text only.
    ("bitcoin", "", re.compile(r"(?<![A-Za-z0-9])([13][1-9A-HJ-NP-Za-km-z]{25,34})(?![A-Za-z0-9])")),
    ("tron", "T", re.compile(r"(?<![A-Za-z0-9])(T[1-9A-HJ-NP-Za-km-z]{33})(?![A-Za-z0-9])")),
    ("monero", "", re.compile(r"(?<![A-Za-z0-9])([48][1-9A-HJ-NP-Za-km-z]{94})(?![A-Za-z0-9])")),
)

_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_NOT_DIGITS: Final = re.compile(r"[^\d+]")


def find_identifiers(html: str, text: str, hrefs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(kind, value) pairs, sorted, each once.

    ``html`` is the source as parsed, ``text`` the visible text, ``hrefs`` the link targets (``tel:``, ``mailto:``).
    """
    found: dict[str, set[str]] = {}
    for source, patterns in ((html, PATTERNS), (text, TEXT_PATTERNS)):
        for kind, literal, pattern in patterns:
            if literal not in source:
                continue
            values = found.setdefault(kind, set())
            for hit in pattern.finditer(source):
                if len(values) >= MAX_PER_KIND:
                    break
                values.add(next(group for group in hit.groups() if group))
    for href in hrefs:
        scheme = href[:7].lower()
        if scheme == "mailto:" and (address := _EMAIL.match(href[7:400].strip())):
            kind, value = "email", address.group().lower()
        elif scheme.startswith("tel:") and len(value := _NOT_DIGITS.sub("", href[4:60])) >= 5:
            kind = "phone"
        else:
            continue
        values = found.setdefault(kind, set())
        if len(values) < MAX_PER_KIND:
            values.add(value)
    return tuple(sorted((kind, value) for kind, values in found.items() for value in values))
