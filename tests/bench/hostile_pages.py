"""Pages of 1 MiB made to slow a parser or reader down: what ``pages_parse`` measures.

Nesting, attributes, formatting over blocks, foster parenting, entities, endless words, wrong charsets, deep and long
structured data, and many of everything that is collected.
"""

from __future__ import annotations

import random
from typing import Final

MIB: Final = 1 << 20

UNITS: Final = (
    "<p>|<p>x|<br>|<b>|<b>x<p>|<div>|<div></b>|<div><!--</div>-->|<div a='</div>'>|<li>|<ul><li>|<a>|<a href=x>|"
    "<a><div>|<font><div>|<a |<table>|<table><tr><td>|<table>x|<table><b>|<table><a><div>|<svg>|<math><mi>|"
    "<svg><foreignObject>|<select><optgroup>|<select><input>|<template>|<form>|<form><div></form>|<button>|<object>|<nobr>|</p>|</div>|"
    "<i><b><u><s>|<a><p></a>|<b><div></b>|<dl><dt><dd>|<ruby><rt>|<details><summary>|<address>|<h1>|<P>|<dIv>x</dIv>|"
    "&amp;|&CounterClockwiseContourIntegral;|&|&#x110000;|&nbsp;|x|x |\0|\n| |\t|\f|\f<p>|\u00a0|\u2003|\u202e\u2066x|"
    "\u0301|<|< |>|<!-- x -->|<!--|<?x>|<!doctype html>|<![CDATA[x]]>|<script></script>|<script>|<style></style>|"
    "<title></title>|<textarea></textarea>|<noscript></noscript>|<iframe></iframe>|<iframe srcdoc='<p>x'>|<frameset>|"
    "<html a=b>|<body>|<head>|<img src=x>|<img src=a.png alt='logo x'>|<input name=a>|<label>|<label>x</label>|"
    "<a href=/x>y</a> |<a href='//E.ü/../x y'>y</a> |<area href=x>|<meta name=a content=b>|<base href=/x/>|"
    "<b style=display:none>x</b>|<b style=display:none>|<p hidden>x|<p onclick='open(`x`)'>|<p onclick='location'>|"
    "<p style='background:url(x)'>|<a href=//t.me/abcdef>|<a href='mailto:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@x'>|"
    "GTM-|GTM-ABCDEF |<div itemscope itemtype='http://schema.org/Product'><b itemprop=name>x</b></div>|"
    "<b itemscope itemtype='http://schema.org/Product' itemprop=offers>|"
    "<script type=application/ld+json>{\"@type\":\"Product\",\"offers\":{\"price\":1}}</script>"
).split("|")  # fmt: skip


def _fill(unit: str | bytes, head: str | bytes = b"", tail: bytes = b"") -> bytes:
    """``unit`` between head and tail as often as fits."""
    one = unit.encode() if isinstance(unit, str) else unit
    first = head.encode() if isinstance(head, str) else head
    return first + one * ((MIB - len(first) - len(tail)) // len(one)) + tail


def _numbered(template: str, head: str = "", tail: str = "") -> bytes:
    """The template with 0, 1, 2 … for its ``@``."""
    count = MIB // len(template)
    return (head + "".join(template.replace("@", str(n)) for n in range(count)))[
        : MIB - len(tail)
    ].encode() + tail.encode()


_LD: Final = "<script type=application/ld+json>"
_SPECIAL: Final = {
    "div, closed at the end": b"<div>" * (MIB // 11) + b"</div>" * (MIB // 11),
    "attributes, the same": _fill("x ", "<a ", b">z"),
    "attributes": _numbered("a@ ", "<a ", ">z<p>after"),
    "attributes with values": _numbered('a@="" ', "<a ", ">z<p>after"),
    "attributes with brackets": _numbered("a@='<>' ", "<a ", ">z<p>after"),
    "attributes of html": _numbered("<html a@=b>"),
    "custom names": _numbered("<x@>"),
    "custom names, closed": _numbered("<x@></x@>"),
    "formatting": _numbered("<b id=@>"),
    "formatting over blocks": _numbered("<b id=@><p>"),
    "formatting in blocks": _numbered("<p><b id=@>x</p>"),
    "formatting, then blocks": _numbered("<font size=@>")[:12_000] + _fill("<p>x")[: MIB - 12_000],
    "adoption": _fill("</b></i></u></s>", "<b><i><u><s><big>" + "<div>" * 300),
    "deep, then p": _fill("<p>x", "<div>" * 2_000),
    "deep, then end of p": _fill("</p>", "<div>" * 2_000),
    "deep, then hr": _fill("<hr>", "<span>" * 2_000),
    "deep, then unknown end": _fill("</x>", "<span>" * 2_000),
    "deep formatting, then p": _fill("<p>", "<b>" * 2_000),
    "rows": _fill("<tr>", "<table>"),
    "foster parenting": _fill("x<b>", "<table>"),
    "columns": _fill("<col>", "<table>"),
    "svg groups": _fill("<g>", "<svg>"),
    "options": _fill("<option>", "<select>"),
    "plaintext": _fill("<p>", "<plaintext>"),
    "noscript": _fill("<p>", "<noscript>"),
    "escaped script": _fill("<!--<script>", "<script>"),
    "unclosed quote": _fill("<a title='>", ""),
    "quotes": _fill('"', "<a href="),
    "equals signs": _fill("=", "<a "),
    "slashes": _fill("/", "<a "),
    "long name": _fill("x", "<"),
    "long attribute name": _fill("x", "<a "),
    "long value": _fill("x", '<p title="', b'">'),
    "long style": _fill("a:b;", '<p style="', b'">'),
    "long srcset": _fill("a 1x,", '<img srcset="', b'">'),
    "different links": _numbered("<a href='../x@ y'>y</a>"),
    "deep lists": _fill("[", _LD, b"</script>"),
    "deep objects": _fill('{"a":', _LD, b"</script>"),
    "offers": _fill('{"@type":"Offer","price":"1"},', _LD + "[", b"{}]</script>"),
    "digits": _fill("9", _LD, b"</script>"),
    "item properties": _fill("<i itemprop=price>1</i>", "<div itemscope itemtype='http://schema.org/Offer'>"),
    "wallets": _fill("1BoatSLRHtKNngkdXEeobR76b53LETtpyT ", "bitcoin "),
    "wallet letters": _fill("1", "bitcoin "),
    "noise": random.Random(1).randbytes(MIB),
    "utf-16 without mark": ("<p>ä" * (MIB // 8)).encode("utf-16le"),
    "utf-7": _fill("+ADw-script+AD4-", "<meta charset=utf-7>"),
    "no utf-8": _fill(b"\xff\xfe\x80"),
    "latin": _fill(b"caf\xe9 "),
    "shift_jis": _fill(b"\x83\x65", "<meta charset=shift_jis>"),
    "iso-2022-jp": _fill(b"\x1b$B%F", "<meta charset=iso-2022-jp>"),
    "big5": _fill(b"\xa4\xa4", "<meta charset=big5>"),
}
HOSTILE: Final = {name: html[:MIB] for name, html in {**{repr(u): _fill(u) for u in UNITS}, **_SPECIAL}.items()}
