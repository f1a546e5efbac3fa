"""Every outcome that needs no look-up, on hand-made pages; live ones are in test_register_membership."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checker.address import parse_address
from checker.evidence import Image, Link, LogoEvidence, PageEvidence, RegisterEntry, RegisterEvidence
from checker.gather.logo import find_candidates, logo_from_pages
from checker.gather.logo_links import is_home
from tests.authorities import table

SHOP = "https://www.shop.test/"
WORDS = "Click to verify if this website is operating legally"


def page(*images: Image, links: tuple[Link, ...] = (), url: str = SHOP) -> PageEvidence:
    """As parse_page makes it: a picture inside a link gives a link too."""
    around = tuple(Link(image.href, image.alt) for image in images if image.href)
    return PageEvidence(url=url, final_url=url, images=images, links=(*around, *links))


def judged(*pages: PageEvidence, register: RegisterEvidence | None = None) -> LogoEvidence:
    return logo_from_pages(parse_address(SHOP, allow_reserved=True), pages, register, authorities=table())


def logo(href: str, src: str = "https://www.shop.test/img/eu-common-logo.png", alt: str = "") -> Image:
    return Image(src=src, alt=alt, href=href)


@pytest.mark.parametrize(
    ("href", "state"),
    [
        pytest.param("https://register.entries.test/entry/123456", "unproven", id="entry"),
        pytest.param("http://register.entries.test/entry/123456", "unproven", id="http-entry"),
        pytest.param("https://www.lists.test/sellers", "unproven", id="list"),
        pytest.param("https://lists.test/sellers/?lang=en#top", "unproven", id="list-with-query"),
        pytest.param("https://register.entries.test/", "generic_link", id="home"),
        pytest.param("https://register.entries.test/de/index.html", "generic_link", id="home-in-language"),
        pytest.param("https://www.institute.test/search.php", "generic_link", id="search-page-of-an-entry-register"),
        pytest.param("https://index.test/eu-logo", "generic_link", id="index"),
        pytest.param("https://old.entries.test/entry/123456", "stale_host", id="former-host"),
        pytest.param("https://new.entries.test/entry/123456", "unproven", id="unverified-host"),
        pytest.param("https://register.entries.test.evil.test/entry/123456", "wrong_host", id="authority-as-prefix"),
        pytest.param("https://notlists.test/sellers", "wrong_host", id="no-label-boundary"),
        pytest.param("https://lists.test@evil.test/sellers", "wrong_host", id="authority-as-user-name"),
        pytest.param("https://registry.sukl.test/entry/1", "unreachable", id="stand-in-of-an-authority"),
        pytest.param("https://sukl.evil.test/entry/1", "wrong_host", id="authority-as-a-label"),
        pytest.param("https://sukl-registr.com/entry/1", "wrong_host", id="look-alike"),
        pytest.param("https://evil.test/?to=https://lists.test/sellers", "wrong_host", id="authority-in-query"),
        pytest.param("https://www.shop.test/about-our-logo", "generic_link", id="own-page"),
        pytest.param("https://www.shop.test/img/eu-common-logo.png", "image_only", id="own-picture"),
        pytest.param("https://www.shop.test/#", "image_only", id="same-page"),
        pytest.param("javascript:void(0)", "image_only", id="script-without-address"),
        pytest.param("", "image_only", id="no-link"),
        pytest.param("https://www.lists.test/veterinary/sellers?x=1", "veterinary_only", id="veterinary-list"),
        pytest.param("https://old-ended.test/search-registry/356", "not_valid_here", id="ended-in-GB"),
        pytest.param("javascript:window.open('https://register.entries.test/entry/123456')", "unproven", id="script"),
        pytest.param(
            "https://www.shop.test/%7B%60https://register.entries.test/entry/$%7Bid%7D%60%7D", "unproven", id="template"
        ),
        pytest.param("https://www.shop.test/go?to=https%3A%2F%2Flists.test%2Fsellers", "unproven", id="own-redirect"),
    ],
)  # fmt: skip
def test_where_the_logo_leads_decides(href: str, state: str) -> None:
    found = judged(page(logo(href)))
    assert found.state == state
    assert found.image.endswith("eu-common-logo.png")
    assert found.page == SHOP


def test_evidence_names_authority_link_and_words() -> None:
    found = judged(page(logo("https://register.entries.test/entry/123456", alt=WORDS)))
    assert (found.authority, found.link) == ("de-entry", "https://register.entries.test/entry/123456")
    assert found.quote == WORDS
    assert "Office of Entries (DE)" in found.reason
    assert found.entry is None


@pytest.mark.parametrize(
    ("src", "alt"),
    [
        ("https://cdn.test/a1.png", WORDS),
        ("https://cdn.test/a1.png", "Zur Überprüfung der Legalität dieser Website hier klicken"),
        ("https://cdn.test/a1.png", "Cliquez pour vérifier si ce site internet est légal"),
        ("https://cdn.test/a1.png", "Klik om te controleren of deze website legaal handelt"),
        ("https://cdn.test/a1.png", "Klik her for at se, om dette websted drives på lovlig vis"),
        ("https://cdn.test/a1.png", "Spiediet šeit, lai pārbaudītu, vai šī tīmekļa vietne darbojas likumīgi"),
        ("https://cdn.test/a1.png", "Clicca qui per verificare se questo sito web è legale"),
        ("https://cdn.test/a1.png", "Ide kattintva kiderítheti, szabályosan működik-e ez a honlap"),
        ("https://cdn.test/a1.png", "Kliknij, aby sprawdzić, czy ta strona internetowa działa legalnie"),
        ("https://cdn.test/EU-Sicherheitslogo.svg", ""),
        ("https://cdn.test/img/EuCommonLogo_200.png?v=3", ""),
        ("https://cdn.test/versandhandelslogo.gif", ""),
    ],
)
def test_a_picture_that_calls_itself_the_logo_is_one(src: str, alt: str) -> None:
    assert judged(page(Image(src=src, alt=alt))).state == "image_only"


@pytest.mark.parametrize(
    ("src", "alt"),
    [
        pytest.param("https://cdn.test/logo-ue.png", "Projekt dofinansowany przez Unię Europejską", id="EU-funds"),
        pytest.param("https://cdn.test/eu-flag.png", "EU logo", id="EU-emblem"),
        pytest.param("https://cdn.test/legal.png", "Legal notice", id="legal-notice"),
        pytest.param("https://cdn.test/verified.png", "Verified by customers", id="verified"),
        pytest.param("https://cdn.test/pharmacy-cross.png", "Pharmacie", id="green-cross"),
        pytest.param("data:image/png;base64,ZXUtY29tbW9uLWxvZ28", "", id="data"),
    ],
)
def test_other_pictures_are_no_logo(src: str, alt: str) -> None:
    assert (
        judged(page(Image(src=src, alt=alt), Image(src=src, alt=alt, href="https://elsewhere.test/x"))).state
        == "absent"
    )


@pytest.mark.parametrize(
    "href", ["https://register.entries.test/entry/123456", "https://www.lists.test/sellers", "https://old.entries.test/e?id=123456"]
)  # fmt: skip
def test_a_text_link_to_an_entry_or_list_counts(href: str) -> None:
    assert judged(page(links=(Link(href, "Our entry in the register"),))).state in ("unproven", "stale_host")


@pytest.mark.parametrize(
    "href",
    [
        pytest.param("https://www.lists.test/", id="home"),
        pytest.param("https://www.lists.test/news/side-effects", id="article"),
        pytest.param("https://index.test/medicines/leaflet", id="index"),
        pytest.param("https://ended.test/browse/tax", id="government"),
    ],
)
def test_a_link_to_an_authority_alone_is_no_logo(href: str) -> None:
    """Sellers must link to their authority, and health pages cite it."""
    assert judged(page(links=(Link(href, "Agency"),))).state == "absent"
    assert judged(page(Image("https://cdn.test/agency.png", alt="Agency", href=href))).state == "absent"


def test_a_snapshot_entry_of_the_same_authority_confirms_the_link() -> None:
    read_at = datetime(2026, 11, 20, tzinfo=UTC)
    entry = RegisterEntry("se-list", "SE", "shop.test", read_at=read_at)
    linked = page(logo("https://www.lists.test/sellers"))
    found = judged(linked, register=RegisterEvidence((entry,), ()))
    assert (found.state, found.entry) == ("in_snapshot", entry)
    assert "read on 2026-11-20" in found.reason
    for other in (
        RegisterEntry("de-entry", "DE", "shop.test"),
        RegisterEntry("se-list", "SE", "shop.test", status="removed"),
        RegisterEntry("se-list", "SE", "shop.test", polarity="negative"),
    ):
        assert judged(linked, register=RegisterEvidence((other,), ())).state == "unproven"


def test_a_picture_served_by_the_authority_is_a_logo_without_a_link() -> None:
    assert judged(page(Image("https://register.entries.test/img/logo.png"))).state == "image_only"


def test_a_lazy_picture_in_an_entry_link_counts_whatever_its_name() -> None:
    found = judged(page(Image("https://cdn.test/7f3.webp", href="https://register.entries.test/entry/123456")))
    assert (found.state, found.image) == ("unproven", "https://cdn.test/7f3.webp")


def test_spanish_picture_of_sellers_not_authorised_yet() -> None:
    found = judged(
        page(
            logo(
                "https://register.entries.test/entry/123456", src="https://cdn.test/ServletIcono-no-authorized-yet.jpg"
            )
        )
    )
    assert found.state == "unproven"
    assert "not authorised yet" in found.reason


def test_the_strongest_candidate_of_all_pages_is_reported() -> None:
    plain = page(logo(""))
    linked = page(logo("https://www.lists.test/sellers"), url="https://www.shop.test/contact")
    found = judged(plain, linked)
    assert (found.state, found.page) == ("unproven", "https://www.shop.test/contact")


def test_the_same_logo_on_many_pages_is_one_candidate() -> None:
    pages = tuple(page(logo("https://www.lists.test/sellers"), url=f"https://www.shop.test/{n}") for n in range(5))
    assert len(find_candidates(pages, table())) == 1


def test_thousands_of_logos_are_bounded() -> None:
    many = page(*(logo(f"https://register.entries.test/entry/{n:06}") for n in range(3000)))
    assert len(find_candidates((many,), table())) == 20


def test_the_shipped_authorities_are_known() -> None:
    linked = page(
        Image(
            "https://cdn.test/x.png", href="https://www.aanbiedersmedicijnen.nl/aanbieders/aanbiederslijst/a-shop/index"
        )
    )
    found = logo_from_pages(parse_address(SHOP, allow_reserved=True), (linked,), None)
    assert (found.state, found.authority) == ("unproven", "nl-cibg")


@pytest.mark.parametrize("link", ["https://[broken/", "https://a.test/%00", "mailto:x@y.test", "https://"])
def test_broken_links_do_no_harm(link: str) -> None:
    assert judged(page(logo(link))).state in ("wrong_host", "image_only")
    assert judged(page(links=(Link(link, "x"),))).state == "absent"


def test_home_pages() -> None:
    homes = ["https://a.test", "https://a.test/en-GB/", "https://a.test/fr/portail.0.html"]
    assert [is_home(link) for link in homes] == [True] * 3
    assert [is_home(link) for link in ("https://a.test/sellers", "https://a.test/?id=1", "https://[broken/")] == [
        False
    ] * 3
