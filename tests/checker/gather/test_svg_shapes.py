"""SVG by its filled shapes; hostile documents end within their limits."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from checker.gather.logo_picture import read_picture
from checker.gather.svg_shapes import WIDTH, read_svg

RED, WHITE, BLUE = (255, 0, 0), (255, 255, 255), (0, 0, 255)


def drawn(inside: str, head: str = 'viewBox="0 0 100 100"') -> Image.Image:
    found = read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inside}</svg>'.encode(), read_picture)
    assert isinstance(found, Image.Image)
    return found


def at(picture: Image.Image, x: float, y: float) -> object:
    """Colour at a place in hundredths."""
    return picture.getpixel((round(x * WIDTH / 100), round(y * WIDTH / 100)))


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="40" y="40" width="20" height="20" fill="red"/>',
        '<rect x="40" y="40" width="20" height="20" style="fill:#ff0000;stroke:none"/>',
        '<style>.a, .b {fill : red}</style><rect class="x b" x="40" y="40" width="20" height="20" fill="blue"/>',
        '<g fill="red"><g><rect x="40" y="40" width="20" height="20"/></g></g>',
        '<g transform="translate(40 40) scale(20)"><rect width="1" height="1" fill="red"/></g>',
        '<rect width="20" height="20" fill="red" transform="matrix(1,0,0,1,40,40)"/>',
        '<rect x="40" y="-60" width="20" height="20" fill="red" transform="rotate(90)"/>',
        '<rect x="40" y="40" width="20" height="20" fill="red" transform="rotate(90, 50, 50)"/>',
        '<circle cx="50" cy="50" r="11" fill="red"/>',
        '<ellipse cx="50" cy="50" rx="11" ry="12" fill="red"/>',
        '<polygon points="40,40 60,40 60,60 40,60" fill="red"/>',
        '<path d="M40 40h20v20H40z" fill="red"/>',
        '<path d="M40 50a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z" fill="rgb(255,0,0)"/>',
        '<path d="M40 40C45 38 55 38 60 40L60 60Q50 62 40 60z" fill="red"/>',
        '<linearGradient id="g"><stop stop-color="red"/><stop stop-color="blue"/></linearGradient>'
        '<rect x="40" y="40" width="20" height="20" fill="url(#g)"/>',
    ],
)
def test_shapes(shape: str) -> None:
    picture = drawn(shape)
    assert at(picture, 50, 50) == RED
    assert at(picture, 30, 50) == WHITE
    assert at(picture, 50, 30) == WHITE


@pytest.mark.parametrize(
    "shape",
    [
        '<rect width="100" height="100" fill="none"/>',
        '<g display="none"><rect width="100" height="100" fill="red"/></g>',
        '<rect width="100" height="100" fill="red" style="display:none"/>',
        '<rect width="100" height="100" fill="red" opacity="0"/>',
        '<defs><rect width="100" height="100" fill="red"/></defs>',
        '<clipPath id="c"><rect width="100" height="100" fill="red"/></clipPath>',
        '<path d="M0 0 L" fill="red"/>',
        '<path d="nonsense" fill="red"/>',
        '<text x="10" y="50" fill="red">text</text>',
        '<image href="/etc/hostname" width="100" height="100"/>',
        '<image href="https://elsewhere.test/x.png" width="100" height="100"/>',
        '<rect width="NaN" height="1e999" fill="red"/>',
    ],
)
def test_not_drawn(shape: str) -> None:
    assert drawn(shape).getcolors() == [(WIDTH * WIDTH, WHITE)]


def test_a_hole_is_a_hole() -> None:
    picture = drawn('<path fill="red" d="M10 10H90V90H10zM40 40V60H60V40z"/>')
    assert (at(picture, 20, 20), at(picture, 50, 50)) == (RED, WHITE)


def test_order_and_view_box() -> None:
    shapes = '<rect x="-1" width="1" height="1" fill="red"/><rect x="-0.5" width="1" height="1" fill="blue"/>'
    picture = drawn(shapes, 'viewBox="-1 0 2 1"')
    assert picture.size == (WIDTH, WIDTH // 2)
    assert picture.getpixel((10, 10)) == RED
    assert picture.getpixel((WIDTH * 3 // 5, 10)) == BLUE
    assert drawn("", 'width="30mm" height="15mm"').size == (WIDTH, WIDTH // 2)


def test_embedded_picture() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    picture = drawn(f'<image x="40" y="40" width="20" height="20" href="data:image/png;base64,{data}"/>')
    assert (at(picture, 50, 50), at(picture, 30, 50)) == (RED, WHITE)


@pytest.mark.parametrize(
    "body", [b"", b"<html/>", b"<svg/>", b'<svg viewBox="0 0 0 1"/>', b'<svg viewBox="0 0 1 900"/>', b"\0\xff"]
)
def test_no_svg(body: bytes) -> None:
    assert isinstance(read_svg(body, read_picture), str)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<g>" * 30_000, id="nested"),
        pytest.param('<rect width="100" height="100"/>' * 20_000, id="many"),
        pytest.param('<path d="M0 0' + "L9 9L0 9" * 40_000 + '"/>', id="long-path"),
        pytest.param('<path d="' + "M0 0H9V9z" * 30_000 + '"/>', id="many-outlines"),
        pytest.param('<polygon points="' + "1 2 " * 100_000 + '"/>', id="long-polygon"),
        pytest.param("<style>" + "a," * 200_000 + "</style>", id="long-style"),
        pytest.param("<style>" + "{" * 400_000 + "</style>", id="open-style"),
        pytest.param('<g transform="' + "scale(1e300)" * 500 + '"><rect width="1" height="1"/></g>', id="huge-scale"),
        pytest.param('<g id="a"><use href="#a"/></g>' * 1000, id="use"),
    ],
)
def test_hostile_documents_end(inside: str) -> None:
    assert drawn(inside).size == (WIDTH, WIDTH)


def test_entities_are_not_expanded() -> None:
    document = b"""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>&b;&f;</style></svg>"""
    assert isinstance(read_svg(document, read_picture), Image.Image)
