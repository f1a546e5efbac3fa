"""Is a picture the EU common logo, and whose flag does it show? By its colours and shapes, whatever its name.

A picture passes when it has what the published design rules ask for: horizontal stripes of which one is grey and
three are green (blue for veterinary medicines), a white cross on them, and below it at the left, on white, a flag that
a logo may show. Perceptual hashes (ImageHash) against drawn references were measured and left: to find 99 % of the
drawn logos they let two thirds and more of the green look-alikes pass (``python -m tests.bench.logo --hash``), for a
hash sees light and dark, and the exact measures of the design are open. Nothing here proves anything: whoever copies a
logo copies its picture too.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from checker.gather.logo_drawing import flag_cells
from checker.gather.svg_shapes import read_svg

MAX_PICTURE_BYTES: Final = 512 * 1024
"""The largest logo seen on a real page has 60 kB."""
MAX_PIXELS: Final = 4_000_000
"""Checked before a pixel is decoded: a compressed picture of 60 kB can hold a billion."""
FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")
COLUMNS: Final = 120
ROWS: Final = 100
"""Every picture is compared at this size; the logo's sides are about 6 to 5."""

Kind = Literal["common_logo", "veterinary_logo", "other", "unreadable"]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Sums = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a picture shows."""

    kind: Kind
    flag: str = ""
    """Country of the flag that fits best, ``EU`` among them; "" when no logo was recognised."""
    fits: tuple[str, ...] = ()
    """Every flag that fits about as well (the Dutch and Luxembourg flags differ by a shade); empty when none fits well
    enough to say that others do not."""
    reason: str = ""
    """Why not, for ``other`` and ``unreadable``."""


def recognise(body: bytes) -> Recognised:
    """What the picture shows; never raises, whatever the bytes."""
    picture = read_svg(body, read_picture) if is_svg(body) else read_picture(body)
    if isinstance(picture, str):
        return Recognised("unreadable", reason=picture)
    trimmed = _trimmed(picture)
    ratio = trimmed.width / trimmed.height
    if not MIN_RATIO <= ratio <= MAX_RATIO or trimmed.width < MIN_WIDTH:
        return Recognised("other", reason="size or sides are not those of the logo")
    pixels = np.asarray(trimmed.resize((COLUMNS, ROWS), Image.Resampling.BOX), dtype=np.float64)
    return _judged(pixels)


def is_svg(body: bytes) -> bool:
    """Whether the bytes begin as an SVG document does."""
    return len(body) <= MAX_PICTURE_BYTES and body[:3] != b"\x89PN" and b"<svg" in body[:4000].lower()


def read_picture(body: bytes) -> Image.Image | str:
    """The first frame in RGB on white, or the reason why it cannot be read."""
    if len(body) > MAX_PICTURE_BYTES:
        return "too large"
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(body), formats=FORMATS) as picture:
            warnings.simplefilter("ignore")  # Pillow warns about odd but harmless metadata
            if picture.width * picture.height > MAX_PIXELS:
                return "too many pixels"
            picture.draft("RGB", (2 * COLUMNS, 2 * ROWS))
            rgba = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, KeyError, IndexError, TypeError, OverflowError,
            Image.DecompressionBombError) as error:  # fmt: skip
        # All that Pillow's decoders raise on damaged data; a page may name anything as a picture.
        return f"no picture: {type(error).__name__}"
    ground = Image.new("RGBA", rgba.size, "white")
    ground.alpha_composite(rgba)
    return ground.convert("RGB")


MIN_RATIO: Final = 0.95
MAX_RATIO: Final = 1.65
"""Width to height after trimming: 1.2 in every logo seen, and what crops and stretching make of it."""
MIN_WIDTH: Final = 40
"""Below this the flag has less than ten pixels."""


def _trimmed(picture: Image.Image) -> Image.Image:
    """The picture without an even border, as templates and icon sheets put around it."""
    if max(picture.size) > 600:
        picture = picture.copy()
        picture.thumbnail((600, 600))
    pixels = np.asarray(picture, dtype=np.int16)
    corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]]
    if np.abs(corners - corners[0]).max() > 24:
        return picture
    is_other = np.abs(pixels - corners[0]).max(axis=2) > 40
    rows, columns = np.flatnonzero(is_other.mean(axis=1) > 0.3), np.flatnonzero(is_other.mean(axis=0) > 0.3)
    if len(rows) < 20 or len(columns) < 20:
        return picture
    # The same on both sides: a border is even, and a stripe of the border's colour must not go with it.
    x = min(int(columns[0]), picture.width - 1 - int(columns[-1]))
    y = min(int(rows[0]), picture.height - 1 - int(rows[-1]))
    return picture.crop((x, y, picture.width - x, picture.height - y))


class _Classes:
    """Which pixels are stripes and which are white."""

    def __init__(self, pixels: Floats) -> None:
        high, low = pixels.max(axis=2), pixels.min(axis=2)
        spread = high - low
        r, g, b = pixels[..., 0], pixels[..., 1], pixels[..., 2]
        is_coloured = (spread > 0.16 * high) & (high > 50)
        green: Mask = is_coloured & (g >= r) & (g >= b) & (g - r > 0.4 * (b - r))
        blue: Mask = is_coloured & (b >= g) & (g >= r)
        # White is what is whitest here: pictures get darker on their way, and the grey may be a light one.
        whitest = max(200.0, float(np.percentile(low, 98)))
        self.white: Mask = (low > whitest - 27) & (spread < 40)
        self.pale: Mask = (low > whitest - 60) & (spread < 60)
        """White with what scaling and JPEG leave of a thin white line."""
        self.grey: Mask = (spread <= 0.16 * high) & (high > 95) & ~self.white
        self.is_blue = bool(blue[: ROWS // 2].sum() > green[: ROWS // 2].sum())
        self.stripe: Mask = (blue if self.is_blue else green) | self.grey


@dataclass(frozen=True, slots=True)
class _Band:
    """One horizontal stripe."""

    colour: tuple[float, float, float]
    rows: int

    @property
    def is_grey(self) -> bool:
        return max(self.colour) - min(self.colour) <= 0.17 * max(self.colour)


HALF: Final = ROWS // 2
MIN_STRIPE_COLUMNS: Final = 30
"""Of the 120 in a row of the upper half; a cross covers half of them."""
EDGES: Final = (slice(3, 6), slice(COLUMNS - 6, COLUMNS - 3), slice(0, 3), slice(COLUMNS - 3, COLUMNS))
"""Columns of the lower half that lie between a frame and the white box."""
MIN_BAND_ROWS: Final = 9
MAX_STEP: Final = 20.0
"""Distance of a row's colour to its band's; neighbouring bands differ by 35 and more."""


def _upper_bands(pixels: Floats, stripe: Mask) -> tuple[_Band, ...]:
    """Runs of rows of one colour in the upper half, where only the cross covers the stripes."""
    rows = [y for y in range(2, HALF) if stripe[y].sum() >= MIN_STRIPE_COLUMNS]
    return _runs([np.median(pixels[y][stripe[y]], axis=0) for y in rows])


def _lower_bands(pixels: Floats, stripe: Mask) -> tuple[_Band, ...]:
    """The same in the lower half, at its edges beside the white box: at the better one, for crops may cut the other."""
    found = []
    for edge in EDGES:
        rows = [y for y in range(HALF, ROWS - 2) if stripe[y, edge].sum() >= 2]
        found.append(_runs([np.median(pixels[y, edge][stripe[y, edge]], axis=0) for y in rows]))
    return max(found, key=lambda bands: sum(band.rows for band in bands))


def _runs(colours: list[Floats]) -> tuple[_Band, ...]:
    groups: list[list[Floats]] = []
    for colour in colours:
        if groups and np.linalg.norm(np.median(groups[-1][-9:], axis=0) - colour) < MAX_STEP:
            groups[-1].append(colour)
        else:
            groups.append([colour])
    found = []
    for group in groups:
        if len(group) >= MIN_BAND_ROWS:
            r, g, b = np.median(group, axis=0)
            found.append(_Band((float(r), float(g), float(b)), len(group)))
    return tuple(found)


def _table(mask: Mask) -> Sums:
    """Sums over all rectangles from the corner: any rectangle's sum is then four look-ups."""
    return np.pad(mask.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _total(table: Sums, top: Sums, left: Sums, height: int, width: int) -> Sums:
    """Pixels in the rectangles of that size at these places."""
    found: Sums = (
        table[top + height, left + width] - table[top, left + width] - table[top + height, left] + table[top, left]
    )
    return found


def _cross(white: Mask, stripe: Mask) -> tuple[float, float, float]:
    """(score, x, y): how well the best white cross in the upper part fits, 1 at most; its centre as shares."""
    whites, stripes = _table(white), _table(stripe)
    best = (0.0, 0.0, 0.0)
    for size in range(24, 64, 3):
        top = np.arange(0, ROWS * 7 // 10 - size + 1)[:, None]
        left = np.arange(2, COLUMNS - size - 2)[None, :]
        for part in (0.22, 0.3, 0.37, 0.44):
            thick = round(size * part)
            gap = (size - thick) // 2
            bars = (
                _total(whites, top + gap, left, thick, size)
                + _total(whites, top, left + gap, size, thick)
                - _total(whites, top + gap, left + gap, thick, thick)
            )
            inside = 2 * thick * size - thick * thick
            corners = size * size - inside
            wrong = (_total(whites, top, left, size, size) - bars) / corners
            striped = _total(stripes, top, left, size, size) / corners
            # Beside the bar's ends there is no white: else any white line would be a bar.
            ends = _total(whites, top + gap, left - 2, thick, 2) + _total(whites, top + gap, left + size, thick, 2)
            score = bars / inside - wrong - ends / (8 * thick) - np.maximum(0, 0.7 - striped)
            at = int(score.argmax())
            if (value := float(score.flat[at])) > best[0]:
                row, column = divmod(at, score.shape[1])
                best = (value, (column + 2 + size / 2) / COLUMNS, (row + size / 2) / ROWS)
    return best


FLAG_COLUMNS: Final = 6
FLAG_ROWS: Final = 4


MIN_RING: Final = 0.5
"""Share of white around a flag: it lies in a white box."""


def _flags(pixels: Floats, white: Mask, min_ring: float = MIN_RING, step: int = 1) -> tuple[tuple[float, str], ...]:
    """(root mean square distance of the cells' colours, country) of every flag, nearest first: each at its best place
    in the lower left."""
    names, cells = flag_cells(FLAG_COLUMNS, FLAG_ROWS)
    wanted = np.array(cells).reshape(len(names), -1)
    sums = np.pad(pixels.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0), (0, 0)))
    whites = _table(white)
    nearest = np.full(len(names), 999.0)
    for height in range(16, 43, 2):
        for ratio in (1.2, 1.35, 1.5, 1.65, 1.8, 2.0):
            width = round(height * ratio * 0.95)
            if width > 58:
                continue
            top, left = np.meshgrid(
                np.arange(42, ROWS - height - 2, step), np.arange(2, min(42, COLUMNS - width - 2), step), indexing="ij"
            )
            is_framed = _ring(whites, top, left, height, width) >= min_ring
            top, left = top[is_framed], left[is_framed]
            if len(top) == 0:
                continue
            ys = top[:, None] + np.linspace(0, height, FLAG_ROWS + 1).round().astype(int)
            xs = left[:, None] + np.linspace(0, width, FLAG_COLUMNS + 1).round().astype(int)
            corners = sums[ys[:, :, None], xs[:, None, :]]
            area = (np.diff(ys, axis=1)[:, :, None] * np.diff(xs, axis=1)[:, None, :])[..., None]
            found = (np.diff(np.diff(corners, axis=1), axis=2) / area).reshape(len(top), -1)
            squares = (found**2).sum(axis=1)[:, None] + (wanted**2).sum(axis=1) - 2 * found @ wanted.T
            nearest = np.minimum(nearest, np.sqrt(np.maximum(squares, 0).min(axis=0) / wanted.shape[1]))
    return tuple(sorted(zip(map(float, nearest), names, strict=True)))


