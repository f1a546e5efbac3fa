"""The EU common logo as this project draws it from the published design rules: for comparing, never for showing.

Implementing Regulation (EU) 699/2014 as described by the authorities: a rectangle of four horizontal stripes, one grey
and three green; a white cross on them; in the lower half at the left a white box with the flag of the seller's state;
text at its right. The exact measures were not seen, so a drawing takes them as parameters. The logo for veterinary
medicines (Regulation (EU) 2021/1904) has the same shape in blue. Flags are drawn by code too; emblems are hinted at:
at the size of a logo they are a few pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Stripe = tuple[str, float]
"""(colour, share)."""

WHITE: Final = "#ffffff"
COUNTRIES: Final = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
    "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
"""Flags that a common logo can show (EMA, read 2026-11-24), and GB for logos from before 2021."""
EU_FLAG: Final = "EU"
"""Shown by logos that are not genuine."""

_ACROSS: Final[dict[str, tuple[Stripe, ...]]] = {
    "AT": (("#ed2939", 1), (WHITE, 1), ("#ed2939", 1)),
    "BG": ((WHITE, 1), ("#00966e", 1), ("#d62612", 1)),
    "DE": (("#000000", 1), ("#dd0000", 1), ("#ffce00", 1)),
    "EE": (("#0072ce", 1), ("#000000", 1), (WHITE, 1)),
    "ES": (("#aa151b", 1), ("#f1bf00", 2), ("#aa151b", 1)),
    "HR": (("#ff0000", 1), (WHITE, 1), ("#171796", 1)),
    "HU": (("#ce2939", 1), (WHITE, 1), ("#477050", 1)),
    "LI": (("#002b7f", 1), ("#ce1126", 1)),
    "LT": (("#fdb913", 1), ("#006a44", 1), ("#c1272d", 1)),
    "LU": (("#ed2939", 1), (WHITE, 1), ("#00a1de", 1)),
    "LV": (("#9e3039", 2), (WHITE, 1), ("#9e3039", 2)),
    "NL": (("#ae1c28", 1), (WHITE, 1), ("#21468b", 1)),
    "PL": ((WHITE, 1), ("#dc143c", 1)),
    "SI": ((WHITE, 1), ("#005da4", 1), ("#ed1c24", 1)),
    "SK": ((WHITE, 1), ("#0b4ea2", 1), ("#ee1c25", 1)),
}
_ALONG: Final[dict[str, tuple[Stripe, ...]]] = {
    "BE": (("#000000", 1), ("#fae042", 1), ("#ed2939", 1)),
    "FR": (("#0055a4", 1), (WHITE, 1), ("#ef4135", 1)),
    "IE": (("#169b62", 1), (WHITE, 1), ("#ff883e", 1)),
    "IT": (("#009246", 1), (WHITE, 1), ("#ce2b37", 1)),
    "MT": ((WHITE, 1), ("#cf142b", 1)),
    "PT": (("#006600", 2), ("#ff0000", 3)),
    "RO": (("#002b7f", 1), ("#fcd116", 1), ("#ce1126", 1)),
}
_CROSSES: Final = {
    "DK": ("#c8102e", WHITE, ""),
    "FI": (WHITE, "#003580", ""),
    "IS": ("#02529c", WHITE, "#dc1e35"),
    "NO": ("#ba0c2f", WHITE, "#00205b"),
    "SE": ("#006aa7", "#fecc02", ""),
}
"""(field, cross, cross within the cross)."""


def draw_flag(country: str, width: int, height: int) -> Image.Image:
    """The flag at that size in pixels. **Raises** KeyError for a country without one here."""
    flag = Image.new("RGB", (width, height), WHITE)
    pen = ImageDraw.Draw(flag)
    if country in _ACROSS:
        _stripes(pen, _ACROSS[country], width, height, is_across=True)
    elif country in _ALONG:
        _stripes(pen, _ALONG[country], width, height, is_across=False)
    elif country in _CROSSES:
        _nordic_cross(pen, *_CROSSES[country], width, height)
    if country in _DETAILS:
        _DETAILS[country](pen, width, height)
    elif country not in _ACROSS and country not in _ALONG and country not in _CROSSES:
        raise KeyError(country)
    return flag


def _stripes(pen: ImageDraw.ImageDraw, stripes: Sequence[Stripe], width: int, height: int, *, is_across: bool) -> None:
    total = sum(share for _, share in stripes)
    at = 0.0
    for colour, share in stripes:
        end = at + share / total
        box = (0, at * height, width, end * height) if is_across else (at * width, 0, end * width, height)
        pen.rectangle(box, fill=colour)
        at = end


def _nordic_cross(pen: ImageDraw.ImageDraw, field: str, cross: str, inner: str, width: int, height: int) -> None:
    pen.rectangle((0, 0, width, height), fill=field)
    x, y = width * 0.375, height * 0.5
    for colour, thick in ((cross, 0.24 if inner else 0.2), (inner, 0.12)):
        if colour:
            half = height * thick / 2
            pen.rectangle((x - half, 0, x + half, height), fill=colour)
            pen.rectangle((0, y - half, width, y + half), fill=colour)


def _shield(x: float, y: float, size: float, outer: str, inner: str) -> Callable[[ImageDraw.ImageDraw, int, int], None]:
    """A coat of arms as two ellipses: centre and size as shares of width and height."""

    def draw(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
        for colour, r in ((outer, size * h / 2), (inner, size * h / 3.4)):
            pen.ellipse((x * w - r * 0.85, y * h - r, x * w + r * 0.85, y * h + r), fill=colour)

    return draw


def _czech(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
    pen.rectangle((0, h / 2, w, h), fill="#d7141a")
    pen.polygon([(0, 0), (w / 2, h / 2), (0, h)], fill="#11457e")


def _greek(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
    for number in range(9):
        colour = "#0d5eaf" if number % 2 == 0 else WHITE
        pen.rectangle((0, number * h / 9, w, (number + 1) * h / 9), fill=colour)
    side = 5 * h / 9
    pen.rectangle((0, 0, side, side), fill="#0d5eaf")
    pen.rectangle((2 * h / 9, 0, 3 * h / 9, side), fill=WHITE)
    pen.rectangle((0, 2 * h / 9, side, 3 * h / 9), fill=WHITE)


def _cypriot(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
    pen.ellipse((0.22 * w, 0.25 * h, 0.78 * w, 0.58 * h), fill="#d57800")
    pen.arc((0.3 * w, 0.45 * h, 0.7 * w, 0.85 * h), 20, 160, fill="#4e5b31", width=max(1, round(h / 14)))


def _british(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
    pen.rectangle((0, 0, w, h), fill="#012169")
    for colour, share in ((WHITE, 0.2), ("#c8102e", 0.08)):
        thick = max(1, round(share * h))
        pen.line((0, 0, w, h), fill=colour, width=thick)
        pen.line((0, h, w, 0), fill=colour, width=thick)
    for colour, share in ((WHITE, 0.33), ("#c8102e", 0.2)):
        half = share * h / 2
        pen.rectangle((w / 2 - half, 0, w / 2 + half, h), fill=colour)
        pen.rectangle((0, h / 2 - half, w, h / 2 + half), fill=colour)


def _european(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
    pen.rectangle((0, 0, w, h), fill="#003399")
    star = h / 16
    for number in range(12):
        angle = number * math.pi / 6
        x, y = w / 2 + h / 3 * math.sin(angle), h / 2 - h / 3 * math.cos(angle)
        pen.ellipse((x - star, y - star, x + star, y + star), fill="#ffcc00")


_DETAILS: Final[dict[str, Callable[[ImageDraw.ImageDraw, int, int], None]]] = {
    "CY": _cypriot,
    "CZ": _czech,
    "ES": _shield(0.3, 0.5, 0.36, "#ad1519", "#c8b090"),
    "EU": _european,
    "GB": _british,
    "GR": _greek,
    "HR": _shield(0.5, 0.48, 0.42, "#ff0000", "#f0b0b0"),
    "LI": _shield(0.25, 0.27, 0.24, "#ffd83d", "#ffd83d"),
    "MT": _shield(0.16, 0.22, 0.22, "#96918b", "#c0bcb8"),
    "PT": _shield(0.4, 0.5, 0.5, "#ffe000", "#e05050"),
    "SI": _shield(0.27, 0.33, 0.3, "#005da4", "#d0e0f0"),
    "SK": _shield(0.3, 0.52, 0.56, WHITE, "#ee1c25"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Measures of a logo as shares of its width (x) and height (y)."""

    stripes: tuple[Colour, Colour, Colour, Colour] = ((173, 178, 175), (0, 104, 56), (72, 160, 86), (141, 198, 120))
    """From the top."""
    heights: tuple[float, float, float, float] = (0.25, 0.25, 0.25, 0.25)
    cross_x: float = 0.5
    cross_y: float = 0.27
    cross_size: float = 0.4
    """Of the height: length of each bar."""
    cross_thick: float = 0.33
    """Of the bar's length."""
    box: tuple[float, float, float, float] = (0.05, 0.54, 0.95, 0.95)
    """Left, top, right, bottom of the white box."""
    flag: tuple[float, float, float, float] = (0.08, 0.6, 0.4, 0.89)
    text: tuple[float, float, float, float] = (0.44, 0.6, 0.92, 0.89)
    text_colour: Colour = (20, 90, 50)
    frame: Colour | None = None
    """Colour of a line around the whole."""


