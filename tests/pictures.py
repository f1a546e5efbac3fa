"""Drawn pictures for the logo by picture: logos as sites show them, and green things that are no logo.

Everything is made from a seed: the same seed gives the same bytes. Tune on one family of seeds, report on another.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from checker.gather.logo_drawing import BLUE, BOX_ACROSS, BOX_OF_FLAG, COUNTRIES, Colour, Layout, draw_flag, draw_logo

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
WIDTHS: Final = (72, 84, 90, 100, 120, 132, 150, 180, 240, 320)
"""Law asks for 90 at least; shops show less too."""


@dataclass(frozen=True)
class Picture:
    """One encoded picture with what it is."""

    name: str
    body: bytes
    country: str
    """Flag in the logo, ``EU`` among them; "" for a look-alike."""
    is_veterinary: bool = False


def _near(rng: random.Random, colour: Colour, spread: int) -> Colour:
    r, g, b = (max(0, min(255, c + rng.randint(-spread, spread))) for c in colour)
    return r, g, b


def random_layout(rng: random.Random, *, is_veterinary: bool = False) -> Layout:
    """Measures and shades as they may be: the published rules leave them open to us."""
    base = rng.choice((BOX_ACROSS, BOX_OF_FLAG))
    colours = (BLUE if is_veterinary else base.stripes)[1:]
    shades = [_near(rng, c, 14) for c in colours]
    if rng.random() < 0.5:
        shades.reverse()
    v = rng.randint(150, 200)
    shades.insert(rng.choice((0, 0, 1, 2, 3)), _near(rng, (v, v, v), 5))
    heights = [rng.uniform(0.85, 1.15) for _ in range(4)]
    total = sum(heights)
    grown = rng.uniform(-0.012, 0.012)
    return replace(
        base,
        stripes=(shades[0], shades[1], shades[2], shades[3]),
        heights=(heights[0] / total, heights[1] / total, heights[2] / total, heights[3] / total),
        cross_x=rng.choice((0.5, rng.uniform(0.25, 0.75))),
        cross_y=rng.uniform(0.24, 0.3),
        cross_size=rng.uniform(0.32, 0.44),
        cross_thick=rng.uniform(0.28, 0.4),
        box=(base.box[0] + grown, base.box[1] + grown, base.box[2] - grown, base.box[3] - grown),
        frame=rng.choice((None, None, shades[0], (255, 255, 255))),
    )


def _as_seen(rng: random.Random, picture: Image.Image) -> Image.Image:
    """Cropped, padded, tinted and blurred as pictures get on their way into a shop."""
    width, height = picture.size
    match rng.randrange(4):
        case 0:
            left, top, right, bottom = (rng.uniform(0, 0.045) for _ in range(4))
            picture = picture.crop(
                (round(left * width), round(top * height), round(width * (1 - right)), round(height * (1 - bottom)))
            )
        case 1:
            x, y = round(width * rng.uniform(0.02, 0.12)), round(height * rng.uniform(0.02, 0.12))
            framed = Image.new("RGB", (width + 2 * x, height + 2 * y), rng.choice(("#fff", "#fff", "#f4f6f7", "#000")))
            framed.paste(picture, (x, y))
            picture = framed
    if rng.random() < 0.4:
        picture = ImageEnhance.Brightness(picture).enhance(rng.uniform(0.9, 1.1))
        picture = ImageEnhance.Color(picture).enhance(rng.uniform(0.85, 1.15))
    if rng.random() < 0.2:
        picture = picture.filter(ImageFilter.GaussianBlur(picture.width / 240))
    return picture


def encode(rng: random.Random, picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    match form:
        case "JPEG":
            picture.save(out, form, quality=rng.randint(35, 95))
        case "WEBP":
            picture.save(out, form, quality=rng.randint(35, 95))
        case "GIF":
            picture.quantize(rng.choice((32, 64, 256))).save(out, form)
        case _:
            picture.save(out, form)
    return out.getvalue()


def logo_picture(seed: str, country: str, form: str, *, is_veterinary: bool = False) -> Picture:
    rng = random.Random(f"{seed}/{country}/{form}")
    width = rng.choice(WIDTHS)
    drawn = draw_logo(
        country, width, round(width / rng.uniform(1.12, 1.3)), random_layout(rng, is_veterinary=is_veterinary)
    )
    body = encode(rng, _as_seen(rng, drawn), form)
    return Picture(f"{seed}-{country}-{form}", body, country, is_veterinary)


def logo_svg(seed: str, country: str) -> Picture:
    """The logo as drawing programs export it: groups, transforms, classes, paths with holes, grids of small shapes."""
    rng = random.Random(f"{seed}/{country}/SVG")
    lay = random_layout(rng)
    w, h = rng.choice(((120, 100), (600, 500), (90.0, 75.0), (1.2, 1.0)))
    parts, rules, at = [], [], 0.0
    for n, (colour, share) in enumerate(zip(lay.stripes, lay.heights, strict=True)):
        code = "#{:02x}{:02x}{:02x}".format(*colour)
        rules.append(f".s{n}{{fill:{code};stroke:none}}")
        fill = rng.choice((f'class="s{n}"', f'fill="{code}"', f'style="fill:{code}"'))
        parts.append(f'<path {fill} d="M0 {at * h:.4g}H{w}v{share * h * 1.01:.4g}h-{w}z"/>')
        at += share
    half, k = lay.cross_size * h / 2, round(lay.cross_thick, 3)
    parts.append(
        f'<g transform="translate({lay.cross_x * w:.5g},{lay.cross_y * h:.5g}) scale({half:.5g})">'
        f'<path fill="white" d="M-1 {-k}H{-k}V-1H{k}V{-k}H1V{k}H{k}V1H{-k}V{k}H-1Z"/></g>'
    )
    left, top, right, bottom = lay.box
    parts.append(_rect(left * w, top * h, (right - left) * w, (bottom - top) * h, "#fff"))
    left, top, right, bottom = lay.flag
    columns, rows = 45, 30
    across, down = (right - left) * w / columns, (bottom - top) * h / rows
    parts.append(f'<g transform="matrix({across:.5g} 0 0 {down:.5g} {left * w:.5g} {top * h:.5g})">')
    cells = draw_flag(country, columns * 4, rows * 4).resize((columns, rows), Image.Resampling.BOX).tobytes()
    colours = ["rgb({},{},{})".format(*cells[i : i + 3]) for i in range(0, len(cells), 3)]
    for row in range(rows):
        line, start = colours[row * columns : (row + 1) * columns], 0
        for column in range(1, columns + 1):
            if column == columns or line[column] != line[start]:
                parts.append(_rect(start, row, column - start + 0.05, 1.05, line[start]))
                start = column
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}"><style>{"".join(rules)}</style>'
    return Picture(f"{seed}-{country}-SVG", f"{head}{''.join(parts)}</g></svg>".encode(), country)


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.5g}" y="{y:.5g}" width="{width:.5g}" height="{height:.5g}" fill="{fill}"/>'


def look_alike(seed: str, number: int, form: str) -> Picture:
    rng = random.Random(f"{seed}/alike/{number}/{form}")
    kind = LOOK_ALIKES[number % len(LOOK_ALIKES)]
    width = rng.choice(WIDTHS)
    w, h = width * 2, round(width * 2 / rng.uniform(0.95, 1.4))
    picture = Image.new("RGB", (w, h), "white")
    kind(rng, picture, ImageDraw.Draw(picture))
    body = encode(rng, _as_seen(rng, picture.resize((width, h // 2), Image.Resampling.LANCZOS)), form)
    return Picture(f"{seed}-{kind.__name__.strip('_')}-{number}-{form}", body, "")


# --- green things -----------------------------------------------------------------------------------------------------

Kind = Callable[[random.Random, Image.Image, ImageDraw.ImageDraw], None]


def _green(rng: random.Random) -> Colour:
    return _near(rng, rng.choice(((0, 110, 60), (0, 150, 80), (70, 160, 80), (140, 198, 100))), 15)


def _plus(pen: ImageDraw.ImageDraw, x: float, y: float, half: float, thick: float, fill: Colour | str) -> None:
    pen.rectangle((x - half, y - thick, x + half, y + thick), fill=fill)
    pen.rectangle((x - thick, y - half, x + thick, y + half), fill=fill)


def _lines(
    pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], fill: Colour | str, count: int = 3
) -> None:
    left, top, right, bottom = box
    step = (bottom - top) / count
    for n in range(count):
        pen.rectangle(
            (left, top + n * step, right - (right - left) * 0.15 * (n % 3), top + (n + 0.45) * step), fill=fill
        )


def _bands(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw, colours: list[Colour]) -> None:
    w, h = picture.size
    for n, colour in enumerate(colours):
        pen.rectangle((0, n * h / len(colours), w, (n + 1) * h / len(colours)), fill=colour)


def _green_cross(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    _plus(pen, w / 2, h / 2, h * 0.42, h * 0.15, _green(rng))


def _two_green_crosses(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    _plus(pen, w / 2, h / 2, h * 0.45, h * 0.16, _green(rng))
    _plus(pen, w / 2, h / 2, h * 0.36, h * 0.1, "white")
    _plus(pen, w / 2, h / 2, h * 0.3, h * 0.07, _green(rng))


def _white_cross_on_green(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.rectangle((0, 0, w, h), fill=_green(rng))
    _plus(pen, w / 2, h / 2, h * 0.35, h * 0.12, "white")


def _first_aid(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.rectangle((0, 0, w, h), fill=_green(rng))
    _plus(pen, w * 0.3, h * 0.3, h * 0.2, h * 0.07, "white")
    pen.rectangle((w * 0.06, h * 0.58, w * 0.94, h * 0.94), fill="white")
    _lines(pen, (w * 0.12, h * 0.64, w * 0.88, h * 0.9), _green(rng))


def _first_aid_with_flag(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    """One green ground, cross, text and a flag: a national pharmacy sign."""
    w, h = picture.size
    _first_aid(rng, picture, pen)
    picture.paste(draw_flag(rng.choice(COUNTRIES), round(w * 0.25), round(h * 0.25)), (round(w * 0.1), round(h * 0.63)))


def _apotheke(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    red = _near(rng, (220, 20, 40), 15)
    pen.polygon([(w * 0.5, h * 0.1), (w * 0.62, h * 0.1), (w * 0.85, h * 0.9), (w * 0.7, h * 0.9)], fill=red)
    pen.polygon([(w * 0.5, h * 0.1), (w * 0.4, h * 0.1), (w * 0.15, h * 0.9), (w * 0.3, h * 0.9)], fill=red)
    pen.rectangle((w * 0.3, h * 0.55, w * 0.7, h * 0.68), fill=red)


def _flag(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    picture.paste(draw_flag(rng.choice(("IT", "IE", "HU", "BG", "LT", "PT", "DK", "NO", *COUNTRIES)), w, h))


def _stripes_only(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    greens = [_green(rng) for _ in range(3)]
    greens.insert(rng.randrange(4), (175, 175, 175))
    _bands(rng, picture, pen, greens)


def _stripes_and_leaf(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    _stripes_only(rng, picture, pen)
    pen.ellipse((w * 0.35, h * 0.1, w * 0.65, h * 0.45), fill="white")
    pen.rectangle((w * 0.05, h * 0.55, w * 0.95, h * 0.95), fill="white")
    _lines(pen, (w * 0.1, h * 0.6, w * 0.9, h * 0.9), _green(rng))


def _stripes_and_cross_without_flag(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    """The nearest thing: a pharmacy's own striped sign with text, but no flag and two shades of green."""
    w, h = picture.size
    _bands(rng, picture, pen, [(0, 110, 60), (140, 198, 100)])
    _plus(pen, w * 0.5, h * 0.27, h * 0.2, h * 0.07, "white")
    pen.rectangle((w * 0.05, h * 0.55, w * 0.95, h * 0.95), fill="white")
    _lines(pen, (w * 0.1, h * 0.6, w * 0.9, h * 0.9), _green(rng))


