"""The logo by picture: drawn ones are known with their flag, green things are not, and no bytes do harm."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from checker.gather.logo_drawing import BOX_ACROSS, BOX_OF_FLAG, COUNTRIES, EU_FLAG, Layout, draw_logo
from checker.gather.logo_picture import MAX_PICTURE_BYTES, recognise
from tests.pictures import LOOK_ALIKES, encode, logo_picture, logo_svg, look_alike


def png(picture: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("country", [*COUNTRIES, EU_FLAG])
def test_every_flag_is_told(country: str) -> None:
    found = recognise(png(draw_logo(country, 120, 100)))
    assert (found.kind, found.flag) == ("common_logo", country)
    assert country in found.fits


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("country", ["DE", "SE", "FR", "EU", "CY"])
def test_distorted_logos(country: str, form: str) -> None:
    found = recognise(logo_picture("unit", country, form).body)
    assert (found.kind, found.flag) == ("common_logo", country)


@pytest.mark.parametrize("country", ["NL", "CZ", "PT"])
def test_vector_logos(country: str) -> None:
    found = recognise(logo_svg("unit", country).body)
    assert (found.kind, found.flag) == ("common_logo", country)


@pytest.mark.parametrize(
    "layout",
    [
        replace(BOX_OF_FLAG, flag=(0.065, 0.56, 0.415, 0.92)),
        replace(BOX_OF_FLAG, cross_y=0.4, cross_size=0.55, box=(0.05, 0.62, 0.35, 0.95), flag=(0.08, 0.67, 0.32, 0.9)),
        replace(BOX_ACROSS, box=(0, 0.5, 1, 1), flag=(0.05, 0.58, 0.4, 0.92)),
        replace(BOX_ACROSS, heights=(0.1, 0.3, 0.3, 0.3)),
        replace(BOX_ACROSS, cross_thick=0.2),
    ],
    ids=["flag-fills-its-box", "large-cross", "box-to-the-edge", "narrow-grey", "thin-cross"],
)
def test_the_measures_are_open(layout: Layout) -> None:
    assert recognise(png(draw_logo("DE", 120, 100, layout))).flag == "DE"


def test_the_blue_logo_is_for_animals() -> None:
    assert recognise(logo_picture("unit", "AT", "PNG", is_veterinary=True).body).kind == "veterinary_logo"


@pytest.mark.parametrize("number", range(len(LOOK_ALIKES)), ids=[kind.__name__.strip("_") for kind in LOOK_ALIKES])
def test_green_things_are_no_logo(number: int) -> None:
    assert recognise(look_alike("unit", number, "PNG").body).kind == "other"


def test_clearly_different_flags_do_not_fit() -> None:
    assert recognise(png(draw_logo("DE", 120, 100))).fits == ("DE",)
    assert recognise(png(draw_logo("EU", 120, 100))).fits == ("EU",)
    assert "SE" not in recognise(png(draw_logo("FR", 120, 100))).fits


def test_transparent_ground_is_white() -> None:
    logo = draw_logo("DE", 120, 100).convert("RGBA")
    framed = Image.new("RGBA", (160, 140), (0, 0, 0, 0))
    framed.paste(logo, (20, 20))
    assert recognise(png(framed)).flag == "DE"


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"<html>",
        b"\xff\xd8\xff\xe0",
        b"RIFF\0\0\0\0WEBP",
        bomb(60_000, 60_000),
        bomb(2001, 2000),
        bomb(100, 100),
        b"x" * (MAX_PICTURE_BYTES + 1),
        png(draw_logo("DE", 120, 100))[:400],
        png(draw_logo("DE", 120, 100), "JPEG")[:300],
        png(draw_logo("DE", 120, 100), "BMP"),
        png(draw_logo("DE", 120, 100), "TIFF"),
    ],
    ids=range(14),
)
def test_unreadable(body: bytes) -> None:
    found = recognise(body)
    assert found.kind == "unreadable"
    assert found.reason


@pytest.mark.parametrize("size", [(1, 1), (39, 33), (400, 40), (50, 300), (3, 1000)])
def test_sizes_that_no_logo_has(size: tuple[int, int]) -> None:
    assert recognise(png(draw_logo("DE", 120, 100).resize(size))).kind == "other"


def test_animation_is_judged_by_its_first_frame() -> None:
    out = io.BytesIO()
    other = Image.new("RGB", (120, 100), "red")
    draw_logo("DE", 120, 100).save(out, "GIF", save_all=True, append_images=[other] * 3)
    assert recognise(out.getvalue()).flag == "DE"


def test_the_same_seed_gives_the_same_picture() -> None:
    assert logo_picture("unit", "DE", "PNG") == logo_picture("unit", "DE", "PNG")
    assert logo_picture("unit", "DE", "PNG").body != logo_picture("other", "DE", "PNG").body


def test_grey_logo_is_none() -> None:
    """Shops grey out partner logos until the mouse is over them: without colours nothing is claimed."""
    import random

    grey = draw_logo("DE", 120, 100).convert("L").convert("RGB")
    assert recognise(encode(random.Random(1), grey, "PNG")).kind == "other"
