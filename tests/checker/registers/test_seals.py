"""Seals of programmes: a picture alone, a link of the right form, a link that names another site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.errors import RulePackError
from checker.evidence import Image, Link, PageEvidence
from checker.registers.seals import SEALS_FILE, find_seals, load_seals, picture_text, read_seals

SHOP = "https://www.shop.test/"
LEGITSCRIPT = "https://www.legitscript.com/websites/?checker_keywords="


def page(*images: Image, links: tuple[Link, ...] = ()) -> PageEvidence:
    around = tuple(Link(image.href, image.alt) for image in images if image.href)
    return PageEvidence(url=SHOP, final_url=SHOP, images=images, links=(*around, *links))


def states(*images: Image, links: tuple[Link, ...] = ()) -> list[tuple[str, str]]:
    return [(seal.seal, seal.state) for seal in find_seals(page(*images, links=links))]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (Image("https://www.shop.test/legitscript.webp", "LegitScript Certified"), [("legitscript", "image_only")]),
        (Image("https://static.legitscript.com/seals/1234567.png"), [("legitscript", "image_only")]),
        (Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT + "shop.test"), [("legitscript", "genuine_link")]),
        (
            Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT + "www.shop.test"),
            [("legitscript", "genuine_link")],
        ),
        (
            Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT + "shop.test&lang=es"),
            [("legitscript", "genuine_link")],
        ),
        (
            Image("/x.png", "LegitScript", href="https://legitscript.com/pharmacy/shop.test"),
            [("legitscript", "genuine_link")],
        ),
        (
            Image("/x.png", "LegitScript", href="https://www.legitscript.com/websites/shop.test"),
            [("legitscript", "genuine_link")],
        ),
        (Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT + "other.test"), [("legitscript", "wrong_target")]),
        (Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT + "notshop.test"), [("legitscript", "wrong_target")]),
        (
            Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT + "shop.test.evil.test"),
            [("legitscript", "wrong_target")],
        ),
        (Image("/x.png", "LegitScript Approved", href=LEGITSCRIPT), [("legitscript", "wrong_target")]),
        (Image("/x.png", "LegitScript", href="https://www.legitscript.com/"), [("legitscript", "wrong_target")]),
        (
            Image("/x.png", "LegitScript", href="https://legitscript.com.evil.test/websites/shop.test"),
            [("legitscript", "wrong_target")],
        ),
        (Image("/x.png", "LegitScript", href=SHOP + "certificate.png"), [("legitscript", "image_only")]),
        (Image("/x.png", "LegitScript", href="javascript:void(0)"), [("legitscript", "image_only")]),
        (Image("/vipps-seal.gif", "VIPPS"), [("nabp-vipps", "image_only")]),
        (Image("/vipps.gif", href="https://nabp.pharmacy/programs/"), [("nabp-vipps", "genuine_link")]),
        (Image("/vipps.gif", href="https://nabp.pharmacy.evil.test/"), [("nabp-vipps", "wrong_target")]),
        (Image("/vet-vipps.gif", href="https://nabp.pharmacy/"), [("nabp-vet-vipps", "image_only")]),
        (Image("/cipa-certified.png"), [("cipa", "image_only")]),
        (
            Image("/p.png", "PharmacyChecker approved", href="https://www.pharmacychecker.com/x"),
            [("pharmacychecker", "genuine_link")],
        ),
        (Image("/bbb-rating.png", "BBB Accredited", href="https://www.bbb.org/us/x"), [("bbb", "genuine_link")]),
        (Image("/fda-approved-pharmacy.png"), [("trustpilot-etc", "image_only")]),
        (
            Image("/a.png", "FDA approved online pharmacy", href="https://www.fda.test/"),
            [("trustpilot-etc", "image_only")],
        ),
        (
            Image(
                "/gphc-registered.png",
                href="https://www.pharmacyregulation.org/registers/pharmacy/registrationnumber/1035467",
            ),
            [("gphc-internet", "genuine_link")],
        ),
        (
            Image(
                "/gphc-logo.png",
                href="https://www.pharmacyregulation.org/registers/pharmacy/registrationnumber/1234567",
            ),
            [("gphc-internet", "wrong_target")],
        ),
        (
            Image(
                "/gphc-logo.png",
                href="https://www.pharmacyregulation.org/registers/pharmacy/registrationnumber/0000000",
            ),
            [("gphc-internet", "wrong_target")],
        ),
        (Image("/gphc-logo.png", href="https://www.pharmacyregulation.org/"), [("gphc-internet", "wrong_target")]),
        (Image("/payment-visa.png", "Verified by Visa"), []),
        (Image("/norton.png", "Norton Secured"), []),
        (Image("/pharmacist.png", "Our pharmacist checks every order"), []),
        (Image("/fda.png", "FDA"), []),
        (Image("/eu-common-logo.png"), []),
    ],
)
def test_picture(image: Image, expected: list[tuple[str, str]]) -> None:
    assert states(image) == expected


def test_what_is_said_about_a_copied_seal() -> None:
    image = Image(
        "https://cdn.test/seal.png", "Verify Approval for www.other.test", href=LEGITSCRIPT + "www.other.test"
    )
    (seal,) = find_seals(page(image))
    assert seal.programme == "LegitScript Healthcare Certification"
    assert seal.reason == "The link names www.other.test, not www.shop.test."
    assert (seal.quote, seal.page, seal.image) == (
        "Verify Approval for www.other.test",
        SHOP,
        "https://cdn.test/seal.png",
    )


def test_text_links_count_when_they_are_about_this_site() -> None:
    register = "https://www.pharmacyregulation.org/registers/"
    assert states(links=(Link(LEGITSCRIPT + "shop.test", "Certified"),)) == [("legitscript", "genuine_link")]
    assert states(links=(Link(LEGITSCRIPT + "rogue.test", "as LegitScript reports"),)) == []
    assert states(links=(Link("https://www.legitscript.com/", "LegitScript"),)) == []
    assert states(links=(Link(register + "pharmacy/registrationnumber/1035467", "1035467"),)) == [
        ("gphc-internet", "genuine_link")
    ]
    assert states(links=(Link(register + "pharmacist/registrationnumber/2035467", "2035467"),)) == []


def test_a_second_picture_beside_the_linked_one_is_decoration() -> None:
    linked = Image("/a.png", "LegitScript", href=LEGITSCRIPT + "shop.test")
    assert states(linked, Image("/b.png", "LegitScript")) == [("legitscript", "genuine_link")]


def test_picture_text_takes_name_and_texts_not_folders_or_data() -> None:
    assert picture_text(Image("https://a.test/legitscript/EuLogo%20A.png?legitscript", title="Ä")) == " eu logo a png a"
    assert picture_text(Image("data:image/png;base64,bGVnaXRzY3JpcHQ", "x")) == " x"


def test_the_shipped_table_fits_its_schema() -> None:
    schema = json.loads((SEALS_FILE.parent / "schema" / "seals.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(SEALS_FILE.read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    data["seals"][0]["colour"] = "green"
    assert list(Draft202012Validator(schema).iter_errors(data))


def test_the_shipped_table() -> None:
    seals = load_seals()
    assert len(seals) == 16
    assert all(seal.target_says and seal.proves and seal.source for seal in seals.values())
    lines = SEALS_FILE.read_text("utf-8").splitlines()
    assert sum(line.startswith('{"id"') for line in lines) == 16


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"picture_words": ["Legit Script"]}, "not in normal form"),
        ({"links": [{"host": "a.test", "path": "x"}]}, "needs a host and a path"),
        ({"kind": "stamp"}, "kind"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, change: dict[str, object], says: str) -> None:
    data = json.loads(SEALS_FILE.read_text("utf-8"))
    data["seals"][3] |= change
    path = tmp_path / "seals.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(RulePackError, match=f"seals.json: {data['seals'][3]['id']}.*{says}"):
        read_seals(path)


def test_ids_are_unique_and_sorted(tmp_path: Path) -> None:
    data = json.loads(SEALS_FILE.read_text("utf-8"))
    path = tmp_path / "seals.json"
    for seals in ([*data["seals"], data["seals"][0]], data["seals"][::-1]):
        path.write_text(json.dumps(data | {"seals": seals}), "utf-8")
        with pytest.raises(RulePackError, match=r"twice|sorted"):
            read_seals(path)
