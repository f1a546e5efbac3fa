# ruff: noqa: E501 - pages read better on long lines
"""What the content script gathers is what Python reads of the same page: text, links, pictures, forms, offers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from checker.gather.page import parse_page
from tests.extension.chromium import Chromium
from tests.web.servers import Web

pytestmark = pytest.mark.xdist_group("browser")

GATHER: Final = (Path(__file__).parents[2] / "extension" / "content" / "gather.js").read_text()
HOST: Final = "gather.test"
PAGES: Final = {
    "blocks": "<h1>Our  shop</h1><p>One<b>two</b> three<br>four</p><table><tr><td>a</td><td>b</td></tr></table>",
    "lists": "<ul><li>one</li><li>two <em>three</em></li></ul><select name=s><option>x</option><option>y</option></select>",
    "hidden": "<p>seen</p><p hidden>a</p><p style='display:none'>b</p><div style='font-size:0'>c</div><p>after</p>",
    "links": "<p>See <a href='/a' rel=nofollow>the  page</a> or <a href='tel:+49'>call</a> <a href='/i'><img src=i.png alt='A logo'></a></p>",
    "cards": "<div><b>59 €</b><a href='/o'>Order</a><s>75 €</s></div><p>a<a href='/o'>b</a>c <i><a href='/e'>d</a></i>e</p>",
    "list lines": "<p>Xanax 1 mg, 30 tabs 45 €<br>Tramadol, 20 tabs <b>30 $</b><br>Sold as one sentence<br>wrapped by hand</p>",
    "glued": "<p><span>9 kr</span><span>Buy</span><b>Tramadol</b><i>30</i> <em>1</em><em>290</em><span>V</span><span>i</span></p>"
    "<p><span>1,90 €</span><b><i>add</i></b><span>via</span><span>gra</span><small>a</small>1<b>x</b></p>",
    "pictures": "<a href='/to'><img data-src='/real.png' src='data:image/png;base64,' alt='x' width=120 height='98px'></a><img src='b.png'>",
    "forms": "<form action='/buy' method=POST><label>Your name <input name=n></label><input type=submit value='Buy now'></form>"
    "<input name=q placeholder=Search>",
    "offers": '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Pill","offers":'
    '{"@type":"Offer","price":"9.90","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}</script><p>x</p>',
    "silent": "<p>a</p><script>var x='no'</script><style>p{}</style><p>b</p>",
}
FIELDS: Final = ("lang", "title", "text", "hidden_text", "structured_types", "meta")


def _rows(values: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(value[n] if isinstance(value, dict) else getattr(value, n) for n in names) for value in values]


@pytest.mark.parametrize("name", PAGES)
def test_as_python(chrome: Chromium, web: Web, name: str) -> None:
    html = (
        "<!doctype html><html lang='en'><head><meta charset=utf-8><meta name=Robots content='no  index'><title>A  title</title></head>"
        f"<body>{PAGES[name]}</body></html>"
    )
    web.add(HOST, html)
    url = f"http://{HOST}/"
    page = chrome.open(url)
    found = page.evaluate(f"() => {{ {GATHER}; return globalThis.pharmaproof.gather() }}")
    wanted = parse_page(html, url=url)
    for field in FIELDS:
        expected = getattr(wanted, field)
        assert found[field] == (
            [list(v) if isinstance(v, tuple) else v for v in expected] if isinstance(expected, tuple) else expected
        )
    for field, names in (
        ("links", ("href", "text", "rel", "position")),
        ("images", ("src", "alt", "title", "width", "height", "href")),
        ("offers", ("name", "price", "currency", "availability", "source")),
        ("forms", ("action", "method", "text")),
    ):
        assert _rows(found[field], *names) == _rows(getattr(wanted, field), *names), field
    fields = [_rows(form["fields"], "name", "kind", "label") for form in found["forms"]]
    assert fields == [_rows(form.fields, "name", "kind", "label") for form in wanted.forms]


def test_what_was_typed_is_not_read(chrome: Chromium, web: Web) -> None:
    web.add(HOST, "<!doctype html><title>x</title><form><input name=a><textarea name=b></textarea></form>")
    page = chrome.open(f"http://{HOST}/")
    page.fill("[name=a]", "my secret")
    page.fill("[name=b]", "my secret")
    assert "secret" not in page.evaluate(
        f"() => {{ {GATHER}; return JSON.stringify(globalThis.pharmaproof.gather()) }}"
    )


def test_behind_the_text_that_is_taken_links_pictures_and_forms_are_still_seen(chrome: Chromium, web: Web) -> None:
    behind = (
        "<div><a href='/a'>The <b>page</b></a><script>var no = 1</script><a href='/seal'><span><img src='/seal.png' alt='A seal'></span></a><img src='/b.png'>"
        "<form action='/buy' method=post><div><label>Your name <input name=n></label></div></form><p onclick=\"open('/p')\">Go</p></div>"
    )
    web.add(
        HOST,
        f"<!doctype html><title>x</title><form action='/around'><p>{'Our garden club. ' * 10_000}</p>{'<i></i>' * 100}<input name=m></form>{behind}",
    )
    page = chrome.open(f"http://{HOST}/")
    found = page.evaluate(f"() => {{ {GATHER}; return globalThis.pharmaproof.gather() }}")
    assert 150_000 <= len(found["text"]) < 151_000
    origin = f"http://{HOST}"
    assert _rows(found["links"], "href", "text") == [
        (f"{origin}/a", "The page"),
        (f"{origin}/seal", "A seal"),
        (f"{origin}/p", "Go"),
    ]
    assert _rows(found["images"], "src", "href") == [
        (f"{origin}/seal.png", f"{origin}/seal"),
        (f"{origin}/b.png", ""),
    ]
    assert [(form["action"], form["text"][:15], _rows(form["fields"], "name", "label")) for form in found["forms"]] == [
        (f"{origin}/around", "Our garden club", [("m", "")]),
        (f"{origin}/buy", "", [("n", "Your name")]),
    ]
