"""An SVG picture as pixels, from its filled shapes alone: enough to recognise a logo, and nothing that can hurt.

Renderers were tried and left: resvg's binding crashes the process on 800 nested groups and takes minutes over a filter,
cairosvg needs a system library. Shapes, groups, transforms, plain and gradient fills (first colour) and embedded raster
pictures are read; strokes, text, clips, masks, filters, ``<use>`` and anything outside the file are not.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from PIL import Image, ImageChops, ImageColor, ImageDraw
from svg.path import Arc, CubicBezier, Move, QuadraticBezier, parse_path
from svg.path.parser import InvalidPathError

WIDTH: Final = 360
"""Of the canvas in pixels: three for each of the 120 that are compared, so that edges are smooth."""
MAX_ELEMENTS: Final = 3000
MAX_DEPTH: Final = 40
MAX_PATH_CHARS: Final = 300_000
MAX_OUTLINES: Final = 4000
MAX_STYLE_CHARS: Final = 50_000
CURVE_POINTS: Final = 8
"""Points by which one curve is replaced."""
NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")

Point = tuple[float, float]
Outline = list[Point]
RasterReader = Callable[[bytes], "Image.Image | str"]


@dataclass(frozen=True, slots=True)
class _Matrix:
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, o: _Matrix) -> _Matrix:
        return _Matrix(
            self.a * o.a + self.c * o.b, self.b * o.a + self.d * o.b,
            self.a * o.c + self.c * o.d, self.b * o.c + self.d * o.d,
            self.a * o.e + self.c * o.f + self.e, self.b * o.e + self.d * o.f + self.f,
        )  # fmt: skip

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


@dataclass(frozen=True, slots=True)
class _State:
    matrix: _Matrix
    fill: str = "black"
    depth: int = 0


def read_svg(body: bytes, read_raster: RasterReader) -> Image.Image | str:
    """The picture in RGB on white, or the reason why it cannot be read. ``read_raster`` reads embedded pictures."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
                             remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "no picture: damaged SVG"
    if root is None or _name(root) != "svg":
        return "no picture: no SVG"
    box = _view_box(root)
    if box is None:
        return "no picture: SVG without size"
    left, top, width, height = box
    if not 0.2 < width / height < 5:
        return "no picture: SVG of an odd shape"
    scale = WIDTH / width
    canvas = Image.new("RGB", (WIDTH, max(1, round(height * scale))), "white")
    painter = _Painter(canvas, _colours(root), read_raster)
    painter.paint(root, _State(_Matrix(scale, 0, 0, scale, -left * scale, -top * scale)))
    return canvas


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _numbers(text: str | None) -> list[float]:
    found = [float(match[0]) for match in NUMBER.finditer((text or "")[:2000])]
    return [number for number in found if math.isfinite(number) and abs(number) < 1e7]


def _view_box(root: etree._Element) -> tuple[float, float, float, float] | None:
    numbers = _numbers(root.get("viewBox"))
    if len(numbers) != 4:
        sizes = [*_numbers(root.get("width"))[:1], *_numbers(root.get("height"))[:1]]
        numbers = [0.0, 0.0, *sizes] if len(sizes) == 2 else []
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


_URL: Final = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")


def _colours(root: etree._Element) -> dict[str, str]:
    """Fill by class (``.name``) and first colour by gradient (``#id``)."""
    found: dict[str, str] = {}
    for element in root.iter("{*}style", "{*}linearGradient", "{*}radialGradient"):
        if _name(element) == "style":
            for rule in (element.text or "")[:MAX_STYLE_CHARS].split("}"):
                selectors, _, declarations = rule.partition("{")
                if fill := _declared(declarations, "fill"):
                    for selector in selectors.split(","):
                        found[selector.strip()] = fill
            continue
        stop = next(iter(element.iter("{*}stop")), None)
        if stop is not None and (name := element.get("id")):
            found[f"#{name}"] = _declared(stop.get("style"), "stop-color") or stop.get("stop-color") or "black"
    return found


def _declared(style: str | None, name: str) -> str:
    """Value of a property in a style attribute or rule; "" when it is not there."""
    for part in (style or "").split(";"):
        key, _, value = part.partition(":")
        if key.strip().lower() == name:
            return value.strip()
    return ""


_TRANSFORM: Final = re.compile(r"(matrix|translate|scale|rotate)\s*\(([^)]{0,300})\)")


def _transform(text: str | None) -> _Matrix:
    matrix = _Matrix()
    for match in _TRANSFORM.finditer((text or "")[:2000]):
        n = _numbers(match[2])
        match match[1], len(n):
            case "matrix", 6:
                matrix @= _Matrix(*n)
            case "translate", 1 | 2:
                matrix @= _Matrix(e=n[0], f=n[1] if len(n) == 2 else 0)
            case "scale", 1 | 2:
                matrix @= _Matrix(a=n[0], d=n[-1])
            case "rotate", 1 | 3:
                x, y = (n[1], n[2]) if len(n) == 3 else (0.0, 0.0)
                sin, cos = math.sin(math.radians(n[0])), math.cos(math.radians(n[0]))
                matrix @= _Matrix(e=x, f=y) @ _Matrix(cos, sin, -sin, cos) @ _Matrix(e=-x, f=-y)
    return matrix


