"""Offers and types from JSON-LD and microdata, well written and miswritten."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker.evidence import Offer, PageEvidence
from checker.gather.page import parse_page


def page_with(*blocks: Any) -> PageEvidence:
    scripts = (b if isinstance(b, str) else json.dumps(b) for b in blocks)
    body = "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
    return parse_page(body, url="https://shop.test/")


def short(offers: tuple[Offer, ...]) -> list[tuple[str, str]]:
    return [(offer.name, offer.price) for offer in offers]


def test_product_in_a_graph() -> None:
    page = page_with(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "NewsArticle", "name": "n"},
                {
                    "@type": ["Product", "http://schema.org/Drug"],
                    "name": "Ibu &amp; co",
                    "offers": {
                        "@type": "Offer",
                        "price": "19.90",
                        "priceCurrency": "EUR",
                        "availability": "https://schema.org/InStock",
                    },
                },
            ],
        }
    )
    assert page.offers == (Offer("Ibu & co", "19.90", "EUR", "InStock", "json-ld"),)
    assert page.structured_types == ("Drug", "NewsArticle", "Offer", "Product")
    assert page.notes == ()


@pytest.mark.parametrize(
    ("data", "offers"),
    [
        pytest.param({"name": "A", "offers": [{"price": 1}, {"price": 2.50}]}, [("A", "1"), ("A", "2.5")], id="list"),
        pytest.param(
            {"name": "A", "offers": {"@type": "AggregateOffer", "lowPrice": "3", "highPrice": "9"}},
            [("A", "3")],
            id="low",
        ),
        pytest.param(
            {"name": "A", "offers": {"@type": "AggregateOffer", "lowPrice": 3, "offers": [{"price": 4}]}},
            [("A", "4")],
            id="offers inside an aggregate",
        ),
        pytest.param(
            {"name": "A", "offers": {"priceSpecification": [{"price": "7", "priceCurrency": "USD"}]}},
            [("A", "7")],
            id="price specification",
        ),
        pytest.param({"@type": "Offer", "price": 5, "itemOffered": {"name": "B"}}, [("B", "5")], id="offered item"),
        pytest.param({"@type": "Product", "name": "C", "price": "6"}, [("C", "6")], id="price without an offer"),
        pytest.param(
            {"@type": "ItemList", "itemListElement": [{"item": {"name": "D", "offers": {"price": 8}}}]},
            [("D", "8")],
            id="item list",
        ),
        pytest.param({"@type": "Product", "name": "E"}, [], id="no offer"),
        pytest.param({"name": {"@value": "F"}, "offers": {"price": 1}}, [("F", "1")], id="language value"),
        pytest.param([[{"name": "G", "offers": {"price": True}}]], [("G", "")], id="nonsense price"),
    ],
)
def test_forms_of_offers(data: Any, offers: list[tuple[str, str]]) -> None:
    assert short(page_with(data).offers) == offers


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ('<!-- {"name":"A","offers":{"price":1}} -->', ()),
        ('//<![CDATA[\n{"name":"A","offers":{"price":1}}\n//]]>', ()),
        ('{"name":"A","offers":{"price":1}} {"@type":"Thing"}', ()),
        ('{"name":"A\n","offers":{"price":1}};', ()),
        ('{"name":"A","offers":{"price":1,},}', ("json-ld-repaired",)),
        ("{&quot;name&quot;:&quot;A&quot;,&quot;offers&quot;:{&quot;price&quot;:1}}", ("json-ld-repaired",)),
    ],
)
def test_wrapped_and_miswritten_blocks_are_read(text: str, note: tuple[str, ...]) -> None:
    page = page_with(text)
    assert short(page.offers) == [("A", "1")]
    assert page.notes == note


@pytest.mark.parametrize("text", ['{"name":', "[" * 100_000, '{"a":' * 100_000, "null", "<p>", "9" * 5_000, "{}}"])
def test_broken_blocks_leave_the_others(text: str) -> None:
    page = page_with(text, {"name": "A", "offers": {"price": 1}})
    assert short(page.offers) == [("A", "1")]


def test_markup_inside_strings_stays() -> None:
    page = page_with('{"name":"A <div>b","offers":{"price":1}}')
    assert page.offers[0].name == "A <div>b"


def test_many_offers_are_cut_with_a_note() -> None:
    page = page_with([{"name": "A", "offers": [{"price": 1}] * 1_500}])
    assert len(page.offers) == 1_000
    assert "offers-cut" in page.notes


def test_microdata() -> None:
    page = parse_page(
        '<div itemscope itemtype="http://schema.org/Product"><h2 itemprop="name">Micro <b>X</b></h2>'
        '<div itemprop="offers" itemscope itemtype="http://schema.org/Offer">'
        '<meta itemprop="priceCurrency" content="EUR"><span itemprop="price" content="5.50">5,50 €</span>'
        '<link itemprop="availability" href="https://schema.org/OutOfStock">'
        "</div></div>"
        '<ul itemscope itemtype="https://schema.org/Offer"><li itemprop="name">Loose<li itemprop="price"> 3 </ul>'
        '<p itemscope itemtype="https://schema.org/Product"><i itemprop="name">None</i></p>',
        url="https://shop.test/",
    )
    assert page.offers == (
        Offer("Micro X", "5.50", "EUR", "OutOfStock", "microdata"),
        Offer("Loose", "3", "", "", "microdata"),
    )
    assert page.structured_types == ("Offer", "Product")
