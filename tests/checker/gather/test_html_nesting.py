"""What is called well nested passes the full scan untouched; what could hide a tag is never called so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.gather.html_bounds import _Scan, bound_html
from checker.gather.html_nesting import is_well_nested

PIECES = (
    "<div> </div> <p> </p> <b> </b> <svg> </svg> <style> </style> <script> </script> <title> </title> <img> <br/> "
    "<path/> <g> </g> <!-- --> <!--> --!> <td> </td> <table> </table> <tr> <dd> <ul> </ul> <option> <select> "
    "</select> <noscript> </noscript> <textarea> </textarea> <a </a> </ < > \" ' = / <template> </template> <math> "
    "<mi> <html> <form> </form> <li> <annotation-xml> x </script/> </3>"
).split()
PIECES += ['<a ="', '">', "<a b='", "'>", '<a b="x"c>', '<x y=z">', '<a href=x=">', '</script "x">', " ", "\0"]


def well_nested(html: str) -> bool:
    return is_well_nested(html.encode(), html.count("<"))


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=1_500, deadline=None)
def test_scan_finds_nothing_to_cut(pieces: list[str]) -> None:
    html = "".join(pieces).encode()
    if is_well_nested(html, html.count(b"<")):
        scan = _Scan(html)
        assert scan.run() == html
        assert not scan.cuts


@pytest.mark.parametrize(
    "html",
    [
        '<div class="a" id=b data-x=\'y\' hidden><img src="/a.png"><br><p>x</p></div>',
        "<!doctype html><html><head><title>a < b</title><script>if (a < b) x()</script></head><body>x</body></html>",
        '<svg viewbox="0 0 1 1"><title>cart</title><path d="M0 0"/></svg>',
        '<svg><g><path d="M0"/><circle/></svg>',
        "<div><!-- <div> --></div>",
        "<ul><li><p>one<p>two<li>three</ul><table><tr><td>x<td>y<tr><td>z</table>",
        '<a title="<div>">x</a>',
    ],
)
def test_ordinary(html: str) -> None:
    assert well_nested(html)


@pytest.mark.parametrize(
    "html",
    [
        "<b><div></b></div>",
        "<b><p>x</b>",
        "<p><i>x<p>y</i>",
        "<svg><style><g></style></svg>",
        "<svg><g d=M0/></g><g d=M0/></div></svg>",
        "<svg><div></svg>",
        "<svg><foreignobject><div></svg>",
        "<script><!--<script></script>--></script>",
        '<script>x</script "y"></script>',
        '<a ="><div></a>',
        "</<noscript>",
        "<div><table></div>",
        "<title>never closed",
        "<body></body><body></body>",
        "<plaintext></plaintext>",
        "x < y",
    ],
)
def test_left_to_the_scan(html: str) -> None:
    assert not well_nested(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300 + "</div>" * 300,
        "<b>" * 30 + "</b>" * 30,
        "<a " + " ".join(f"a{n}" for n in range(300)) + "></a>",
        "".join(f"<x{n}></x{n}>" for n in range(500)),
        "<i></i>" * 5_000,
        ("<p><b><i><u>x</u></i></b>" + "<em>" * 15 + "</em>" * 15 + "</p>" + "x" * 1_500) * 400,
    ],
)
def test_excess_is_left_to_the_scan(html: str) -> None:
    assert not well_nested(html)


def test_drawings_of_many_parts_are_no_nesting() -> None:
    html = ("<ul><li>x</ul>" * 200 + "<b>" + "<svg>" + '<path d="M0 0"/>' * 400 + "</svg>").encode() + b"x" * 24_000
    assert _Scan(html).run() == html
    cuts = bound_html(b"<svg>" + b"<g d=M0/>" * 5_000).cuts
    assert "nesting-cut" in cuts