BOX_ACROSS: Final = Layout()
"""The white box holds flag and text."""
BOX_OF_FLAG: Final = Layout(
    box=(0.06, 0.55, 0.42, 0.93),
    flag=(0.08, 0.6, 0.4, 0.88),
    text=(0.46, 0.56, 0.95, 0.93),
    text_colour=(255, 255, 255),
)
"""The white box holds the flag alone; the text stands on the stripes."""
BLUE: Final[tuple[Colour, Colour, Colour, Colour]] = ((173, 178, 175), (0, 70, 140), (50, 120, 190), (130, 180, 225))
"""Stripes of the logo for veterinary medicines."""


def draw_logo(country: str, width: int, height: int, layout: Layout = BOX_ACROSS) -> Image.Image:
    """The logo with that flag; text is hinted at by lines of words without letters."""
    scale = 2
    w, h = width * scale, height * scale
    logo = Image.new("RGB", (w, h), WHITE)
    pen = ImageDraw.Draw(logo)
    at = 0.0
    for colour, share in zip(layout.stripes, layout.heights, strict=True):
        pen.rectangle((0, at * h, w, (at + share) * h), fill=colour)
        at += share
    x, y, half = layout.cross_x * w, layout.cross_y * h, layout.cross_size * h / 2
    thick = half * layout.cross_thick
    pen.rectangle((x - half, y - thick, x + half, y + thick), fill=WHITE)
    pen.rectangle((x - thick, y - half, x + thick, y + half), fill=WHITE)
    pen.rectangle(_scaled(layout.box, w, h), fill=WHITE)
    left, top, right, bottom = (round(v) for v in _scaled(layout.flag, w, h))
    logo.paste(draw_flag(country, max(1, right - left), max(1, bottom - top)), (left, top))
    _words(pen, _scaled(layout.text, w, h), layout.text_colour)
    if layout.frame:
        pen.rectangle((0, 0, w - 1, h - 1), outline=layout.frame, width=max(1, round(h * 0.02)))
    return logo.resize((width, height), Image.Resampling.LANCZOS)


def _scaled(box: tuple[float, float, float, float], w: int, h: int) -> tuple[float, float, float, float]:
    return box[0] * w, box[1] * h, box[2] * w, box[3] * h


def _words(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], colour: Colour) -> None:
    left, top, right, bottom = box
    lines = 4
    step = (bottom - top) / lines
    for line in range(lines):
        x, y = left, top + line * step + step * 0.25
        number = line
        while x < right:
            length = (right - left) * (0.12 + 0.07 * (number % 4))
            pen.rectangle((x, y, min(x + length, right), y + step * 0.4), fill=colour)
            x += length + (right - left) * 0.05
            number += 1


@cache
def flag_cells(columns: int, rows: int) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...]]:
    """(countries with EU last, mean colours of each flag's cells, row by row, three numbers a cell)."""
    names = (*COUNTRIES, EU_FLAG)
    flags = [draw_flag(name, 120, 80).resize((columns, rows), Image.Resampling.BOX) for name in names]
    return names, tuple(tuple(float(v) for v in flag.tobytes()) for flag in flags)
