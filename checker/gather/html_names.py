"""Element names by how the HTML Standard's tree construction treats them (lower case, as bytes).

**Source:** https://html.spec.whatwg.org/multipage/parsing.html#the-stack-of-open-elements (read 2026-11-24).
"""

from __future__ import annotations

from typing import Final


def _names(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


SPECIAL: Final = _names(
    "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd "
    "details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html iframe image img input keygen li link listing main marquee menu meta nav noembed noframes noscript "
    "object ol p param plaintext pre script search section select source style summary table tbody td template "
    "textarea tfoot th thead title tr track ul wbr xmp foreignobject desc"
)
"""An ordinary end tag does not look for its element beyond these."""

FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
"""Elements that are opened again in the blocks after them until their end tag comes."""

VOID: Final = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)

CLOSES_P: Final = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp"
)
"""Start tags that end an open paragraph, with all that is open inside it."""

RAW_TEXT: Final = _names("script style xmp iframe noembed noframes noscript textarea title plaintext")
"""Their content is text up to their end tag (``noscript`` because pages are parsed as with scripting)."""

BREAKOUTS: Final = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var font"
)
"""Start tags that end ``<svg>`` or ``<math>`` around them."""
