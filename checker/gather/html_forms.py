"""The forms of one parsed page: their fields, what the fields are called, and the text around them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Final

from checker.evidence import Form, FormField
from checker.gather import html_tags as tags
from checker.gather.html_tags import KINDS
from checker.gather.html_text import LINK_MARK, MAX_VALUE, collapse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from checker.gather.html_walk import PageContents

MAX_FORMS: Final = 100
MAX_FIELDS: Final = 1_000
"""Bounds of what is kept: several times the largest honest page seen."""
MAX_FORM_ELEMENTS: Final = 50_000
MAX_LABEL_LEVELS: Final = 6
_BUTTON_INPUTS: Final = frozenset(("submit", "button", "reset"))


class FormReader:
    """Collects the forms of one tree; :meth:`finish` adds them to the page."""

    def __init__(self, page: PageContents, join: Callable[[str], str]) -> None:
        self.page = page
        self.join = join
        self.forms: list[tuple[LexborNode, str, str]] = []
        """(node, address, method)."""
        self.named_labels: dict[str, str] = {}
        """Id of a field -> text of the label that names it."""
        self.labels: dict[int, str] = {}
        """Memory id of a label -> its text."""
        self.form_of: dict[int, int] = {}
        """Memory id of a field -> number of the form around it."""
        self.fields: list[tuple[int, str, str, str, str]] = []
        """(number of the form or -1, name, kind, id, label so far)."""

    def read_forms(self, nodes: list[LexborNode]) -> None:
        """Note each form, and which form each field belongs to."""
        if len(nodes) > MAX_FORMS:
            self.page.notes.add("forms-cut")
        budget = MAX_FORM_ELEMENTS
        for node in nodes[:MAX_FORMS]:
            attributes = node.attributes
            action = attributes.get("action")
            method = (attributes.get("method") or "get").strip().lower()[:20]
            for inner in islice(node.traverse(), budget):
                budget -= 1
                if KINDS.get(inner.tag_id) == tags.FIELD:
                    self.form_of[inner.mem_id] = len(self.forms)
            self.forms.append((node, self.join(action) if action else self.page.address, method))

    def read_label(self, node: LexborNode, text: str) -> None:
        self.labels[node.mem_id] = text
        if name := node.attributes.get("for"):
            self.named_labels.setdefault(name, text)

    def read_field(self, node: LexborNode) -> str:
        """Returns the field's kind; "image" is a picture too."""
        if len(self.fields) >= MAX_FIELDS:
            self.page.notes.add("fields-cut")
            return ""
        attributes = node.attributes
        tag = node.tag or ""
        kind = (attributes.get("type") or "").strip().lower()[:40]
        if tag == "input":
            kind = kind or "text"
            if kind in _BUTTON_INPUTS and (value := attributes.get("value")):
                node.insert_before(collapse(value))
        elif tag == "button":
            kind = kind or "submit"
        else:
            kind = tag
        label = ""
        if self.labels:
            around = node.parent
            for _ in range(MAX_LABEL_LEVELS):
                if around is None or (label := self.labels.get(around.mem_id, "")):
                    break
                around = around.parent
        label = label or collapse(attributes.get("placeholder") or attributes.get("aria-label") or "")
        name = (attributes.get("name") or "")[:MAX_VALUE]
        self.fields.append((self.form_of.get(node.mem_id, -1), name, kind, attributes.get("id") or "", label))
        return kind

    def finish(self, take_text: Callable[[LexborNode], str]) -> None:
        """All forms; fields outside any form make a last one, without method and text."""
        fields: list[list[FormField]] = [[] for _ in range(len(self.forms) + 1)]
        for number, name, kind, identity, label in self.fields:
            label = (self.named_labels.get(identity) or label) if identity else label
            fields[number].append(FormField(name, kind, label))
        for (node, address, method), inside in zip(self.forms, fields, strict=False):
            text = take_text(node)
            self.page.forms.append(Form(address, method, tuple(inside), text.replace(LINK_MARK, "")))
        if fields[-1]:
            self.page.forms.append(Form(self.page.address, "", tuple(fields[-1])))