def _ring(whites: Sums, top: Sums, left: Sums, height: int, width: int) -> Floats:
    """Share of white in the frame of two pixels around each rectangle."""
    outer = _total(whites, top - 2, left - 2, height + 4, width + 4)
    inner = _total(whites, top, left, height, width)
    found: Floats = (outer - inner) / ((height + 4) * (width + 4) - height * width)
    return found


MIN_CROSS: Final = 0.66
MAX_FLAG: Final = 40.0
"""Distance of the nearest flag, of 255; drawn logos: 29 at most, text instead of a flag: 31 and more."""
SURE_FLAG: Final = 22.0
"""Beyond this a flag is there, but which one is open: one of 640 drawn logos showed another at 29."""
FLAG_MARGIN: Final = 20.0
"""A flag that is so much farther than the nearest is not the one shown."""
MIN_DIFFERENCE: Final = 25.0
"""Between the colours of the upper two stripes."""
MIN_LOWER_GREY: Final = 0.04
"""Share of the lower half: a grey stripe under white text and box."""
UPPER_BAND_ROWS: Final = (10, 36)
"""A stripe is about a quarter; signs of one or two colours have longer ones."""


def _are_stripes(pixels: Floats, classes: _Classes) -> bool:
    """Whether the upper half holds two stripes, and one of the four is grey or the lower half shows a third."""
    upper = _upper_bands(pixels, classes.stripe)
    shortest, longest = UPPER_BAND_ROWS
    if len(upper) != 2 or not shortest <= upper[0].rows <= longest:
        return False
    if math.dist(upper[0].colour, upper[1].colour) < MIN_DIFFERENCE:
        return False
    if any(band.is_grey for band in upper):
        return True
    lower = _lower_bands(pixels, classes.stripe)
    is_third_seen = any(all(math.dist(u.colour, b.colour) >= MIN_DIFFERENCE for u in upper) for b in lower)
    return is_third_seen or float(classes.grey[HALF:].mean()) >= MIN_LOWER_GREY


def _judged(pixels: Floats) -> Recognised:
    f = _Classes(pixels)
    if not _are_stripes(pixels, f):
        return Recognised("other", reason="no stripes of a quarter each, one of them grey")
    score, x, y = _cross(f.white, f.stripe)
    if score < MIN_CROSS or not (0.15 < x < 0.85 and 0.12 < y < 0.45):
        return Recognised("other", reason="no white cross on the stripes")
    flags = _flags(pixels, f.pale)
    nearest, flag = flags[0]
    if nearest > MAX_FLAG:
        # The flag may fill its box: without white around it must fit well.
        flags = _flags(pixels, f.pale, min_ring=0.0, step=2)
        nearest, flag = flags[0]
        if nearest > SURE_FLAG:
            nearest = math.inf
    if nearest > MAX_FLAG:
        return Recognised("other", reason="no flag on white at the lower left")
    fits = tuple(sorted(name for distance, name in flags if distance <= nearest + FLAG_MARGIN))
    if nearest > SURE_FLAG:
        fits = ()
    return Recognised("veterinary_logo" if f.is_blue else "common_logo", flag, fits)
