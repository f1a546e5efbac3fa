"""The extension's icons, drawn: state = shape + sign + colour, readable in grey and at 16 pixels."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

SIZES: Final = (16, 32, 48, 128)
OVERSAMPLING: Final = 8
"""Drawn so many times larger and scaled down: smooth edges without a drawing library."""
GREEN, GREY, AMBER, RED, BLUE = "#17693a", "#5c6670", "#8a5a00", "#a3161f", "#0b5c8a"
WHITE: Final = "#ffffff"

Draw = Callable[[ImageDraw.ImageDraw, float], None]


def draw_icons(folder: Path) -> None:
    """``NAME-SIZE.png`` for the extension itself and for every verdict."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in ICONS.items():
        for size in SIZES:
            side = size * OVERSAMPLING
            picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
            draw(ImageDraw.Draw(picture), side)
            small = picture.resize((size, size), Image.Resampling.LANCZOS)
            small.save(folder / f"{name}-{size}.png", optimize=True)


def _scaled(points: tuple[tuple[float, float], ...], side: float) -> list[tuple[float, float]]:
    return [(x * side, y * side) for x, y in points]


def _line(
    draw: ImageDraw.ImageDraw, side: float, points: tuple[tuple[float, float], ...], colour: str, width: float
) -> None:
    scaled = _scaled(points, side)
    draw.line(scaled, fill=colour, width=round(width * side), joint="curve")
    radius = width * side / 2
    for x, y in (scaled[0], scaled[-1]):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


TICK: Final = ((0.27, 0.52), (0.44, 0.69), (0.74, 0.33))


def _brand(draw: ImageDraw.ImageDraw, side: float) -> None:
    """A shield with a cross: what the toolbar shows where nothing is said."""
    shield = ((0.5, 0.03), (0.92, 0.16), (0.92, 0.5), (0.78, 0.8), (0.5, 0.97), (0.22, 0.8), (0.08, 0.5), (0.08, 0.16))
    draw.polygon(_scaled(shield, side), fill=BLUE)
    _line(draw, side, ((0.5, 0.28), (0.5, 0.72)), WHITE, 0.16)
    _line(draw, side, ((0.28, 0.5), (0.72, 0.5)), WHITE, 0.16)


def _listed(draw: ImageDraw.ImageDraw, side: float) -> None:
    draw.ellipse((0.03 * side, 0.03 * side, 0.97 * side, 0.97 * side), fill=GREEN)
    _line(draw, side, TICK, WHITE, 0.13)


def _conflict(draw: ImageDraw.ImageDraw, side: float) -> None:
    """On the register, and a triangle over it: look again."""
    _listed(draw, side)
    corner = ((0.68, 0.38), (1.0, 1.0), (0.36, 1.0))
    draw.polygon(_scaled(corner, side), fill=AMBER, outline=WHITE, width=round(0.05 * side))


def _accredited(draw: ImageDraw.ImageDraw, side: float) -> None:
    draw.ellipse(
        (0.03 * side, 0.03 * side, 0.97 * side, 0.97 * side), fill=WHITE, outline=GREEN, width=round(0.1 * side)
    )
    _line(draw, side, TICK, GREEN, 0.12)


def _unlisted(draw: ImageDraw.ImageDraw, side: float) -> None:
    draw.rounded_rectangle((0.05 * side, 0.05 * side, 0.95 * side, 0.95 * side), radius=0.2 * side, fill=GREY)
    box = (0.31 * side, 0.17 * side, 0.69 * side, 0.55 * side)
    draw.arc(box, 170, 70, fill=WHITE, width=round(0.12 * side))
    _line(draw, side, ((0.55, 0.5), (0.5, 0.57), (0.5, 0.64)), WHITE, 0.12)
    draw.ellipse((0.43 * side, 0.73 * side, 0.57 * side, 0.87 * side), fill=WHITE)


def _suspicious(draw: ImageDraw.ImageDraw, side: float) -> None:
    draw.polygon(_scaled(((0.5, 0.04), (0.99, 0.95), (0.01, 0.95)), side), fill=AMBER)
    _line(draw, side, ((0.5, 0.38), (0.5, 0.64)), WHITE, 0.12)
    draw.ellipse((0.435 * side, 0.75 * side, 0.565 * side, 0.88 * side), fill=WHITE)


def _rogue(draw: ImageDraw.ImageDraw, side: float) -> None:
    angles = (math.radians(22.5 + 45 * number) for number in range(8))
    draw.polygon([(side * (0.5 + 0.52 * math.cos(a)), side * (0.5 + 0.52 * math.sin(a))) for a in angles], fill=RED)
    _line(draw, side, ((0.32, 0.32), (0.68, 0.68)), WHITE, 0.14)
    _line(draw, side, ((0.68, 0.32), (0.32, 0.68)), WHITE, 0.14)


def _undetermined(draw: ImageDraw.ImageDraw, side: float) -> None:
    draw.ellipse(
        (0.05 * side, 0.05 * side, 0.95 * side, 0.95 * side), fill=WHITE, outline=GREY, width=round(0.09 * side)
    )
    _line(draw, side, ((0.3, 0.5), (0.7, 0.5)), GREY, 0.13)


ICONS: Final[dict[str, Draw]] = {
    "pharmaproof": _brand,
    "listed": _listed,
    "conflict": _conflict,
    "accredited": _accredited,
    "unlisted": _unlisted,
    "suspicious": _suspicious,
    "rogue": _rogue,
    "undetermined": _undetermined,
}
