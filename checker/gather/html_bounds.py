"""HTML bounded before the parse, so that no page can reach the parser's quadratic cases.

Lexbor's time grows with the square of the nesting (100,000 ``<div>``: 13 s), of the attributes of one tag (50,000: 4 s)
and of formatting elements that stay open over blocks. Three cheap looks let ordinary pages through untouched;
anything else is scanned tag by tag as the parser would nest it (:class:`_Scan`), and what goes beyond the limits is
taken out: the tags, never the text between them.

The scan may overrate the nesting, never underrate it: an end tag only counts where the HTML Standard lets it.

**Source:** https://html.spec.whatwg.org/multipage/parsing.html (read 2026-11-24); times measured with selectolax 1.0.2.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from checker.gather.html_names import BREAKOUTS, CLOSES_P, FORMATTING, RAW_TEXT, SPECIAL, VOID
from checker.gather.html_nesting import SELF_CLOSING, is_well_nested

MAX_DEPTH: Final = 256
"""Honest pages measured: 60 at most. Browsers stop at 512."""
MAX_ATTRIBUTES: Final = 256
"""In one tag. Honest pages measured: under 60."""
FREE_TAGS: Final = 4_000
BYTES_PER_TAG: Final = 36
"""Tags and comments: so many, and one more for each so many bytes. Honest pages measured: one for 40 to 80 bytes."""
MAX_RAW_TAGS: Final = 4_000
"""``<`` inside one script or other raw text."""
MAX_NAMES: Final = 500
"""Different tag names; the parser remembers each."""
MAX_FORMATTING: Final = 24
"""Formatting elements open at once; each is rebuilt in every block that follows."""
MAX_WORK: Final = 8_000_000
"""Steps that the parser takes over open elements in all, about 4 ns each. An honest page of 1 MB takes 1 million."""
TIGHT_DEPTH: Final = 32
"""Depth that is left once ``MAX_WORK`` is used up."""

_SMALL_BYTES: Final = 24_000
"""6,000 attributes, the most that fit in, take 65 ms."""
_SMALL_TAGS: Final = 1_200
"""Take 60 ms at worst (formatting elements over blocks)."""
_FEW_TAGS: Final = 4_000
"""Take 25 ms at worst when formatting elements are few."""
_FEW_FORMATTING: Final = 150_000
"""Formatting start tags with attributes, times tags: 40 ms at worst. Honest pages measured: 24,000."""
_REBUILD_STEPS: Final = 30
"""What making one formatting element anew costs, in steps."""

_WS: Final = rb"\t\n\f\r "
_ATTRIBUTE: Final = (
    rb"[^/>%b][^/>=%b]*+(?:[%b]*+=[%b]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^>\"'%b][^>%b]*+)?+)?+" % ((_WS,) * 6)
)
_TOKEN: Final = re.compile(
    rb"<(?:(/?)([a-zA-Z][^/>%b]*+)((?:[/%b]++|%b)*+)>?|!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|[!?/][^>]*+>?)"
    % (_WS, _WS, _ATTRIBUTE)
)
_ATTRIBUTES: Final = re.compile(rb"[/%b]*+%b" % (_WS, _ATTRIBUTE))
_LONG_TAG: Final = re.compile(
    rb"<[a-zA-Z](?:[^\"'>]{0,300}+(?:\"[^\"]*+\"|'[^']*+')){0,100}+(?:[^\"'>]{301}|[^\"'>]{0,300}[\"'])"
)
"""A start tag that could hold thousands of attributes: a long unquoted run, or many quoted values."""
_FORMATTING_TAG: Final = re.compile(rb"<[bcefinstuBCEFINSTU][a-zA-Z]{0,5}[/%b]" % _WS)
"""Looks at the first letter; :data:`FORMATTING` decides. Without attributes three of a kind are rebuilt at most."""
_REPEATED: Final = re.compile(rb"<+(?=<)")
_CAPITAL_TAG: Final = re.compile(rb"<[/a-z]{0,10}[A-Z]")


class Bounded(NamedTuple):
    """HTML that parses in bounded time."""

    html: bytes
    cuts: frozenset[str]
    """What was cut: ``nesting-cut``, ``attributes-cut``, ``tags-cut``."""
    has_capitals: bool
    """Tag names in capital letters occur."""


def bound_html(html: bytes) -> Bounded:
    """The same HTML where it is ordinary, else what is left of it within the limits."""
    tag_count = html.count(b"<")
    has_capitals = _CAPITAL_TAG.search(html) is not None
    if (
        tag_count <= _FEW_TAGS
        and (tag_count <= _SMALL_TAGS or _formatting_count(html) * tag_count <= _FEW_FORMATTING)
        and (len(html) <= _SMALL_BYTES or not _LONG_TAG.search(html))
    ):
        return Bounded(html, frozenset(), has_capitals)
    if is_well_nested(html.lower() if has_capitals else html, tag_count):
        return Bounded(html, frozenset(), has_capitals)
    # Only the last of several "<" can begin a tag.
    scan = _Scan(_REPEATED.sub(b" ", html))
    bounded = scan.run()
    return Bounded(bounded, frozenset(scan.cuts), has_capitals)


def _formatting_count(html: bytes) -> int:
    return sum(tag[1:-1].lower() in FORMATTING for tag in _FORMATTING_TAG.findall(html))


_TABLE_SCOPE: Final = frozenset((b"table", b"template", b"html"))
_SCOPE: Final = _TABLE_SCOPE | frozenset(
    (b"applet", b"caption", b"marquee", b"object", b"select", b"td", b"th", b"foreignobject", b"desc", b"title")
)
_SCOPES: Final = {
    b"li": _SCOPE | {b"ol", b"ul"},
    b"p": _SCOPE | {b"button"},
    **dict.fromkeys((b"table", b"tbody", b"tfoot", b"thead", b"tr", b"td", b"th", b"caption"), _TABLE_SCOPE),
    **dict.fromkeys((b"option", b"optgroup", b"select"), _SCOPE - {b"select"}),
    **dict.fromkeys((b"title", b"desc", b"foreignobject"), SPECIAL),
}
"""End tag -> elements that hide the open element from it."""
_CLOSES: Final = {
    # start tag -> (elements that it closes, elements up to which it looks for them)
    b"li": (frozenset((b"li",)), SPECIAL - {b"address", b"div", b"p"}),
    b"dd": (frozenset((b"dd", b"dt")), SPECIAL - {b"address", b"div", b"p"}),
    b"dt": (frozenset((b"dd", b"dt")), SPECIAL - {b"address", b"div", b"p"}),
    b"td": (frozenset((b"td", b"th")), _TABLE_SCOPE),
    b"th": (frozenset((b"td", b"th")), _TABLE_SCOPE),
    b"tr": (frozenset((b"tr",)), _TABLE_SCOPE),
    b"tbody": (frozenset((b"tbody", b"thead", b"tfoot")), _TABLE_SCOPE),
}
_TABLE_PARTS: Final = frozenset((b"td", b"th", b"tr", b"tbody", b"thead", b"tfoot", b"caption", b"colgroup"))
_FOREIGN: Final = frozenset((b"svg", b"math"))
_HTML_AGAIN: Final = {
    b"svg": frozenset((b"foreignobject", b"desc", b"title")),
    b"math": frozenset((b"mi", b"mo", b"mn", b"ms", b"mtext")),
}
"""Foreign root -> elements in it whose content is HTML. ``annotation-xml`` depends on an attribute: it is taken out."""
_PARAGRAPH: Final = frozenset((b"p",))
_ENDING_FOREIGN: Final = frozenset((b"p", b"br"))
"""End tags that end ``<svg>`` or ``<math>`` around them, as the start tags of :data:`BREAKOUTS` do."""
_ROOTS: Final = frozenset((b"html", b"head", b"body"))
_RAW_TEXT_ENDS: Final = {name: re.compile(rb"</%b(?=[\t\n\f\r />])" % name, re.IGNORECASE) for name in RAW_TEXT}
_SCRIPT: Final = re.compile(rb"<script[\t\n\f\r />]", re.IGNORECASE)
MAX_SCRIPT_PARTS: Final = 1_000


class _Scan:
    """One pass over the tags with a stack of open elements like the parser's."""

    def __init__(self, html: bytes) -> None:
        self.html = html
        self.cuts: set[str] = set()
        self.stack: list[bytes] = []
        self.dropped: dict[bytes, int] = {}
        """Name -> start tags taken out whose end tag is still to come."""
        self.names: set[bytes] = set()
        self.formatting = 0
        self.work = 0
        self.open: dict[bytes, int] = {}
        """Name -> how many are on the stack."""
        self.rebuilt: dict[bytes, int] = {}
        """Formatting name -> how many were closed by something else than their end tag."""
        self.ended_foreign = b""
        """End tags that a start tag stands for when it ends ``<svg>`` or ``<math>``: left in its place if it is cut."""
        self.borders: list[int] = []
        """Places on the stack where foreign content begins or ends."""

    def run(self) -> bytes:
        html = self.html
        kept: list[bytes] = []
        done = at = count = 0
        while (token := _TOKEN.search(html, at)) is not None:
            at = token.end()
            count += 1
            if count > FREE_TAGS and count > FREE_TAGS + at // BYTES_PER_TAG:
                return self.rest_as_text(kept, done, token.start())
            name = token.group(2)
            if name is None:
                continue
            name = name.lower()
            self.work += len(self.stack) + _REBUILD_STEPS * self.formatting
            if token.group(1):
                if not self.end_tag(name):
                    kept.append(html[done : token.start()])
                    done = at
                continue
            is_foreign = self.is_foreign(name)
            if is_foreign and SELF_CLOSING.fullmatch(token.group(3)):
                continue
            if not self.start_tag(name, is_foreign=is_foreign):
                kept += (html[done : token.start()], self.ended_foreign, b"\n" if name in SPECIAL else b"")
                done = at
            elif at - token.start() > 2 * MAX_ATTRIBUTES and (cut := self.cut_attributes(token)) is not None:
                kept += (html[done : token.start()], cut)
                done = at
            if name in RAW_TEXT and not is_foreign:
                if name == b"plaintext":
                    return self.rest_as_text(kept, done, at)
                start, at = at, _raw_text_end(html, at, name)
                if html.count(b"<", start, at) > MAX_RAW_TAGS:
                    self.cuts.add("tags-cut")
                    kept += (html[done:start], html[start:at].replace(b"<", b" "))
                    done = at
        kept.append(html[done:])
        return b"".join(kept)

    def rest_as_text(self, kept: list[bytes], done: int, start: int) -> bytes:
        """What was kept, and all from ``start`` on without tags: what would have been one starts a line."""
        self.cuts.add("tags-cut")
        return b"".join((*kept, self.html[done:start], self.html[start:].replace(b"<", b"\n")))

    def push(self, name: bytes) -> None:
        nearest = self.stack[self.borders[-1]] if self.borders else b""
        if name in _FOREIGN or name in _HTML_AGAIN.get(nearest, ()):
            self.borders.append(len(self.stack))
        self.stack.append(name)
        self.open[name] = self.open.get(name, 0) + 1

    def pop_to(self, depth: int) -> None:
        """Close all elements above ``depth``."""
        for name in self.stack[depth:]:
            self.open[name] -= 1
            if name in FORMATTING and name != b"a":
                self.rebuilt[name] = self.rebuilt.get(name, 0) + 1
        del self.stack[depth:]
        while self.borders and self.borders[-1] >= depth:
            self.borders.pop()

    def is_foreign(self, name: bytes) -> bool:
        """True when an element of this name would open inside ``<svg>`` or ``<math>``; ends them where it must."""
        borders, stack = self.borders, self.stack
        self.ended_foreign = b""
        if not borders or stack[borders[-1]] not in _FOREIGN:
            return False
        if name not in BREAKOUTS:
            return True
        while borders and stack[borders[-1]] in _FOREIGN:
            self.ended_foreign += b"</%b>" % stack[borders[-1]]
            self.pop_to(borders[-1])
        return False

    def start_tag(self, name: bytes, *, is_foreign: bool) -> bool:
        """Note an opened element; False when its tag is to be taken out."""
        stack = self.stack
        if name not in SPECIAL and name not in self.names:
            if len(self.names) >= MAX_NAMES:
                return self.drop(name, "tags-cut")
            self.names.add(name)
        if name == b"annotation-xml":
            return self.drop(name, "tags-cut")
        if name in _ROOTS:
            # Repeated ones only add their attributes to the first.
            is_first = name not in self.names
            self.names.add(name)
            return is_first
        if not is_foreign:
            if name in CLOSES_P and self.open.get(b"p"):
                self.close_up_to(_PARAGRAPH, _SCOPES[b"p"])
            if name in VOID or name in RAW_TEXT:
                return True
            if name in _TABLE_PARTS and not self.open.get(b"table"):
                return True
            if closes := _CLOSES.get(name):
                self.close_up_to(*closes)
            if stack and stack[-1] == name == b"option":
                self.pop_to(len(stack) - 1)
        is_tight = self.work >= MAX_WORK
        if len(stack) >= (TIGHT_DEPTH if is_tight else MAX_DEPTH) and (name != b"a" or stack[-1] == b"a"):
            return self.drop(name, "nesting-cut")
        if name in FORMATTING and name != b"a":
            if self.formatting >= MAX_FORMATTING or is_tight:
                return self.drop(name, "nesting-cut")
            self.formatting += 1
        self.push(name)
        return True

    def close_up_to(self, names: frozenset[bytes], borders: frozenset[bytes]) -> None:
        """Close the nearest open element of these names, unless a border stands before it."""
        stack = self.stack
        for at in range(len(stack) - 1, -1, -1):
            if stack[at] in names:
                self.pop_to(at)
                return
            if stack[at] in borders:
                return

    def end_tag(self, name: bytes) -> bool:
        """Note a closed element; False when the tag is to be taken out, as its start tag was."""
        stack = self.stack
        if name in _ENDING_FOREIGN:
            self.is_foreign(b"p")
        if count := self.dropped.get(name, 0):
            self.dropped[name] = count - 1
            return False
        is_formatting = name in FORMATTING and name != b"a"
        if not self.open.get(name):
            # One that a block's end took off the stack is still to be rebuilt; its own end tag stops that.
            if is_formatting and self.formatting > 0 and self.rebuilt.get(name, 0) > 0:
                self.rebuilt[name] -= 1
                self.formatting -= 1
            return True
        if name == b"form":
            # Only the form itself is closed; what is open inside it stays so.
            at = len(stack) - 1 - stack[::-1].index(name)
            inside = stack[at + 1 :]
            self.pop_to(at)
            for inner in inside:
                self.push(inner)
            return True
        borders = _SCOPES.get(name, _SCOPE) if name in SPECIAL else SPECIAL
        for at in range(len(stack) - 1, -1, -1):
            if stack[at] == name:
                self.pop_to(at)
                if is_formatting:
                    self.rebuilt[name] -= 1
                    self.formatting -= 1
                break
            if stack[at] in borders:
                break
        return True

    def drop(self, name: bytes, note: str) -> bool:
        self.cuts.add(note)
        self.dropped[name] = self.dropped.get(name, 0) + 1
        return False

    def cut_attributes(self, token: re.Match[bytes]) -> bytes | None:
        """The tag with its first attributes; None when it has few."""
        attributes = token.group(3)
        at = 0
        for _ in range(MAX_ATTRIBUTES):
            found = _ATTRIBUTES.match(attributes, at)
            if found is None:
                return None
            at = found.end()
        if _ATTRIBUTES.match(attributes, at) is None:
            return None
        self.cuts.add("attributes-cut")
        return b"<" + token.group(2) + attributes[:at] + b">"


def _raw_text_end(html: bytes, start: int, name: bytes) -> int:
    """Where the end tag of a raw text element begins; the end of the page when it never closes."""
    closing = _RAW_TEXT_ENDS[name]
    at = start
    for _ in range(MAX_SCRIPT_PARTS):
        end = closing.search(html, at)
        if end is None:
            return len(html)
        if name != b"script":
            return end.start()
        # Inside "<!-- <script" the first end tag only ends the inner one.
        comment = html.rfind(b"<!--", start, end.start())
        if (
            comment < 0
            or html.find(b"-->", comment, end.start()) >= 0
            or not _SCRIPT.search(html, max(comment, at), end.start())
        ):
            return end.start()
        at = end.end()
    return len(html)
