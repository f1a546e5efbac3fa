"""One walk over the parsed tree: visible and hidden text, links, pictures, forms, scripts and meta elements.

The walk keeps its own stack (no recursion: nesting is the page's choice) and does as little as possible for an
ordinary element: most of a page is ``<div>``, ``<span>`` and text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.evidence import Form, FormField, Image, Link
from checker.gather.html_text import Mark, TextBuilder
from checker.gather.page_address import AddressJoiner

MAX_LINKS: Final = 20_000
MAX_IMAGES: Final = 5_000
MAX_FORMS: Final = 200
MAX_FIELDS: Final = 500
"""Bounds of what is kept: several times the largest honest page seen; more adds time, not knowledge."""

MAX_META: Final = 200
MAX_VALUE: Final = 2_000
"""Characters of an alt text, a label or a meta content."""
MAX_ADDRESS: Final = 2_000
"""Characters of a picture's address: the rest of a ``data:`` picture says nothing."""
_PIXELS: Final = re.compile(r"\s*(\d{1,5})(?:\.\d{0,9})?\s*(?:px)?\s*\Z")

_TEXT: Final = 2
_BLOCK, _SKIP, _BREAK, _LINK, _IMAGE, _FORM, _FIELD, _LABEL, _OPTION = range(1, 10)
_TITLE, _META, _BASE, _SCRIPT, _SVG, _HIDDEN, _ROOT, _IFRAME, _SOURCE, _NOSCRIPT, _TEMPLATE = range(10, 21)

_KIND_NAMES: Final = {
    _BLOCK: "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p plaintext pre "
    "search section summary table tbody td tfoot th thead tr ul xmp marquee video audio object canvas",
    _SKIP: "style frame noframes noembed param track col colgroup desc metadata math-annotation",
    _BREAK: "br",
    _LINK: "a area",
    _IMAGE: "img image embed",
    _FORM: "form",
    _FIELD: "input select textarea button",
    _LABEL: "label",
    _OPTION: "option optgroup",
    _TITLE: "title",
    _META: "meta",
    _BASE: "base",
    _SCRIPT: "script",
    _SVG: "svg",
    _HIDDEN: "datalist rp",
    _IFRAME: "iframe",
    _SOURCE: "source",
    _NOSCRIPT: "noscript",
    _TEMPLATE: "template",
}

