"""The look at pictures over loopback: the logo under any name, and a flag that does not fit its link."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from checker.address import parse_address
from checker.evidence import Image, LogoEvidence, PageEvidence, RegisterEvidence
from checker.gather.client import Client
from checker.gather.logo_drawing import BLUE, BOX_ACROSS, draw_logo
from checker.gather.logo_look import badges
from checker.gather.register_membership import gather_membership
from tests.authorities import table
from tests.web.servers import Exchange, Reply, Site, Web

SHOP = "https://www.shop.test/"
ENTRY = "https://register.entries.test/entry/123456"
CARD = "<dl><dt>Web</dt><dd>https://www.shop.test/</dd></dl>"


def logo(country: str, *, is_blue: bool = False) -> Reply:
    from dataclasses import replace

    out = io.BytesIO()
    draw_logo(country, 120, 100, replace(BOX_ACROSS, stripes=BLUE) if is_blue else BOX_ACROSS).save(out, "PNG")
    return Reply(out.getvalue(), "image/png")


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        web.add("register.entries.test", {"/entry/123456": CARD})
        yield web


def gather(web: Web, *images: Image) -> tuple[RegisterEvidence | None, LogoEvidence]:
    settings = web.settings()
    pages = (PageEvidence(url=SHOP, final_url=SHOP, images=images),)
    with Client(settings) as client:
        register, found, _ = gather_membership(
            parse_address(SHOP, allow_reserved=True), pages, None, client, settings, deadline_s=8, authorities=table()
        )
    return register, found


@pytest.mark.parametrize(
    ("country", "state"), [("DE", "proven"), ("FR", "wrong_country"), ("EU", "eu_flag"), ("GB", "wrong_country")]
)
def test_the_flag_must_fit_the_register(web: Web, country: str, state: str) -> None:
    web.add("www.shop.test", {"/eu-common-logo.png": logo(country)})
    register, found = gather(web, Image(SHOP + "eu-common-logo.png", href=ENTRY))
    assert found.state == state
    assert register is not None  # the entry names this site, whatever the picture shows
    assert [e.expression for e in register.entries] == ["shop.test"]
    assert (found.entry is None) == (state != "proven")


def test_the_blue_logo_proves_nothing_for_people(web: Web) -> None:
    web.add("www.shop.test", {"/eu-common-logo.png": logo("DE", is_blue=True)})
    register, found = gather(web, Image(SHOP + "eu-common-logo.png", href=ENTRY))
    assert (found.state, register) == ("veterinary_only", None)


@pytest.mark.parametrize(
    ("href", "country", "state"),
    [
        ("", "DE", "image_only"),
        ("", "EU", "eu_flag"),
        ("", "GB", "not_valid_here"),
        ("https://elsewhere.test/check", "DE", "wrong_host"),
        ("https://www.lists.test/", "SE", "generic_link"),
        ("https://www.lists.test/", "DE", "wrong_country"),
    ],
)
def test_the_logo_is_known_under_any_name(web: Web, href: str, country: str, state: str) -> None:
    web.add("www.shop.test", {"/badge7.png": logo(country)})
    assert gather(web, Image(SHOP + "badge7.png", href=href, width=120, height=100))[1].state == state


@pytest.mark.parametrize(
    "answer",
    [
        Reply("gone", status=404),
        Reply("<html>", "text/html"),
        Reply(b"x" * 600_000, "image/png"),
        Reply(b"\x89PNG\r\n\x1a\n", "image/png"),
    ],
)
def test_a_picture_that_cannot_be_read_changes_nothing(web: Web, answer: Reply) -> None:
    web.add("www.shop.test", {"/eu-common-logo.png": answer, "/badge7.png": answer})
    assert gather(web, Image(SHOP + "eu-common-logo.png", href=ENTRY))[1].state == "proven"
    assert gather(web, Image(SHOP + "badge7.png"))[1].state == "absent"


def test_few_pictures_are_fetched(web: Web) -> None:
    def count(exchange: Exchange) -> Reply:
        return Reply(b"no picture", "image/png")

    web.add("www.shop.test", Site(default=count))
    gather(web, *(Image(f"{SHOP}seal{n}.png") for n in range(20)))
    assert len(web.requests("www.shop.test")) == 4


def test_badges() -> None:
    images = (
        Image(SHOP + "seal.png"),
        Image(SHOP + "seal.png"),
        Image(SHOP + "logo.png", href=SHOP + "home"),  # the shop's own logo
        Image(SHOP + "siegel-icon.png", width=16, height=16),
        Image(SHOP + "banner-secure.png", width=390, height=60),
        Image(SHOP + "product-4711.png"),
        Image("data:image/png;base64,AA", alt="seal"),
        Image(SHOP + "x.png", alt="Certified", href="https://elsewhere.test/"),
    )
    found = badges((PageEvidence(url=SHOP, final_url=SHOP, images=images),), table())
    assert [(c.image, c.target) for c in found] == [(SHOP + "seal.png", "none"), (SHOP + "x.png", "foreign")]
