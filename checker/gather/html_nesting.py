"""Whether each element of a page is closed in its place and nothing on it is excessive: then any parser is quick.

Most large pages are written by programs and close what they open. One pattern finds all their tags at once, a tenth of
the time of the scan in :mod:`checker.gather.html_bounds`, which is for the others. A "no" here means only that the
scan has to decide; a "yes" must never be wrong, so all that is odd is a "no".
"""

from __future__ import annotations

import re
from typing import Final

from checker.gather.html_names import BREAKOUTS, CLOSES_P, FORMATTING, RAW_TEXT, VOID

MAX_DEPTH: Final = 200
MAX_ATTRIBUTES: Final = 200
MAX_NAMES: Final = 400
MAX_FORMATTING: Final = 20
MAX_RAW_TAGS: Final = 4_000
FREE_TAGS: Final = 4_000
BYTES_PER_TAG: Final = 36
MAX_STEPS: Final = 6_000_000
"""Each a little tighter than where the scan begins to cut."""
_REBUILD_STEPS: Final = 30
_DENSITY_STEP: Final = 32_768
_ROOM: Final = 2 * MAX_ATTRIBUTES
"""Bytes that more attributes need."""

_WS: Final = rb"\t\n\f\r "
_NICE: Final = rb"(?:[%b]++[a-z_:@.-][\w:@.-]*+(?:=\"[^\"]*+\"|='[^']*+')?+)*+[%b]*+/?+" % ((_WS,) * 2)
"""Attributes as nearly all are written: named with plain signs, their values in quotation marks or absent."""
_ONE: Final = rb"[^/>%b][^/>=%b]*+(?:[%b]*+=[%b]*+(?:\"[^\"]*+\"|'[^']*+'|[^>\"'%b][^>%b]*+)?+)?+" % ((_WS,) * 6)
"""Any attribute, as the HTML Standard's tokenizer cuts it; but not one whose quotation mark is never closed."""
_ANY: Final = rb"(?:[/%b]++|%b)*+" % (_WS, _ONE)
SELF_CLOSING: Final = re.compile(_NICE.removesuffix(b"/?+") + b"/")
"""In ``<path d="M0 0"/>``, which in ``<svg>`` has no end tag. A slash may also end a value without marks: ``d=M0/``."""
_RAW: Final = b"|".join(sorted(RAW_TEXT - {b"plaintext"}))
_TOKEN: Final = re.compile(
    rb"<(?:(%(raw)b)(?=[/>%(ws)b])(%(nice)b(?=>)|%(any)b)>((?s:.*?))(</\1[%(ws)b]{0,9}+>|\Z)"
    rb"|(/?+[a-z][^/>%(ws)b]*+)(%(nice)b(?=>)|%(any)b)(?:>|\Z)"
    rb"|(!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|[!?][^>]*+(?:>|\Z)))"
    % {b"raw": _RAW, b"ws": _WS, b"nice": _NICE, b"any": _ANY}
)
"""A raw text element whole, a tag, or a comment. Each runs to the end of the page if nothing ends it: so does the
parser's, and no search goes over the same bytes again and again."""
_ATTRIBUTE: Final = re.compile(_ONE)
_FOREIGN: Final = frozenset((b"svg", b"math"))
_ONCE: Final = frozenset((b"html", b"head", b"body"))
_NEVER: Final = RAW_TEXT | {b"annotation-xml", b"frameset"}
"""Raw text elements are tokens of another kind, unless something is odd about their end."""
_ODD: Final = VOID | _FOREIGN | _ONCE | _NEVER | FORMATTING
_LEFT_OPEN: Final = frozenset(b"p li dd dt td th tr tbody thead tfoot option optgroup".split())
"""Elements whose end tag may be left out."""
_ENDS_MORE: Final = frozenset(
    b"div section article main nav header footer aside ul ol dl li dd table tbody thead tfoot tr td select body "
    b"html".split()
)
"""End tags that end such elements directly inside theirs."""
_CELL: Final = frozenset((b"td", b"th", b"p"))
_ENDED_BY: Final = {
    **dict.fromkeys(CLOSES_P, frozenset((b"p",))),
    b"li": frozenset((b"li", b"p")),
    **dict.fromkeys((b"dd", b"dt"), frozenset((b"dd", b"dt", b"p"))),
    **dict.fromkeys((b"td", b"th"), _CELL),
    b"tr": _CELL | {b"tr"},
    b"option": frozenset((b"option",)),
}
"""Start tag -> elements that it ends where they are the last one open."""
_NO_DRAWING: Final = BREAKOUTS | _FOREIGN | frozenset(b"foreignobject desc title mi mo mn ms mtext".split()) | {b""}
"""What stands above ``<svg>`` may be more than a part of the drawing where one of these does."""
_SLASH: Final = ord("/")
_PROBE_BYTES: Final = 65_536


