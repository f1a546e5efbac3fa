"""Hosts that belong to nobody in a register: an entry there never makes the whole host listed.

Compiled from what stands in website columns of pharmacy lists beside real shops: mail providers instead of
mail addresses, social pages, link shorteners, directories of firms, portals where a pharmacy has one page.
"""

from __future__ import annotations

from typing import Final, Literal

HostUse = Literal["own", "page-only", "never"]

NEVER: Final = frozenset({
    # Social networks and messengers: a page there sells nothing and anyone can open one.
    "facebook.com", "fb.com", "fb.me", "instagram.com", "linkedin.com", "messenger.com", "pinterest.com",
    "t.me", "telegram.me", "threads.net", "tiktok.com", "twitter.com", "viber.com", "vk.com", "wa.me",
    "whatsapp.com", "x.com", "youtu.be", "youtube.com",
    # Shorteners and link lists: where they lead changes without notice.
    "bit.ly", "cutt.ly", "goo.gl", "is.gd", "linktr.ee", "lnk.bio", "rb.gy", "t.co", "tiny.cc", "tinyurl.com",
    # Mail providers and search engines: a mail address or a search typed into the website column.
    "atlas.cz", "azet.sk", "bing.com", "centrum.cz", "centrum.sk", "email.cz", "freemail.hu", "gmail.com",
    "gmx.at", "gmx.de", "gmx.net", "google.com", "hotmail.com", "icloud.com", "interia.pl", "libero.it",
    "live.com", "o2.pl", "onet.pl", "op.pl", "orange.fr", "outlook.com", "post.cz", "seznam.cz", "tlen.pl",
    "volny.cz", "web.de", "wp.pl", "yahoo.com", "zoznam.sk",
})  # fmt: skip
"""Rejected whatever the path."""

PAGE_ONLY: Final = frozenset({
    # Builders that give every customer a path (those that give a host of its own are public suffixes).
    "sites.google.com", "business.site", "jimdo.com", "weebly.com", "webnode.cz", "webnode.sk", "wix.com",
    # Market places and app stores.
    "allegro.pl", "amazon.com", "amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.co.uk", "amazon.nl",
    "amazon.pl", "amazon.se", "apps.apple.com", "ebay.com", "ebay.de", "etsy.com", "heureka.cz", "heureka.sk",
    "play.google.com", "zbozi.cz",
    # Directories and portals of pharmacies.
    "firmy.cz", "edb.cz", "papin.pl", "panoramafirm.pl", "pkt.pl", "doctolib.fr", "doctolib.de", "europages.com",
})  # fmt: skip
"""Accepted with a path, and then for that path only."""


def host_use(host: str) -> HostUse:
    """Whether an entry may name this host: as its own, one page of it only, or never.

    >>> host_use("shop.test"), host_use("pl-pl.facebook.com"), host_use("www.papin.pl")
    ('own', 'never', 'page-only')
    """
    name = host
    while name:
        # The longer name decides: sites.google.com is a builder, google.com is none.
        if name in PAGE_ONLY:
            return "page-only"
        if name in NEVER:
            return "never"
        name = name.partition(".")[2]
    return "own"