def _gradient(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    a, b = _green(rng), _green(rng)
    for y in range(h):
        t = y / h
        pen.line((0, y, w, y), fill=(
            round(a[0] * (1 - t) + b[0] * t), round(a[1] * (1 - t) + b[1] * t), round(a[2] * (1 - t) + b[2] * t)
        ))  # fmt: skip
    _plus(pen, w * 0.2, h * 0.4, h * 0.15, h * 0.05, "white")
    _lines(pen, (w * 0.4, h * 0.3, w * 0.95, h * 0.7), "white")


def _shield_with_tick(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.polygon(
        [(w * 0.2, h * 0.1), (w * 0.8, h * 0.1), (w * 0.78, h * 0.6), (w * 0.5, h * 0.95), (w * 0.22, h * 0.6)],
        fill=_green(rng),
    )
    pen.line((w * 0.35, h * 0.45, w * 0.47, h * 0.62, w * 0.68, h * 0.28), fill="white", width=h // 12)


def _organic_leaf(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.rectangle((0, 0, w, h), fill=(168, 194, 28))
    for n in range(12):
        x, y = w * (0.2 + 0.05 * n), h * (0.5 + 0.3 * ((n * 7 % 12) / 12 - 0.5))
        pen.ellipse((x, y, x + w * 0.04, y + w * 0.04), fill="white")


def _trust_badge(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.ellipse(
        (w * 0.5 - h * 0.45, h * 0.05, w * 0.5 + h * 0.45, h * 0.95),
        fill=_green(rng),
        outline=(170, 170, 170),
        width=h // 20,
    )
    _lines(pen, (w * 0.35, h * 0.35, w * 0.65, h * 0.65), "white")


def _recycling_chart(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    for n in range(7):
        top = h * rng.uniform(0.1, 0.7)
        pen.rectangle(
            (w * (0.05 + n * 0.13), top, w * (0.14 + n * 0.13), h * 0.95),
            fill=rng.choice((_green(rng), (170, 170, 170))),
        )


def _swiss_card(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.rectangle((0, 0, w, h), fill=(215, 20, 30))
    _plus(pen, w / 2, h * 0.3, h * 0.22, h * 0.07, "white")
    pen.rectangle((w * 0.05, h * 0.6, w * 0.95, h * 0.95), fill="white")
    _lines(pen, (w * 0.1, h * 0.65, w * 0.9, h * 0.9), (60, 60, 60))


def _text_banner(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.rectangle((0, 0, w, h * 0.4), fill=_green(rng))
    _lines(pen, (w * 0.05, h * 0.08, w * 0.8, h * 0.34), "white", 2)
    _lines(pen, (w * 0.05, h * 0.5, w * 0.95, h * 0.95), (90, 90, 90), 4)


def _eu_funds(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    picture.paste(draw_flag("EU", round(w * 0.4), round(h * 0.4)), (round(w * 0.05), round(h * 0.3)))
    _lines(pen, (w * 0.5, h * 0.3, w * 0.95, h * 0.7), (0, 51, 153), 3)


def _delivery_with_flag(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    """Green and grey bars with a flag: "delivered from Germany"."""
    w, h = picture.size
    _bands(rng, picture, pen, [_green(rng), (190, 190, 190)])
    pen.rectangle((w * 0.06, h * 0.55, w * 0.42, h * 0.93), fill="white")
    picture.paste(draw_flag(rng.choice(COUNTRIES), round(w * 0.32), round(h * 0.3)), (round(w * 0.08), round(h * 0.59)))
    _lines(pen, (w * 0.1, h * 0.1, w * 0.9, h * 0.4), "white", 3)


def _meadow(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    """A photograph of sky, trees and grass, roughly."""
    w, h = picture.size
    _bands(rng, picture, pen, [(200, 215, 225), (110, 140, 120), (60, 130, 60), (120, 180, 70)])
    for _ in range(400):
        x, y = rng.uniform(0, w), rng.uniform(h * 0.2, h)
        r = rng.uniform(1, h / 15)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=_green(rng))


def _product_box(rng: random.Random, picture: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    w, h = picture.size
    pen.rectangle((w * 0.1, h * 0.1, w * 0.9, h * 0.9), fill="white", outline=(180, 180, 180))
    pen.rectangle((w * 0.1, h * 0.1, w * 0.9, h * 0.3), fill=_green(rng))
    pen.rectangle((w * 0.1, h * 0.75, w * 0.9, h * 0.9), fill=_green(rng))
    _plus(pen, w * 0.2, h * 0.2, h * 0.07, h * 0.025, "white")
    _lines(pen, (w * 0.15, h * 0.38, w * 0.7, h * 0.7), (50, 50, 50), 3)


LOOK_ALIKES: Final[tuple[Kind, ...]] = (
    _green_cross, _two_green_crosses, _white_cross_on_green, _first_aid, _first_aid_with_flag, _apotheke, _flag,
    _stripes_only, _stripes_and_leaf, _stripes_and_cross_without_flag, _gradient, _shield_with_tick, _organic_leaf,
    _trust_badge, _recycling_chart, _swiss_card, _text_banner, _eu_funds, _delivery_with_flag, _meadow, _product_box,
)  # fmt: skip