def is_well_nested(html: bytes, tag_count: int) -> bool:
    """True where each element is closed in its place and depth, attributes and number of tags are ordinary.

    Args:
        html: in lower case.
        tag_count: how many ``<`` it has.
    """
    if not _is_sparse(html, tag_count):
        return False
    # What leaves its paragraphs open does so on its first screen.
    if len(html) > 2 * _PROBE_BYTES and _steps(_TOKEN.findall(html, 0, _PROBE_BYTES)[:-1], None) is None:
        return False
    steps = _steps(_TOKEN.findall(html), tag_count)
    return steps is not None and steps <= MAX_STEPS


def _steps(tokens: list[tuple[bytes, ...]], tag_count: int | None) -> int | None:
    """The parser's steps at most; None where something is odd. ``tag_count`` is None for the beginning of a page."""
    seen = deepest = most_formatting = foreign = formatting = 0
    stack = [b""]
    names: set[bytes] = set()
    for raw, raw_attributes, body, raw_end, name, attributes, other in tokens:
        if name:
            if attributes:
                seen += attributes.count(b"<")
                if len(attributes) > _ROOM and _has_many(attributes):
                    return None
            if name[0] == _SLASH:
                name = name[1:]
                while (last := stack.pop()) != name:
                    if name in _FOREIGN:
                        if last in _NO_DRAWING:
                            return None
                    elif last not in _LEFT_OPEN or name not in _ENDS_MORE:
                        return None
                if name in _ODD:
                    formatting -= name in FORMATTING
                    foreign -= name in _FOREIGN
                continue
            if foreign:
                if SELF_CLOSING.fullmatch(attributes):
                    continue
            elif name in VOID:
                continue
            if name in _ODD:
                if name in _NEVER or (name in _ONCE and name in names):
                    return None
                foreign += name in _FOREIGN
                formatting += name in FORMATTING
                most_formatting = max(most_formatting, formatting)
            if ends := _ENDED_BY.get(name):
                while stack[-1] in ends:
                    stack.pop()
            names.add(name)
            stack.append(name)
            if len(stack) > deepest:
                deepest = len(stack)
        elif raw:
            inside = body.count(b"<")
            if not raw_end or (raw == b"script" and b"<!--" in body):
                return None
            if inside and (foreign or inside > MAX_RAW_TAGS or b"</" + raw in body):
                return None
            if len(raw_attributes) > _ROOM and _has_many(raw_attributes):
                return None
            seen += inside + raw_attributes.count(b"<") + 1
        else:
            seen += other.count(b"<")
    if tag_count is not None and seen + len(tokens) != tag_count:
        return None  # a "<" that no token begins with or holds may hide a tag
    if deepest > MAX_DEPTH or most_formatting > MAX_FORMATTING or len(names) > MAX_NAMES:
        return None
    return len(tokens) * (deepest + _REBUILD_STEPS * most_formatting)


def _is_sparse(html: bytes, tag_count: int) -> bool:
    """Whether no beginning of the page has too many tags for its length."""
    if tag_count <= FREE_TAGS:
        return True
    count = 0
    for start in range(0, len(html), _DENSITY_STEP):
        count += html.count(b"<", start, start + _DENSITY_STEP)
        if count > FREE_TAGS + start // BYTES_PER_TAG:
            return False
    return True


def _has_many(attributes: bytes) -> bool:
    return len(_ATTRIBUTE.findall(attributes)) > MAX_ATTRIBUTES