_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0*(?:\.0+)?\s*(?:;|!|$)|(?:text-indent|left|top|right|margin-left|margin-top)\s*:\s*-\d{4,}"
    r"|(?<![a-z-])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)(?=.*overflow)|overflow\s*:\s*hidden.*"
    r"(?<![a-z-])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?",
    re.IGNORECASE | re.DOTALL,
)
"""Inline styles that take text out of a reader's sight, as hidden link farms on hijacked sites use them."""
_HIDING_HINT: Final = re.compile(
    r"hidden|display|visibility|font-size|opacity|-\d{4}|clip|overflow|<dialog", re.IGNORECASE
)
_BACKGROUND: Final = re.compile(r"background[^;]{0,200}?url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE)
_CLICK_TARGET: Final = re.compile(
    r"(?:location(?:\.href)?\s*=|(?:location\.(?:assign|replace)|window\.open|navigate|redirect|goto)\s*\()"
    r"\s*[`\"']([^`\"']{1,2000})[`\"']",
    re.IGNORECASE,
)
_LAZY_SOURCES: Final = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image")
_SOURCE_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_BUTTON_INPUTS: Final = frozenset(("submit", "button", "reset"))


def _tag_kinds() -> dict[int, int]:
    """Lexbor's number of each tag name -> what the walk does there; names not listed are inline."""
    maker = LexborHTMLParser("")
    return {maker.create_node(name).tag_id: kind for kind, names in _KIND_NAMES.items() for name in names.split()}


_KINDS: Final = _tag_kinds()


@dataclass(slots=True)
class _Field:
    name: str
    kind: str
    id: str
    label: str
    hint: str


@dataclass(slots=True)
class _OpenForm:
    action: str
    method: str
    text: TextBuilder
    start: Mark
    fields: list[_Field] = field(default_factory=list)


@dataclass(slots=True)
class _OpenLink:
    href: str
    rel: str
    text: TextBuilder
    start: Mark
    alts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _OpenLabel:
    target: str
    text: TextBuilder
    start: Mark
    fields: list[_Field] = field(default_factory=list)


class PageWalk:
    """What one page holds; :meth:`walk` may be called for several trees of it (``srcdoc``, ``noscript``)."""

    def __init__(self, joiner: AddressJoiner, page_address: str) -> None:
        self.visible = TextBuilder()
        self.hidden = TextBuilder()
        self.title = ""
        self.lang = ""
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.meta: list[tuple[str, str]] = []
        self.json_ld: list[str] = []
        self.addresses: list[str] = []
        """Of scripts and frames."""
        self.inner_pages: list[tuple[str, bool]] = []
        """(HTML, is visible) of ``srcdoc`` and ``noscript``, to be walked afterwards."""
        self.notes: set[str] = set()
        self._page_address = page_address
        self._joiner = joiner
        self._has_base = False
        self._forms: list[_OpenForm] = []
        self._orphans = _OpenForm(page_address, "", self.visible, self.visible.mark())
        self._closed_forms: list[tuple[_OpenForm, str]] = []
        self._labels: dict[str, str] = {}
        self._open_forms: list[_OpenForm] = []
        self._open_links: list[_OpenLink] = []
        self._open_labels: list[_OpenLabel] = []
        self._pending_source = ""
        self._svg_depth = 0

    # -- the walk ---------------------------------------------------------------------------------------------

    def walk(self, tree: LexborHTMLParser, html: str, *, is_visible: bool = True) -> None:
        """Collect from ``tree``, which was parsed from ``html``."""
        root = tree.root
        if root is None:
            return
        if not self.lang:
            attributes = root.attributes
            self.lang = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()[:40]
        hidden_ids, click_targets = self._special_elements(tree, html)
        templates = {}
        if "<template" in html or "<TEMPLATE" in html:
            templates = {f.parent.mem_id: f for f in tree.template_fragments() if f.parent is not None}

        builder = self.visible if is_visible else self.hidden
        raw = builder.raw
        kinds = _KINDS
        stack: list[tuple[LexborNode | None, int, TextBuilder]] = []
        node: LexborNode | None = root
        while True:
            if node is None:
                if not stack:
                    break
                node, kind, before = stack.pop()
                if kind == _BLOCK:
                    builder.end_line()
                elif kind:
                    self._leave(kind, builder)
                    if builder is not before:
                        builder = before
                        raw = builder.raw
                continue
            tag = node.tag_id
            if tag == _TEXT:
                raw.append(node.text_content or "")
                node = node.next
                continue
            following = node.next
            kind = kinds.get(tag, 0)
            # A frame holds the sibling to go on with once its element ends. Frames that wrap the same element
            # (hidden, clickable) hold it in the outermost one.
            if hidden_ids and builder is not self.hidden and node.mem_id in hidden_ids:
                stack.append((following, _HIDDEN, builder))
                following = None
                builder = self.hidden
                raw = builder.raw
                builder.end_line()
            if click_targets and kind != _LINK and node.mem_id in click_targets:
                stack.append((following, _LINK, builder))
                following = None
                target = self._joiner.join(click_targets[node.mem_id])
                self._open_links.append(_OpenLink(target, "", builder, builder.mark()))
            child: LexborNode | None
            if kind == _BLOCK:
                builder.end_line()
                child = node.first_child
            elif kind == 0:
                child = node.first_child
            elif kind == _TEMPLATE:
                fragment = templates.get(node.mem_id)
                if fragment is None:
                    child = None
                else:
                    templates.update((f.parent.mem_id, f) for f in fragment.template_fragments() if f.parent)
                    stack.append((following, _HIDDEN, builder))
                    following = None
                    if "shadowrootmode" not in node.attributes:
                        builder = self.hidden
                        raw = builder.raw
                    child = fragment.first_child
            else:
                child = node.first_child if self._enter(kind, node, builder) else None
            if child is not None:
                stack.append((following, kind, builder))
                node = child
            else:
                if kind == _BLOCK:
                    builder.end_line()
                elif kind:
                    self._leave(kind, builder)
                node = following

    def _enter(self, kind: int, node: LexborNode, builder: TextBuilder) -> bool:
        """Note what the element is; True when its children are to be walked."""
        if kind == _LINK:
            attributes = node.attributes
            href = attributes.get("href") or attributes.get("xlink:href")
            target = "" if href is None else self._joiner.join(href)
            if not target and (onclick := attributes.get("onclick")) and (hit := _CLICK_TARGET.search(onclick)):
                target = self._joiner.join(hit.group(1))
            self._open_links.append(_OpenLink(target, attributes.get("rel") or "", builder, builder.mark()))
            return True
        if kind == _BREAK:
            builder.raw.append(" ")
            return False
        if kind == _IMAGE:
            self._add_image(node.attributes)
            return False
        if kind == _FIELD:
            builder.end_line()
            self._add_field(node, builder)
            return True
        if kind == _FORM:
            builder.end_line()
            attributes = node.attributes
            action = attributes.get("action")
            form = _OpenForm(
                self._joiner.join(action) if action else self._page_address,
                (attributes.get("method") or "get").strip().lower()[:20],
                builder,
                builder.mark(),
            )
            self._open_forms.append(form)
            return True
        if kind == _LABEL:
            self._open_labels.append(_OpenLabel(node.attributes.get("for") or "", builder, builder.mark()))
            return True
        if kind in (_OPTION, _HIDDEN):
            builder.end_line()
            return True
        if kind == _SVG:
            self._svg_depth += 1
            if label := node.attributes.get("aria-label"):
                self._append_image(Image("", alt=_collapse(label)))
            return True
        if kind == _TITLE:
            title = _collapse(node.text())
            if self._svg_depth:
                self._append_image(Image("", alt=title))
            elif not self.title:
                self.title = title[:1000]
            return False
        if kind == _META:
            self._add_meta(node.attributes)
        elif kind == _BASE:
            href = node.attributes.get("href")
            if href and not self._has_base:
                self._has_base = True
                self._joiner.set_base(self._joiner.join(href))
        elif kind == _SCRIPT:
            attributes = node.attributes
            if src := attributes.get("src"):
                self.addresses.append(self._joiner.join(src))
            elif "ld+json" in (attributes.get("type") or "").lower():
                self.json_ld.append(node.text())
        elif kind == _IFRAME:
            attributes = node.attributes
            if src := attributes.get("src") or attributes.get("data-src"):
                self.addresses.append(self._joiner.join(src))
            if inner := attributes.get("srcdoc"):
                self.inner_pages.append((inner, builder is self.visible))
        elif kind == _NOSCRIPT:
            self.inner_pages.append((node.text(), False))
        elif kind == _SOURCE:
            attributes = node.attributes
            self._pending_source = self._pending_source or _first_of_set(attributes)
        return False

    def _leave(self, kind: int, builder: TextBuilder) -> None:
        if kind == _LINK:
            link = self._open_links.pop()
            text = builder.since(link.start)
            if not link.href:
                return
            if len(self.links) >= MAX_LINKS:
                self.notes.add("links-cut")
                return
            position = link.start.offset if text and builder is self.visible else -1
            self.links.append(Link(link.href, text or _collapse(" ".join(link.alts)), link.rel, position))
        elif kind in (_FIELD, _OPTION, _HIDDEN, _TEMPLATE):
            builder.end_line()
        elif kind == _FORM:
            builder.end_line()
            form = self._open_forms.pop()
            if len(self._closed_forms) < MAX_FORMS:
                self._closed_forms.append((form, builder.since(form.start)))
            else:
                self.notes.add("forms-cut")
        elif kind == _LABEL:
            label = self._open_labels.pop()
            text = builder.since(label.start)
            if label.target:
                self._labels.setdefault(label.target, text)
            for inner in label.fields:
                inner.label = inner.label or text
        elif kind == _SVG:
            self._svg_depth -= 1

    # -- parts of a page --------------------------------------------------------------------------------------

    def _add_image(self, attributes: dict[str, str | None]) -> None:
        src = attributes.get("src") or ""
        lazy = next((value for name in _LAZY_SOURCES if (value := attributes.get(name))), "")
        if not lazy and (not src or src.startswith("data:")):
            lazy = _first_of_set(attributes) or self._pending_source or ""
        self._pending_source = ""
        self._append_image(
            Image(
                self._joiner.join(lazy or src)[:MAX_ADDRESS] if lazy or src else "",
                _collapse(attributes.get("alt") or ""),
                _collapse(attributes.get("title") or ""),
                _pixels(attributes.get("width")),
                _pixels(attributes.get("height")),
                self._open_links[-1].href if self._open_links else "",
            )
        )

    def _append_image(self, image: Image) -> None:
        if len(self.images) >= MAX_IMAGES:
            self.notes.add("images-cut")
            return
        if self._open_links:
            link = self._open_links[-1]
            if not image.href and link.href:
                image = replace(image, href=link.href)
            if (words := image.alt or image.title) and len(link.alts) < 20:
                link.alts.append(words)
        self.images.append(image)

    def _add_field(self, node: LexborNode, builder: TextBuilder) -> None:
        attributes = node.attributes
        tag = node.tag or ""
        kind = (attributes.get("type") or "").strip().lower()[:40]
        if tag == "input":
            kind = kind or "text"
            if kind == "image":
                self._add_image(attributes)
            elif kind in _BUTTON_INPUTS and (value := attributes.get("value")):
                builder.raw.append(value)
        elif tag == "button":
            kind = kind or "submit"
        else:
            kind = tag
        form = self._open_forms[-1] if self._open_forms else self._orphans
        if len(form.fields) >= MAX_FIELDS:
            self.notes.add("fields-cut")
            return
        label = attributes.get("placeholder") or attributes.get("aria-label") or ""
        entry = _Field(attributes.get("name") or "", kind, attributes.get("id") or "", "", _collapse(label))
        form.fields.append(entry)
        if self._open_labels:
            self._open_labels[-1].fields.append(entry)

    def _add_meta(self, attributes: dict[str, str | None]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv")
        content = attributes.get("content")
        if name and content and len(self.meta) < MAX_META:
            self.meta.append((name.strip().lower()[:100], _collapse(content)))

    def forms(self) -> tuple[Form, ...]:
        """All forms; fields outside any form make a last one without method."""
        found = [(form, text) for form, text in self._closed_forms]
        if self._orphans.fields:
            found.append((self._orphans, ""))
        return tuple(
            Form(
                form.action,
                form.method,
                tuple(FormField(f.name, f.kind, self._labels.get(f.id, "") or f.label or f.hint) for f in form.fields),
                text,
            )
            for form, text in found
        )

    def _special_elements(self, tree: LexborHTMLParser, html: str) -> tuple[set[int], dict[int, str]]:
        """(ids of hidden elements, id -> click target): found by selectors, so the walk need not read attributes."""
        hidden: set[int] = set()
        targets: dict[int, str] = {}
        if _HIDING_HINT.search(html):
            hidden.update(node.mem_id for node in tree.css("[hidden],dialog:not([open])"))
        if "style=" in html or "STYLE=" in html:
            for node in tree.css("[style]"):
                style = node.attributes.get("style") or ""
                if _HIDING_HINT.search(style) and _HIDING.search(style[:2000]):
                    hidden.add(node.mem_id)
                if "url(" in style and (hit := _BACKGROUND.search(style)):
                    self._append_image(Image(self._joiner.join(hit.group(1).strip())[:MAX_ADDRESS]))
        if "onclick" in html:
            for node in tree.css("[onclick]"):
                if hit := _CLICK_TARGET.search((node.attributes.get("onclick") or "")[:4000]):
                    targets[node.mem_id] = hit.group(1)
        return hidden, targets


def _collapse(text: str) -> str:
    return " ".join(text[:MAX_VALUE].split())


def _pixels(value: str | None) -> int | None:
    """Whole pixels of a width or height attribute; None for percentages and nonsense."""
    hit = _PIXELS.match(value) if value else None
    return int(hit.group(1)) if hit else None


def _first_of_set(attributes: dict[str, str | None]) -> str:
    """First address of a ``srcset``."""
    for name in _SOURCE_SETS:
        if value := attributes.get(name):
            return value[:MAX_ADDRESS].split(",", 1)[0].strip().split(" ", 1)[0]
    return ""
