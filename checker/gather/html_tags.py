"""What the reader does at each element: block tags get a mark in the source, wanted tags a number for their kind."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

BREAK: Final = 1
LINK: Final = 2
IMAGE: Final = 3
FIELD: Final = 4
LABEL: Final = 5
FORM: Final = 6
SVG: Final = 7
SCRIPT: Final = 8
META: Final = 9
TITLE: Final = 10
BASE: Final = 11
SOURCE: Final = 12
FRAME: Final = 13
NOSCRIPT: Final = 14
SILENT: Final = 15
HIDDEN: Final = 16
TEMPLATE: Final = 17

SILENT_KINDS: Final = frozenset((SCRIPT, TITLE, FRAME, NOSCRIPT, SILENT, BASE))
"""Their text is no text of the page."""

_NAMES: Final = {
    BREAK: "br",
    LINK: "a area",
    IMAGE: "img image embed",
    FIELD: "input select textarea button",
    LABEL: "label",
    FORM: "form",
    SVG: "svg",
    SCRIPT: "script",
    META: "meta",
    TITLE: "title",
    BASE: "base",
    SOURCE: "source",
    FRAME: "iframe frame",
    NOSCRIPT: "noscript",
    SILENT: "style noframes noembed",
    HIDDEN: "datalist rp",
    TEMPLATE: "template",
}


def _kinds() -> dict[int, int]:
    maker = LexborHTMLParser("")
    return {maker.create_node(name).tag_id: kind for kind, names in _NAMES.items() for name in names.split()}


KINDS: Final = _kinds()
"""Lexbor's number of a tag -> kind, for the elements that are looked at one by one."""

BLOCK_MARK: Final = "\f"
"""Form feed: white space to the parser wherever it stands (also between table rows), absent from honest text."""

_BLOCKS: Final = (
    "div p li ul button address article aside blockquote body caption center dd details dialog dir dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr input legend listing main menu nav ol "
    "optgroup option plaintext pre search section select summary table tbody td textarea tfoot th thead tr xmp "
    "marquee video audio object canvas"
)


def _any_of(names: str) -> str:
    """Pattern for these names that shares their beginnings: a tag costs one look at each of its letters."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for name in names.split():
        level = tree
        for letter in name:
            level = level.setdefault(letter, {})
        level[""] = {}

    def pattern(level: dict[str, dict]) -> str:  # type: ignore[type-arg]
        options = [letter + pattern(below) for letter, below in level.items() if letter]
        if not options:
            return ""
        grouped = options[0] if len(options) == 1 and "" not in level else f"(?:{'|'.join(options)})"
        return grouped + ("?" if "" in level else "")

    return pattern(tree)


_BLOCK_TAG: Final = re.compile(rf"<(?=/?{_any_of(_BLOCKS)}[\s/>])".encode())
_BLOCK_TAG_ANY_CASE: Final = re.compile(rf"<(?=/?(?i:{_any_of(_BLOCKS)})[\s/>])".encode())
_MARKED: Final = BLOCK_MARK.encode() + b"<"


_INLINE: Final = b"(?:span|strong|small|b|em|i|label|ins|del|bdi|u)"
_GLUED: Final = re.compile(
    rb"</(?=[sbeildu])"
    + _INLINE
    + rb">(?:</"
    + _INLINE
    + rb">){0,7}(?=(?:<"
    + _INLINE
    + rb"(?: [^<>]{0,400})?>){1,8}([0-9A-Za-z]))"
)
"""End tags of inline elements, and start tags of others with nothing between."""
_SIGNS: Final = b"$%\xac\xa3"
"""Last bytes of the signs of dollar, per cent, euro and pound."""


def _unglue(match: re.Match[bytes]) -> bytes:
    """With a space where nobody would read one word: "9 kr" + "Köp", "€" + "Add", "Tramadol" + "30"."""
    left, right = match.string[max(match.start() - 1, 0) : match.start()], match[1]
    if not left or not (left.isalnum() or left in _SIGNS or left >= b"\x80"):
        return match[0]
    if left.isdigit() or right.isdigit():
        is_gap = left.isdigit() != right.isdigit()
    else:
        is_gap = left in _SIGNS or (not left.isupper() and right.isupper())
    return match[0] + b" " if is_gap else match[0]


def mark_blocks(html: bytes, *, has_capitals: bool) -> bytes:
    """The source with :data:`BLOCK_MARK` before each tag of a block, and a space between a link and another tag.

    Done in the source because a regular expression passes over it faster than Python over the nodes of the tree.
    Folding case costs twice the time, and honest pages hardly have a tag in capitals.
    """
    if b"\f" in html:
        html = html.replace(b"\f", b" ")
    # Minified cards have no white space between price and button, which style sheets set apart: "59 €" + "Order".
    html = html.replace(b"><a ", b"> <a ").replace(b"</a><", b"</a> <")
    html = _GLUED.sub(_unglue, html)
    return (_BLOCK_TAG_ANY_CASE if has_capitals else _BLOCK_TAG).sub(_MARKED, html)
