"""The pages that tell most are chosen by their links, in any of the languages, and read within the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

import pytest

from checker.address import Address, parse_address
from checker.errors import PageUnavailable
from checker.evidence import PageEvidence
from checker.gather.client import Client, Response
from checker.gather.page import parse_page
from checker.gather.site import choose_pages, gather_pages
from checker.settings import Settings

HOME = "https://shop.test/"


def address(text: str = HOME) -> Address:
    return parse_address(text, allow_reserved=True)


def start(*links: str, lang: str = "en", url: str = HOME) -> PageEvidence:
    """A start page whose links are given as ``path text``."""
    body = "".join(f'<li><a href="{href}">{text}</a>' for href, text in (link.split(" ", 1) for link in links))
    return parse_page(f"<html lang={lang}><ul>{body}</ul>", url=url)


@pytest.mark.parametrize(
    ("lang", "links"),
    [
        ("en", ("/c Contact us", "/f FAQ", "/s Shipping &amp; returns", "/product/ibu Ibu")),
        ("de", ("/c Impressum", "/f Häufige Fragen", "/s Versandkosten", "/produkt/ibu Ibu")),
        ("fr", ("/c Mentions légales", "/f Ordonnance", "/s Livraison", "/produit/ibu Ibu")),
        ("es", ("/c Aviso legal", "/f Preguntas frecuentes", "/s Envíos", "/producto/ibu Ibu")),
        ("it", ("/c Contatti", "/f Domande frequenti", "/s Spedizioni", "/prodotto/ibu Ibu")),
        ("pt", ("/c Fale conosco", "/f Receita médica", "/s Termos e condições", "/produto/ibu Ibu")),
        ("nl", ("/c Over ons", "/f Veelgestelde vragen", "/s Verzending", "/product/ibu Ibu")),
        ("pl", ("/c Kontakt", "/f Najczęściej zadawane pytania", "/s Wysyłka", "/produkt/ibu Ibu")),
        ("sv", ("/c Om oss", "/f Vanliga frågor", "/s Köpvillkor", "/produkt/ibu Ibu")),
        ("da", ("/c Om os", "/f Ofte stillede spørgsmål", "/s Handelsbetingelser", "/produkt/ibu Ibu")),
        ("cs", ("/c Kontakty", "/f Časté dotazy", "/s Obchodní podmínky", "/produkt/ibu Ibu")),
        ("ru", ("/c Контакты", "/f Вопросы и ответы", "/s Доставка и оплата", "/товар/ibu Ибу")),
        ("zh", ("/c 联系我们", "/f 常见问题", "/s 配送方式", "/商品/ibu 布洛芬")),
        ("ja", ("/c 特定商取引法に基づく表記", "/f よくあるご質問", "/s 送料について", "/商品/ibu イブ")),
        ("ar", ("/c اتصل بنا", "/f الأسئلة الشائعة", "/s الشروط والأحكام", "/منتج/ibu ايبو")),
        ("tr", ("/c İletişim", "/f Sıkça Sorulan Sorular", "/s Kargo ve Teslimat", "/urun/ibu Ibu")),
    ],
)
def test_each_language(lang: str, links: tuple[str, ...]) -> None:
    noise = ("/blog/10-tips-for-your-next-delivery-of-good-mood Ten tips", "/sale Sale")
    chosen = choose_pages(start(*noise, *links, lang=lang), address())
    assert [role for role, _ in chosen] == ["contact", "prescription", "shipping", "product"]
    assert [url[len(HOME) :] for _, url in chosen[:3]] == ["c", "f", "s"]
    assert chosen[3][1].endswith("/ibu")


def test_paths_count_where_texts_say_nothing() -> None:
    chosen = choose_pages(start("/pages/contact-us x", "/hilfe/faq.html y", "/agb z"), address())
    assert [url[len(HOME) :] for _, url in chosen] == ["pages/contact-us", "hilfe/faq.html", "agb"]


def test_the_better_page_wins() -> None:
    chosen = choose_pages(
        start("/about About us", "/kontakt Kontakt", "/legal Imprint", "/faq FAQ", "/rx Prescriptions"), address()
    )
    assert [url[len(HOME) :] for _, url in chosen] == ["legal", "rx"]


def test_other_language_versions_come_last() -> None:
    assert (
        choose_pages(start("/fr/contact Contact", "/de/kontakt Kontakt", lang="de"), address())[0][1]
        == HOME + "de/kontakt"
    )
    assert choose_pages(start("/fr/contact Contact", lang="de"), address())[0][1] == HOME + "fr/contact"


@pytest.mark.parametrize(
    "link",
    [
        "https://other.test/contact Contact",
        "https://shop.test.evil.test/contact Contact",
        "/contact.pdf Contact",
        "/logout Contact",
        "/cart/contact Contact",
        "/login?next=contact Log in",
        "mailto:contact@shop.test Contact",
        "javascript:contact() Contact",
        "#contact Contact",
        "/ Contact",
    ],
)
def test_left_alone(link: str) -> None:
    assert choose_pages(start(link), address()) == ()


def test_subdomains_belong_to_the_site() -> None:
    assert choose_pages(start("https://help.shop.test/faq FAQ"), address()) == (
        ("prescription", "https://help.shop.test/faq"),
    )


def test_a_pictured_long_name_is_a_product() -> None:
    page = parse_page("<a href=/ibuprofen-400-mg-tablets><img src=x alt=Ibu></a><a href=/a-b-c>x</a>", url=HOME)
    assert choose_pages(page, address()) == (("product", HOME + "ibuprofen-400-mg-tablets"),)


def test_limit_and_repeats() -> None:
    page = start("/c Contact", "/c FAQ", "/s Shipping")
    assert choose_pages(page, address()) == (("contact", HOME + "c"), ("shipping", HOME + "s"))
    assert choose_pages(page, address(), limit=2) == (("contact", HOME + "c"),)
    assert choose_pages(page, address(), limit=1) == ()


class FakeClient:
    """Answers from a table; an exception in it is raised."""

    def __init__(self, pages: Mapping[str, str | PageUnavailable]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def fetch(self, url: str, *, deadline_s: float | None = None) -> Response:
        assert deadline_s is not None
        self.asked.append(url)
        body = self.pages[url]
        if isinstance(body, PageUnavailable):
            raise body
        return Response(url, url, 200, {}, "text/html", body.encode(), (), False, datetime(2026, 11, 24, tzinfo=UTC))


def gather(client: FakeClient, **options: float) -> tuple[tuple[PageEvidence, ...], tuple[object, ...]]:
    return gather_pages(address(), cast(Client, client), Settings(allow_reserved_names=True), **options)


def test_pages_are_read_with_their_roles() -> None:
    client = FakeClient(
        {HOME: "<a href=/c>Contact</a><a href=/f>FAQ</a>", HOME + "c": "<p>Street", HOME + "f": "<p>Ask"}
    )
    pages, missing = gather(client)
    assert [(page.role, page.text) for page in pages] == [
        ("start", "Contact FAQ"),
        ("contact", "Street"),
        ("prescription", "Ask"),
    ]
    assert missing == ()


def test_a_page_that_fails_is_missing_and_the_others_stay() -> None:
    gone = PageUnavailable("The server answered 404.", code="http-status")
    client = FakeClient(
        {HOME: "<a href='/c?x=1'>Contact</a> <a href=/f>FAQ</a>", HOME + "c?x=1": gone, HOME + "f": "<p>Ask"}
    )
    pages, missing = gather(client)
    assert [page.role for page in pages] == ["start", "prescription"]
    assert [(m.kind, m.code, m.address) for m in missing] == [("page", "http-status", HOME + "c")]  # type: ignore[attr-defined]


def test_without_the_start_page_nothing_else_is_asked_for() -> None:
    client = FakeClient({HOME: PageUnavailable("No answer.", code="timeout")})
    pages, missing = gather(client)
    assert pages == ()
    assert [m.code for m in missing] == ["timeout"]  # type: ignore[attr-defined]
    assert client.asked == [HOME]


def test_no_page_is_asked_for_when_the_time_is_used_up() -> None:
    client = FakeClient({HOME: "x"})
    pages, missing = gather(client, deadline_s=0.1)
    assert (pages, client.asked) == ((), [])
    assert [m.code for m in missing] == ["timeout"]  # type: ignore[attr-defined]
