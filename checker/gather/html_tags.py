"""What the walk does at each element: one number a kind, one table from Lexbor's tag number to it."""

from __future__ import annotations

from typing import Final

from selectolax.lexbor import LexborHTMLParser

TEXT_NODE: Final = 2
"""Lexbor's number of a text node."""

INLINE: Final = 0
BLOCK: Final = 1
SKIP: Final = 2
BREAK: Final = 3
LINK: Final = 4
IMAGE: Final = 5
FIELD: Final = 6
LABEL: Final = 7
FORM: Final = 8
SVG: Final = 9
SCRIPT: Final = 10
META: Final = 11
TITLE: Final = 12
BASE: Final = 13
SOURCE: Final = 14
FRAME: Final = 15
NOSCRIPT: Final = 16
TEMPLATE: Final = 17
HIDDEN: Final = 18

_NAMES: Final = {
    BLOCK: "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup option p "
    "plaintext pre search section summary table tbody td tfoot th thead tr ul xmp marquee video audio object canvas",
    SKIP: "style noframes noembed param track col colgroup desc metadata",
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
    TEMPLATE: "template",
    HIDDEN: "datalist rp",
}


def _kinds() -> dict[int, int]:
    maker = LexborHTMLParser("")
    return {maker.create_node(name).tag_id: kind for kind, names in _NAMES.items() for name in names.split()}


KINDS: Final = _kinds()
"""Tag number -> kind; elements not in it are inline."""
