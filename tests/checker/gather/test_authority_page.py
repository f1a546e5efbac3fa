"""What counts on an authority's page as naming a host, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.address import parse_address
from checker.gather.authority_page import Reading, read_authority_page
from tests.authorities import ENTRY, LIST, SENTENCE

URL = "https://register.entries.test/entry/123456"


def read(
    html: str,
    *,
    url: str = URL,
    host: str = "https://www.shop.test/",
    may_echo: bool = False,
    known: bool = True,
    **changes: object,
) -> Reading:
    return read_authority_page(
        html.encode(),
        url=url,
        content_type="text/html; charset=utf-8",
        address=parse_address(host, allow_reserved=True),
        authority=replace(ENTRY, **changes),  # type: ignore[arg-type]
        may_echo=may_echo,
        is_known_form=known,
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>Website: shop.test</p>",
        "<p>Website: www.shop.test.</p>",
        "<p>(WWW.SHOP.TEST)</p>",
        "<dl><dt>Web</dt><dd>https://www.shop.test/index.php</dd></dl>",
        '<a href="https://shop.test">Zur Apotheke</a>',
        '<a href="http://www.shop.test/de/">www</a>',
        "<table><tr><td>Apotheke<td>shop<b>.test</b></table>",
        "<ul><li>1. Owner, 12345, shop.test, 555",
    ],
)
def test_names_the_host(html: str) -> None:
    found = read(html)
    assert found.expression == "shop.test"
    assert found.quote
    assert found.why_not == ""


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p>notshop.test</p>", id="longer-label"),
        pytest.param("<p>my-shop.test</p>", id="hyphen"),
        pytest.param("<p>shop.test.evil.test</p>", id="prefix-of-another"),
        pytest.param("<p>other.shop.test</p>", id="sister-host"),
        pytest.param("<p>info@shop.test</p>", id="e-mail"),
        pytest.param("<p>https://portal.test/shop.test</p>", id="path-of-another"),
        pytest.param("<p>https://portal.test/?q=shop.test</p>", id="query-of-another"),
        pytest.param('<a href="https://portal.test/?to=shop.test">go</a>', id="query-of-a-link"),
        pytest.param('<a href="https://shop.test.evil.test/">go</a>', id="link-to-another"),
        pytest.param('<a href="mailto:info@shop.test">mail</a>', id="mail-link"),
        pytest.param("<!-- shop.test --><p>Entry</p>", id="comment"),
        pytest.param("<script>var s='shop.test'</script>", id="script"),
        pytest.param('<script type="application/json">{"u": "https://shop.test"}</script>', id="data-script"),
        pytest.param("<style>.shop.test{}</style>", id="style"),
        pytest.param("<template><p>shop.test</p></template>", id="template"),
        pytest.param("<noscript>shop.test</noscript>", id="noscript"),
        pytest.param("<title>shop.test</title><p>Entry</p>", id="title"),
        pytest.param('<meta name="description" content="shop.test"><p>Entry', id="meta"),
        pytest.param('<input value="shop.test">', id="field"),
        pytest.param("<textarea>shop.test</textarea>", id="textarea"),
        pytest.param("<select><option>shop.test</select>", id="option"),
        pytest.param("<p hidden>shop.test</p>", id="hidden"),
        pytest.param('<div style="display: none"><p><a href="https://shop.test">x</a></p></div>', id="display-none"),
        pytest.param('<p style="font-size:0">shop.test</p>', id="zero-size"),
        pytest.param('<img alt="shop.test" src="x.png">', id="alt"),
        pytest.param('<p data-url="https://shop.test">Entry</p>', id="attribute"),
        pytest.param("<p>shop. test</p>", id="two-words"),
        pytest.param("<p>shop</p><p>.test</p>", id="two-blocks"),
        pytest.param("", id="empty"),
        pytest.param("<p>Entry</p>", id="not-there"),
    ],
)
def test_does_not_name_the_host(html: str) -> None:
    assert read(html) == replace(read(html), expression="", quote="", why_not="")


def test_a_parent_name_covers_its_subdomain() -> None:
    assert read("<p>shop.test</p>", host="https://de.shop.test/").expression == "shop.test"
    assert read("<p>de.shop.test</p>", host="https://shop.test/").expression == ""


def test_international_name_in_either_form() -> None:
    host = "https://xn--apothke-6xa.test/"
    shown = parse_address(host, allow_reserved=True).host
    assert read("<p>apothèke.test</p>", host=host).expression == shown
    assert read(f"<p>{shown}</p>", host=host).expression == shown


@pytest.mark.parametrize(
    ("named", "address", "expression"),
    [
        ("chain.test/town-a/", "https://chain.test/town-a/offers", "chain.test/town-a/"),
        ("chain.test/town-a", "https://www.chain.test/town-a", "chain.test/town-a"),
        ("chain.test/town-a", "https://chain.test/town-ab", ""),
        ("chain.test/town-a/", "https://chain.test/town-b/", ""),
        ("chain.test/town-a/", "https://chain.test/", ""),
        ("chain.test/shop/", "https://chain.test/", "chain.test"),
        ("chain.test/de/index.html", "https://chain.test/x", "chain.test"),
    ],
)
def test_an_entry_with_a_path_is_about_that_path(named: str, address: str, expression: str) -> None:
    found = read(f"<p>Web: https://www.{named}</p>", host=address)
    assert found.expression == expression
    assert bool(found.why_not) != bool(expression)


def test_hosts_of_many_are_proven_for_nobody() -> None:
    assert read("<p>Web: facebook.com</p>", host="https://www.facebook.com/").why_not
    assert read("<p>Web: facebook.com/shop</p>", host="https://www.facebook.com/shop").why_not
    assert read("<p>Web: papin.pl</p>", host="https://papin.pl/").why_not
    assert read("<p>Web: papin.pl/a-shop</p>", host="https://papin.pl/a-shop/x").expression == "papin.pl/a-shop"


def test_echoed_question_is_no_entry() -> None:
    for html in (
        "<h1>Results for www.shop.test</h1>",
        "<p>Your search: shop.test</p><p>3 results</p>",
        "<table><tr><td>shop.test</td></tr></table>",
        "<p>Aucun résultat pour www.shop.test</p><table><tr><td>1 <td>Vous cherchez <td>www.shop.test</table>",
        '<p>Keine Treffer.</p><a href="https://shop.test">shop.test</a>',
    ):
        found = read(html, may_echo=True)
        assert (found.expression, bool(found.why_not), found.quote != "") == ("", True, True), html
    assert read('<table><tr><td>Pharmacie <td><a href="https://shop.test">site</a></table>', may_echo=True).expression
    assert read("<table><tr><td>Pharmacie du Pont <td>Lille <td>shop.test</table>", may_echo=True).expression


def test_failure_and_success_sentences() -> None:
    found = read("<p>shop.test ist nicht im Register gelistet.</p>")
    assert (found.expression, found.why_not) == ("", "The authority’s page says: ist nicht im Register.")
    card = "<dl><dt>Web<dd>www.shop.test</dl>"
    sentence = "<p>Ověření  bylo úspěšné.</p>"
    success = {"success_text": SENTENCE.success_text}
    assert read(card, **success).expression == ""
    assert read(card + sentence, **success).expression == "shop.test"
    assert read(card + f"<!-- {sentence} -->", **success).expression == ""
    assert read(sentence, **success).expression == ""


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>shop.test<td>Revoked 2024</table>",
        "<table><tr><th>Stan<td>NIEAKTYWNA<tr><th>WWW<td>shop.test</table>",
        "<dl><dt>Status<dd>erloschen<dt>Web<dd>shop.test</dl>",
        "<h2>Illegal websites</h2><ul><li>shop.test</ul>",
        "<h3>Warnliste</h3><p>shop.test</p>",
    ],
)
def test_struck_off_or_warned_about(html: str) -> None:
    found = read(html)
    assert found.expression == ""
    assert found.why_not
    assert found.quote == "shop.test" or "shop.test" in found.quote


def test_opening_hours_are_no_closure() -> None:
    assert read("<table><tr><th>Sunday<td>closed<tr><th>Web<td>shop.test</table>").expression == "shop.test"


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://lists.test/news/1", "<title>Warning: illegal seller</title><p>shop.test</p>"),
        ("https://lists.test/warnings/shop", "<ul><li>shop.test</ul>"),
        ("https://lists.test/news/1", "<p>" + "We looked at the site shop.test and found many things there. " * 6),
        ("https://lists.test/news/1", "<li>Fake pharmacy shop.test</li>"),
    ],
)
def test_press_release_is_no_entry(url: str, html: str) -> None:
    found = read(html, url=url, known=False)
    assert (found.expression, bool(found.why_not)) == ("", True)


def test_other_hosts_of_the_list_are_named() -> None:
    html = """<nav><a href="https://other.test">nav.test</a></nav>
      <table><tr><td>A<td>www.alpha.test<td>mail@mail.test<tr><td>B<td>https://beta.test/shop<tr><td>leaflet.pdf</table>
      <p>www.lists.test, facebook.com/agency, www.health.gov.xx</p><footer>made by designer.test</footer>"""
    found = read_authority_page(
        html.encode(), url="https://www.lists.test/sellers", content_type="text/html", authority=LIST, may_echo=False,
        address=parse_address("https://shop.test", allow_reserved=True), is_known_form=True,
    )  # fmt: skip
    assert found.other_hosts == ("alpha.test", "beta.test")


def test_next_pages() -> None:
    html = """<a href="?page=1">1</a> <a href="?page=2">Weiter</a> <a rel="next" href="/entry/9#x">2</a>
      <a href="mailto:a@b.test">next</a>"""
    assert read(html).next_pages == (
        "https://register.entries.test/entry/123456?page=2",
        "https://register.entries.test/entry/9",
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"\0" * 50,
        b"<div " * 5000,
        b"<div>" * 5000 + b"shop.test",
        b"<?xml version='1.0' encoding='latin1'?><p>x",
    ],
)
def test_damaged_pages_name_nothing(body: bytes) -> None:
    found = read_authority_page(
        body, url=URL, content_type="", authority=ENTRY, may_echo=False, is_known_form=True,
        address=parse_address("https://shop.test", allow_reserved=True),
    )  # fmt: skip
    assert found.expression in ("", "shop.test")


def test_quote_is_short() -> None:
    found = read("<p>" + "x " * 100 + "shop.test" + " y" * 100)
    assert "shop.test" in found.quote
    assert len(found.quote) <= 160
