"""What a page gives: text as a reader sees it, links with their place, pictures, forms; and no input that raises."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.evidence import Image, PageEvidence
from checker.gather.page import parse_page

URL = "https://shop.test/dir/page"
VECTORS = Path(__file__).parents[3] / ".." / "shared" / "vectors" / "html"


def parsed(body: str | bytes, content_type: str = "text/html; charset=utf-8") -> PageEvidence:
    return parse_page(body, url=URL, content_type=content_type)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p>one</p><p>two</p>", "one\ntwo", id="blocks are lines"),
        pytest.param("<p>V<b>ia</b>gra <i>now</i></p>", "Viagra now", id="inline elements join"),
        pytest.param(
            "<b>59 €</b><a href=/o>Order</a><s>75 €</s>", "59 € Order 75 €", id="links stand apart from other tags"
        ),
        pytest.param("<p>a<a href=/o>b</a>c</p>", "abc", id="links join text"),
        pytest.param("<p>one<br>two</p>", "one two", id="br is a space"),
        pytest.param("<div>a<div>b</div>c</div>", "a\nb\nc", id="text after an inner block"),
        pytest.param("<ul><li>a<li>b</ul>", "a\nb", id="list items"),
        pytest.param("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb", id="cells"),
        pytest.param("<p>a \t\n b\u00a0 c\u3000d</p>", "a b c d", id="white space runs"),
        pytest.param("<P>one</P><dIv>two</DiV>", "one\ntwo", id="capital tags"),
        pytest.param("<p>a&#12;b\fc</p>", "a\nb c", id="form feeds end or part, never vanish"),
        pytest.param("<script>x</script><style>y</style><p>z</p>", "z", id="no scripts and styles"),
        pytest.param("<button>Buy</button><button>Ask</button>", "Buy\nAsk", id="buttons"),
        pytest.param("<form><input type=submit value='Order now'></form>", "Order now", id="submit value"),
        pytest.param("<p>a</p><iframe srcdoc='<p>b</p>'></iframe><p>c</p>", "a\nc\nb", id="srcdoc is seen"),
        pytest.param("<p>a</p><div><template shadowrootmode=open><p>b</p></template></div>", "a\nb", id="shadow root"),
        pytest.param("<noscript><style></noscript><p>seen</p></style>", "seen", id="noscript cannot hide a page"),
        pytest.param("<svg><foreignObject><p>in svg</p></foreignObject></svg>", "in svg", id="foreign object"),
        pytest.param("<p>a</p><plaintext><p>b", "a\n<p>b", id="plaintext"),
        pytest.param("a<!-- no --><p>b", "a\nb", id="comment"),
    ],
)
def test_visible_text(html: str, text: str) -> None:
    assert parsed(html).text == text


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "style='display:none'",
        "style='color:red; DISPLAY : None'",
        "style='visibility:hidden'",
        "style='font-size:0'",
        "style='position:absolute;left:-9999px'",
        "style='opacity:0.0;x:y'",
        "style='height:0;overflow:hidden'",
        "style='text-indent:-10000px'",
    ],
)
def test_hidden_text_is_apart(attribute: str) -> None:
    page = parsed(f"<p>seen</p><div {attribute}><p>buy <a href=/x>pills</a></p></div><p>end</p>")
    assert page.text == "seen\nend"
    assert page.hidden_text == "buy pills"
    assert [(link.text, link.position) for link in page.links] == [("pills", -1)]


@pytest.mark.parametrize(
    "attribute", ["style='font-size:0.9em'", "style='opacity:0.5'", "style='left:-5px'", "style='line-height:0'"]
)
def test_ordinary_styles_hide_nothing(attribute: str) -> None:
    assert parsed(f"<p {attribute}>seen</p>").text == "seen"


def test_noscript_and_template_are_hidden_text() -> None:
    page = parsed("<p>a</p><noscript><p>b <a href=/n>c</a></p></noscript><template><p>d</p></template>")
    assert page.text == "a"
    assert page.hidden_text == "b c\nd"
    assert [link.href for link in page.links] == ["https://shop.test/n"]


def test_links_stand_where_they_say() -> None:
    page = parsed(
        "<p>Read <a href='a'> our <b>terms</b> </a> and</p><a href=/b><div>Card</div><div>9.99</div></a>"
        "<p>x<a href='//other.test/'>other</a> <a href='?q=1'>q</a></p><a href='#top'></a><a>no target</a>"
    )
    assert [(link.href, link.text) for link in page.links] == [
        ("https://shop.test/dir/a", "our terms"),
        ("https://shop.test/b", "Card 9.99"),
        ("https://other.test/", "other"),
        ("https://shop.test/dir/page?q=1", "q"),
        ("https://shop.test/dir/page#top", ""),
    ]
    for link in page.links[:4]:
        here = page.text[link.position : link.position + len(link.text)]
        assert here.replace("\n", " ") == link.text
    assert page.links[4].position == -1


def test_link_positions_count_over_empty_links_and_spaces() -> None:
    page = parsed("<p>foo <a href=/1></a> <a href=/2>  </a><a href=/3>bar</a></p><div><a href=/4></a></div><p>baz</p>")
    assert page.text == "foo bar\nbaz"
    assert {link.href[-1]: link.position for link in page.links} == {"1": -1, "2": -1, "3": 4, "4": -1}


def test_link_text_holds_no_script_and_marks_inside_svg_titles_are_not_counted() -> None:
    page = parsed(
        "<a href=/1>one<script>x</script><noscript>y</noscript></a><svg><title><a href=/2>two</a></title></svg>"
        "<p><a href=/3>three</a></p>"
    )
    assert [(link.text, link.position) for link in page.links] == [("one", 0), ("two", -1), ("three", 4)]


def test_addresses_that_are_no_pages_stay_as_written() -> None:
    page = parsed("<a href='tel:+44 20'>a</a><a href='MAILTO:x@y.test'>b</a><a href='javascript:void(0)'>c</a>")
    assert [link.href for link in page.links] == ["tel:+44 20", "MAILTO:x@y.test", "javascript:void(0)"]


def test_base_and_click_handlers() -> None:
    page = parsed(
        "<base href='/b/'><a href='x'>x</a><a href='#' onclick=\"window.open('/pop')\">p</a>"
        "<div onclick=\"location.href='/away'\"><img src=logo.png alt=Logo></div>"
        "<button onclick='navigate(`/go`)'>Go</button>"
    )
    assert [(link.href, link.text) for link in page.links] == [
        ("https://shop.test/b/x", "x"),
        ("https://shop.test/pop", "p"),
        ("https://shop.test/away", "Logo"),
        ("https://shop.test/go", "Go"),
    ]
    assert page.images[0].href == "https://shop.test/away"


def test_images_have_their_real_address_and_link() -> None:
    page = parsed(
        "<a href=/r><picture><source srcset='/w.webp 1x, /x.webp 2x'><img src='data:image/gif;base64,R0' alt='Logo'>"
        "</picture></a><img src=/p.gif data-src=/real.jpg width=20px height=50% title=T>"
        "<svg><title>EU logo</title></svg><p style='background:url(\"/bg.png\")'>x</p>"
    )
    assert page.images[:3] == (
        Image("https://shop.test/w.webp", "Logo", href="https://shop.test/r"),
        Image("https://shop.test/real.jpg", title="T", width=20),
        Image("", "EU logo"),
    )
    assert page.images[3].src == "https://shop.test/bg.png"
    assert page.links[0].text == "Logo"
    assert page.meta_text.split("\n") == ["Logo", "T", "EU logo"]


def test_forms_with_labels() -> None:
    page = parsed(
        "<form action=/send method=POST><label for=n>Name</label><input id=n name=name>"
        "<label>Prescription <input type=FILE name=rx></label><textarea name=t placeholder=Symptoms></textarea>"
        "<select name=s aria-label=Country><option>GB</select><button>Send</button></form><input name=lone>"
    )
    form, orphans = page.forms
    assert (form.action, form.method, form.text) == ("https://shop.test/send", "post", "Name Prescription GB Send")
    assert [(f.name, f.kind, f.label) for f in form.fields] == [
        ("name", "text", "Name"),
        ("rx", "file", "Prescription"),
        ("t", "textarea", "Symptoms"),
        ("s", "select", "Country"),
        ("", "submit", ""),
    ]
    assert (orphans.action, orphans.method, [f.name for f in orphans.fields]) == (URL, "", ["lone"])


def test_head_of_a_page() -> None:
    page = parsed(
        "<html lang=de-AT><head><title> My \n shop </title><meta name=Description content='Pills'>"
        "<meta property=og:type content=website></head><p>x"
    )
    assert (page.lang, page.title) == ("de-AT", "My shop")
    assert page.meta == (("description", "Pills"), ("og:type", "website"))
    assert page.meta_text == "My shop\nPills"
    assert parsed("<meta http-equiv=content-language content='pl, en'>").lang == "pl"


def test_facts_about_the_answer() -> None:
    page = parse_page(b"<p>x", url="https://a.test/", final_url="https://b.test/", status=404, role="contact")
    assert (page.url, page.final_url, page.status, page.role) == ("https://a.test/", "https://b.test/", 404, "contact")
    assert (page.byte_count, page.charset) == (4, "utf-8")
    assert page.sha256 == hashlib.sha256(b"<p>x").hexdigest()


@pytest.mark.parametrize(
    "body", ["", b"", "\0", b"\xff\xfe", b"\xfe\xff\xd8", "\ud800", "<", "</", "<!", "<a ", "&#", "\f\0"]
)
def test_scraps_do_not_raise(body: str | bytes) -> None:
    assert parsed(body).links == ()


_SCRAPS = st.sampled_from(
    "<p>|</p>|<div>|</div>|<a href=/x>|</a>|<b>|</b>|<b style=display:none>|<svg>|<title>|</title>|<math>|<mi>|<table>|"
    "<tr>|<td>|</table>|<select>|<option>|</select>|<form>|</form>|<template>|</template>|<noscript>|</noscript>|"
    "<script>|</script>|<iframe srcdoc='<p>'>|<!--|-->|<![CDATA[|]]>|<plaintext>|<frameset>|<body>|<html>|<img src=x>|"
    "<input>|<label>|<br>|\f|x| |\n|&amp;|&#0;|\u202e|<textarea>|</textarea>|<object>|<button onclick=\"open('/x')\">|"
    "<dialog>|<p hidden>".split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_SCRAPS, max_size=60))
def test_mixed_scraps_keep_their_promises(scraps: list[str]) -> None:
    page = parsed("".join(scraps))
    assert "\0" not in page.text + page.hidden_text
    assert not re.search(r"^\s|\s$|  |\n\n| \n|\n ", page.text)
    for link in page.links:
        if link.position >= 0:
            here = page.text[link.position : link.position + len(link.text)]
            assert here[:1] == link.text[:1]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(body: bytes) -> None:
    assert parse_page(body, url=URL).byte_count == len(body)


def _documents() -> list[tuple[str, str]]:
    """(name, document) of the html5lib tree-construction cases, when they are beside the repository."""
    found = []
    for file in sorted(VECTORS.glob("*.dat")) if VECTORS.is_dir() else []:
        for number, case in enumerate(file.read_text("utf-8", "surrogateescape").split("#data\n")[1:]):
            found.append((f"{file.stem}-{number}", case.split("\n#errors", 1)[0]))
    return found


def test_no_known_document_raises() -> None:
    for name, document in [("own", "<table><b><p></table>x</b>"), *_documents()]:
        page = parse_page(document.encode("utf-8", "surrogateescape"), url=URL)
        assert "not-parsed" not in page.notes, name
