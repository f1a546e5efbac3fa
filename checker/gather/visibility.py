"""Which elements a reader does not see, and which act as links without being one, found by a few selectors."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_STYLE: Final = 1_000
"""Characters of a style or handler that are read: longer ones hold pictures or programs."""

_SELECTOR: Final = "[style],[hidden],[onclick],[itemprop],dialog"
MAX_SPECIAL: Final = 5_000
"""Elements with a style or handler that are looked at."""

_HIDING: Final = re.compile(
    r"(?<![a-z-])(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden"
    r"|(?:font-size|opacity):0*(?:\.0+)?(?:px|pt|r?em|%)?(?:[;!]|$)"
    r"|(?:text-indent|left|top|right|bottom|margin-left|margin-top):-\d{4,}"
    r"|clip:rect\([01](?:px)?,?[01](?:px)?|clip-path:inset\((?:50|100)%)"
)
_ZERO_SIZE: Final = re.compile(r"(?<![a-z-])(?:max-)?(?:height|width):[01]?(?:px)?(?:[;!]|$)")
"""With ``overflow:hidden`` only: a zero height alone still shows what flows out."""
_BACKGROUND: Final = re.compile(r"url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE)
_CLICK_TARGET: Final = re.compile(
    r"(?:location(?:\.href)?\s{0,9}=|(?:location\.(?:assign|replace)|open|navigate|redirect|goto)\s{0,9}\()"
    r"\s{0,9}[`\"']([^`\"']{1,2000})[`\"']",
    re.IGNORECASE,
)


class Special:
    """Elements that need more than their tag."""

    __slots__ = ("backgrounds", "has_microdata", "hidden", "targets")

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.hidden: list[LexborNode] = []
        """In document order, also those inside one another."""
        self.targets: dict[int, str] = {}
        """Memory id -> address that a click leads to, as written in the handler."""
        self.backgrounds: list[str] = []
        """Addresses of background pictures of inline styles, as written."""
        self.has_microdata = False
        for node in tree.css(_SELECTOR)[:MAX_SPECIAL]:
            attributes = node.attributes
            self.has_microdata = self.has_microdata or "itemprop" in attributes
            is_hidden = "hidden" in attributes or (node.tag == "dialog" and "open" not in attributes)
            if style := attributes.get("style"):
                compact = "".join(style[:MAX_STYLE].lower().split())
                is_hidden = is_hidden or _is_hiding(compact)
                if "url(" in compact and (hit := _BACKGROUND.search(style[:MAX_STYLE])):
                    self.backgrounds.append(hit.group(1).strip())
            if is_hidden:
                self.hidden.append(node)
            if (handler := attributes.get("onclick")) and (target := click_target(handler)):
                self.targets[node.mem_id] = target


def _is_hiding(style: str) -> bool:
    """``style`` in lower case without white space."""
    return bool(_HIDING.search(style)) or ("overflow:hidden" in style and bool(_ZERO_SIZE.search(style)))


def click_target(handler: str) -> str:
    """Address that an ``onclick`` handler leads to; "" when it leads nowhere that can be read."""
    hit = _CLICK_TARGET.search(handler[:MAX_STYLE])
    return hit.group(1).strip() if hit else ""
