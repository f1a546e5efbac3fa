"""Hostile nesting and attributes are cut, the text around them stays, honest pages pass untouched."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.gather.html_bounds import MAX_ATTRIBUTES, MAX_DEPTH, bound_html
from checker.gather.page import parse_page


def deepest(html: bytes) -> int:
    """Levels of the tree that the parser makes of it."""
    tree = LexborHTMLParser(html, scripting=True)
    depths: dict[int, int] = {}
    for node in tree.root.traverse() if tree.root else ():
        parent: LexborNode | None = node.parent
        depths[node.mem_id] = 1 + (depths.get(parent.mem_id, 0) if parent is not None else 0)
    return max(depths.values(), default=0)


NESTS = {
    "div": b"<div>",
    "wrong end tag": b"<div></b>",
    "end tag in a comment": b"<div><!--</div>-->",
    "end tag in an attribute": b"<div a='</div>'>",
    "end tag in a bare attribute": b'<div a=b"></div>',
    "end tag after an early quote": b'<div "></div>">',
    "end tag after equals": b'<div ="></div>">',
    "end tag in a script": b"<div><script></div></script>",
    "end tag in an escaped script": b"<div><script><!--<script></script></div></script>",
    "end tag in a title": b"<div><title></div></title>",
    "end tag in noscript": b"<div><noscript></div></noscript>",
    "end tag out of scope": b"<div><table><td></div></td></table>",
    "end tag beyond a special element": b"<span><div></span>",
    "formatting": b"<b><div></b>",
    "form": b"<form><div></form>",
    "list": b"<ul><li>",
    "list end tag": b"<li><ul></li>",
    "definition": b"<dl><dd>",
    "select": b"<div><select></div></select>",
    "svg title": b"<svg><title><div>",
    "svg script": b"<svg><script></svg></script>",
    "svg breakout": b"<svg><div></svg>",
    "math": b"<math><mi><div>",
    "template": b"<div><template></div></template>",
    "capitals": b"<DIV></div x></B>",
    "button": b"<button><p></button>",
    "object": b"<object><b></object></b>",
    "foster": b"<table><div></table>",
    "custom": b"<x-a>",
    "option": b"<option><ruby>",
    "cut breakout": b"<svg></x><u><td></form>",
    "paragraph end in math": b"<x-a></p><details><u><math></p>",
    "annotation": b"<svg><annotation-xml><caption>",
    "wrong integration point": b"<svg><mi><title><div></title>",
    "image": b"<section></image><image><ruby>",
    "paragraph closed over its inside": b"<p><span><dialog></p>",
    "br end in math": b"<math></br><x-a>",
}


@pytest.mark.parametrize("unit", NESTS.values(), ids=NESTS.keys())
def test_no_spelling_gets_past_the_depth(unit: bytes) -> None:
    bounded = bound_html(b"<p>before</p>" + unit * 6_000 + b"<p>after").html
    assert deepest(bounded) <= 2 * MAX_DEPTH + 20


def test_text_after_a_deep_part_survives() -> None:
    page = parse_page(
        b"<p>before</p>" + b"<div>x" * 50_000 + b"</div>" * 50_000 + b"<p>after</p>", url="https://a.test/"
    )
    assert page.text.startswith("before\nx")
    assert "after" in page.text
    assert "nesting-cut" in page.notes


@pytest.mark.parametrize(
    "tag",
    [
        b"<a " + b" ".join(b"a%d=b" % n for n in range(20_000)) + b">",
        b"<a " + b"".join(b"a%d=''" % n for n in range(20_000)) + b">",
        b"<a " + b"/".join(b"a%d" % n for n in range(20_000)) + b">",
        b"<a " + b" ".join(b"a%d='<>'" % n for n in range(20_000)) + b">",
    ],
    ids=["plain", "quoted", "slashes", "brackets inside"],
)
def test_attributes_of_one_tag_are_cut(tag: bytes) -> None:
    bounded, cuts, _ = bound_html(tag + b"x</a><p>after")
    assert "attributes-cut" in cuts
    tree = LexborHTMLParser(bounded)
    link = tree.css_first("a")
    assert link is not None
    assert len(link.attributes) <= MAX_ATTRIBUTES
    assert tree.css_first("p").text() == "after"  # type: ignore[union-attr]


def test_repeated_roots_do_not_collect_attributes() -> None:
    bounded = bound_html(b"".join(b"<html a%d=1><body b%d=1>" % (n, n) for n in range(3_000))).html
    tree = LexborHTMLParser(bounded)
    assert tree.root is not None
    assert len(tree.root.attributes) == 1


def test_formatting_is_not_rebuilt_in_every_block() -> None:
    bounded, cuts, _ = bound_html(b"".join(b"<p><b id=%d>x</p>" % n for n in range(3_000)))
    assert "nesting-cut" in cuts
    assert bounded.count(b"<b") <= 30
    assert bounded.count(b"x") == 3_000


@pytest.mark.parametrize(
    "unit", [b"<a ", b"<a href=", b"<!--", b"<?x>", b"<p>x", b"<", b"&", b"<br>", b"</p>", b"<svg><g>", b"<script>"]
)
def test_a_megabyte_of_one_thing_is_read(unit: bytes) -> None:
    page = parse_page(b"<p>before</p>" + unit * (1_000_000 // len(unit)), url="https://a.test/")
    assert page.text.startswith("before")


HONEST = {
    "well nested": b"<section><div><h2>T</h2><p>a <b>b</b> <a href=x>c</a></p><ul><li>d</li></ul></div></section>",
    "open paragraphs": b"<p>one<p>two <font color=red>x</font><hr>",
    "open items": b"<ul><li>a<li>b</ul><dl><dt>a<dd>b</dl>",
    "open cells": b"<table><tr><td>a<td>b<tr><td>c</table>",
    "open options": b"<select><option>a<option>b</select>",
    "svg": b"<svg viewBox='0 0 1 1'><title>t</title><g><path d='M0 0'/></g><use href='#a'/></svg>",
    "script": b"<script>if (a<b && c</d>) { x = '<div><div>' }</script>",
    "misnested": b"<p><b>x</p></b><i><div>y</div></i>",
}


@pytest.mark.parametrize("unit", HONEST.values(), ids=HONEST.keys())
def test_long_honest_pages_are_untouched(unit: bytes) -> None:
    html = b"<!doctype html><html><head></head><body class=a>" + (unit + b"<p>" + b"words " * 120 + b"</p>") * 1_500
    assert bound_html(html) == (html, frozenset(), False)


def test_short_pages_are_returned_as_they_are() -> None:
    html = b"<div>" * 500
    assert bound_html(html).html is html


@pytest.mark.parametrize("words", [1, 1_000, 3_000], ids=["small", "middle", "large"])
@pytest.mark.parametrize("tag", [b"<B x>", b"<dIv>", b"</P>", b"<p>"])
def test_capital_tags_are_noticed(words: int, tag: bytes) -> None:
    html = (b"<i class=a>word</i> " + b"word " * 20) * words + tag
    assert bound_html(html).has_capitals is (tag != b"<p>")
