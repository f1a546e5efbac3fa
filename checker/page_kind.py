"""What a page is: shop, information, news, clinic or forum, by its structured data, software and wording. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from checker.evidence import PageEvidence
    from checker.reading import PageSeen

PageKind = Literal["shop", "information", "news", "clinic", "forum", "unknown"]

_NEWS_TYPES: Final = frozenset(
    "NewsArticle ReportageNewsArticle LiveBlogPosting NewsMediaOrganization AnalysisNewsArticle ScholarlyArticle "
    "MedicalScholarlyArticle".split()
)
_POST_META: Final = ("article:published_time", "article:author", "author", "date", "article:section", "article:tag")
_ARTICLE_TYPES: Final = frozenset(
    ("Article", "BlogPosting", "MedicalWebPage", "QAPage", "DiscussionForumPosting", "Drug")
)

_FORUM_TYPES: Final = frozenset(("DiscussionForumPosting", "QAPage"))
_FORUM_SOFTWARE: Final = ("discourse", "vbulletin", "xenforo", "phpbb", "mybb", "smf", "flarum", "nodebb", "invision")
_FORUM_LINK: Final = re.compile(
    r"/(?:viewtopic|memberlist|showthread|member|newreply)\.php\?|/threads/[^/?]+\.[0-9]+/|index\.php\?(?:topic|action=profile)",
    re.IGNORECASE,
)
_FORUM_PARTS: Final = (".php?", "/threads/")
"""One of them is in each such link: most pages have none, and are done."""
MAX_LINKS_READ: Final = 3_000
FORUM_MIN_LINKS: Final = 3
"""Topics and members linked from one page; a shop's link to its forum is one."""
WIKI_SOFTWARE: Final = ("mediawiki", "dokuwiki", "xwiki", "tiki wiki")


def find_kind(seen: PageSeen) -> PageKind:
    """The kind of a page that was read."""
    types = set(seen.page.structured_types)
    meta = dict(seen.page.meta)
    if not seen.page.offers and "Product" not in types and is_forum(seen.page):
        return "forum"
    if seen.count_said("sells") >= 2 or "Product" in types or seen.page.offers or len(seen.controls) >= 2:
        return "shop"
    if types & _NEWS_TYPES or seen.count_said("news") >= 2:
        return "news"
    # Plugins call every page of a site an article, also a seller's landing page; a post has a date or author.
    is_post = meta.get("og:type") == "article" and any(name in meta for name in _POST_META)
    if types & _ARTICLE_TYPES or is_post or is_wiki(seen.page):
        return "information"
    if meta.get("og:type") == "article" and (seen.has("information") or seen.has("news")):
        return "information"
    if seen.count_said("information") >= 2 or seen.count_said("warning") >= 2:
        return "information"
    return "clinic" if seen.count_said("clinic") >= 2 else "unknown"


def is_wiki(page: PageEvidence) -> bool:
    """Whether the page was made by software for encyclopedias and handbooks."""
    generator = dict(page.meta).get("generator", "").lower()
    return any(name in generator for name in WIKI_SOFTWARE)


def is_forum(page: PageEvidence) -> bool:
    """Whether users write here, by structured data, generator or the links of forum software."""
    generator = dict(page.meta).get("generator", "").lower()
    if _FORUM_TYPES & set(page.structured_types) or any(name in generator for name in _FORUM_SOFTWARE):
        return True
    links = {link.href for link in page.links[:MAX_LINKS_READ]}
    joined = "\n".join(links).lower()
    if not any(part in joined for part in _FORUM_PARTS):
        return False
    return sum(1 for link in links if _FORUM_LINK.search(link)) >= FORUM_MIN_LINKS