class _Painter:
    """Paints elements in document order until a limit is reached; what comes after it is left out."""

    def __init__(self, canvas: Image.Image, colours: dict[str, str], read_raster: RasterReader) -> None:
        self._canvas = canvas
        self._pen = ImageDraw.Draw(canvas)
        self._colours = colours
        self._read_raster = read_raster
        self._elements_left = MAX_ELEMENTS
        self._chars_left = MAX_PATH_CHARS
        self._outlines_left = MAX_OUTLINES

    def paint(self, element: etree._Element, state: _State) -> None:
        name = _name(element)
        self._elements_left -= 1
        if self._elements_left < 0 or state.depth > MAX_DEPTH or self._is_invisible(element):
            return
        state = _State(state.matrix @ _transform(element.get("transform")), self._fill(element, state), state.depth + 1)
        if name in ("svg", "g", "a", "switch"):
            for child in element:
                self.paint(child, state)
        elif name == "image":
            self._paste(element, state)
        elif outlines := self._outlines(name, element):
            self._fill_outlines(outlines, state)

    @staticmethod
    def _is_invisible(element: etree._Element) -> bool:
        style = element.get("style")
        hidden = element.get("display") or _declared(style, "display")
        opacity = _declared(style, "opacity") or element.get("opacity") or _declared(style, "fill-opacity")
        return hidden == "none" or (opacity or element.get("fill-opacity")) in ("0", "0.0", "0%")

    def _fill(self, element: etree._Element, state: _State) -> str:
        found = _declared(element.get("style"), "fill")
        for name in (element.get("class") or "").split()[:10]:
            found = found or self._colours.get(f".{name}", "")
        found = found or element.get("fill") or state.fill
        if reference := _URL.match(found):
            return self._colours.get(f"#{reference[1]}", "none")
        return found if found != "inherit" else state.fill

    def _outlines(self, name: str, element: etree._Element) -> list[Outline]:
        def value(key: str) -> float:
            return next(iter(_numbers(element.get(key))), 0.0)

        match name:
            case "rect":
                x, y, w, h = value("x"), value("y"), value("width"), value("height")
                if w <= 0 or h <= 0 or "%" in (element.get("width") or ""):
                    return []  # of the view: a ground, which is white here as on most pages
                return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
            case "circle" | "ellipse":
                rx = value("r") or value("rx")
                ry = value("r") or value("ry")
                turn = [k * math.pi / 16 for k in range(32)]
                return [[(value("cx") + rx * math.cos(t), value("cy") + ry * math.sin(t)) for t in turn]]
            case "polygon" | "polyline":
                numbers = _numbers(element.get("points"))
                return [list(zip(numbers[::2], numbers[1::2], strict=False))]
            case "path":
                data = element.get("d") or ""
                self._chars_left -= len(data)
                return list(_path(data)) if self._chars_left >= 0 else []
        return []

    def _fill_outlines(self, outlines: Iterable[Outline], state: _State) -> None:
        try:
            colour = ImageColor.getrgb(state.fill)
        except ValueError:  # "none", "currentColor" and what else is no colour
            return
        placed = [[state.matrix.point(*p) for p in outline] for outline in outlines]
        placed = [o for o in placed if len(o) > 2 and all(abs(v) < 1e6 for p in o for v in p)]
        self._outlines_left -= len(placed)
        if self._outlines_left < 0 or not placed:
            return
        if len(placed) == 1:
            self._pen.polygon(placed[0], fill=colour)
            return
        mask = Image.new("1", self._canvas.size)
        for outline in placed:
            # An outline inside another is a hole: letters, and crosses cut out of a ground.
            one = Image.new("1", self._canvas.size)
            ImageDraw.Draw(one).polygon(outline, fill=1)
            mask = ImageChops.logical_xor(mask, one)
        self._canvas.paste(colour, (0, 0), mask)

    def _paste(self, element: etree._Element, state: _State) -> None:
        href = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""
        head, _, data = href.partition(";base64,")
        if not head.startswith("data:image/") or "svg" in head:
            return
        try:
            picture = self._read_raster(base64.b64decode(data))
        except (binascii.Error, ValueError):
            return
        sizes = [next(iter(_numbers(element.get(key))), 0.0) for key in ("x", "y", "width", "height")]
        left, top = state.matrix.point(sizes[0], sizes[1])
        right, bottom = state.matrix.point(sizes[0] + sizes[2], sizes[1] + sizes[3])
        width, height = round(right - left), round(bottom - top)
        if isinstance(picture, str) or not (0 < width <= 2 * WIDTH and 0 < height <= 2 * WIDTH):
            return
        self._canvas.paste(picture.resize((width, height)), (round(left), round(top)))


def _path(data: str) -> Iterator[Outline]:
    """The closed outlines of path data, curves replaced by points; nothing for data that is damaged."""
    try:
        segments = list(parse_path(data))
    except (InvalidPathError, ValueError, ZeroDivisionError, IndexError, OverflowError, AssertionError):
        return
    outline: Outline = []
    for segment in segments:
        if isinstance(segment, Move):
            if outline:
                yield outline
            outline = []
        count = CURVE_POINTS if isinstance(segment, Arc | CubicBezier | QuadraticBezier) else 1
        for k in range(1, count + 1):
            try:
                point = segment.point(k / count)
            except (ValueError, ZeroDivisionError, OverflowError):  # arcs without a radius
                continue
            if math.isfinite(point.real) and math.isfinite(point.imag):
                outline.append((point.real, point.imag))
    if outline:
        yield outline
