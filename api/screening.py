"""``POST /v1/screen``: does each text (a listing, a post) offer prescription medicines? No site, no network, no record.

For marketplaces and platforms. The texts are read, answered and forgotten: none of them is stored or logged.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, Literal

import msgspec
from flask import Blueprint, Response, request

from api.answers import json_response
from api.body import read_json
from api.limits import count_call
from api.metrics import SCREENED
from api.problems import ApiError
from api.query import only_known
from api.service import service
from checker.countries import check_country
from checker.screen import screen

MAX_TEXTS: Final = 200
MAX_TEXT_CHARS: Final = 20_000
"""A listing has some hundreds, a long post some thousands."""
MAX_ALL_CHARS: Final = 400_000
"""Of all texts together: nothing but offers of that length take 0.4 s of one processor (measured)."""

screening = Blueprint("screening", __name__, url_prefix="/v1")


class ScreenQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The JSON body: ``{"texts": […], "country": "FR"}``."""

    texts: list[str]
    """1 to 200, each of at most 20,000 characters, together at most 400,000."""
    country: str | None = None
    """The buyer's: what needs a prescription differs."""


class ScreeningRow(msgspec.Struct, frozen=True):
    """What one text offers, in the place of the text."""

    verdict: Literal["offer", "look", "clear"]
    """``offer``: prescription or controlled medicines are offered; ``look``: one sign of it; ``clear``: none seen."""
    reason: str
    medicines: tuple[str, ...]
    """Names of the medicines that need a prescription or have no licence, in order of place."""
    cues: tuple[str, ...]
    """What makes it an offer, in words."""
    quotes: tuple[str, ...]
    """The words of the text for each cue, exactly as written."""


class ScreenAnswer(msgspec.Struct, frozen=True):
    versions: dict[str, str]
    screenings: tuple[ScreeningRow, ...]
    """In the order of the texts."""


@screening.post("/screen")
def screen_texts() -> Response:
    """One screening a text, in order."""
    only_known(request.args, frozenset())
    query = read_json(ScreenQuery)
    country = check_country(query.country)
    _check_sizes(query.texts)
    it = service()
    count_call("screen")
    found = [screen(text, country=country, rules=it.rules) for text in query.texts]
    for verdict, count in Counter(s.verdict for s in found).items():
        SCREENED.labels(verdict).inc(count)
    rows = tuple(ScreeningRow(s.verdict, s.reason, s.medicines, s.cues, s.quotes) for s in found)
    return json_response(ScreenAnswer(it.versions, rows))


def _check_sizes(texts: list[str]) -> None:
    if not texts:
        raise ApiError(400, "There is no text in the body.", code="invalid-body", field="texts")
    if len(texts) > MAX_TEXTS:
        raise ApiError(
            400, f"There are {len(texts)} texts; {MAX_TEXTS} is the most.", code="too-many-texts", field="texts"
        )
    for place, text in enumerate(texts):
        if len(text) > MAX_TEXT_CHARS:
            raise ApiError(
                400,
                f"Text {place + 1} has {len(text):,} characters; {MAX_TEXT_CHARS:,} is the most.",
                code="text-too-long",
                field=f"texts[{place}]",
            )
    if (total := sum(map(len, texts))) > MAX_ALL_CHARS:
        raise ApiError(
            400,
            f"The texts have {total:,} characters together; {MAX_ALL_CHARS:,} is the most. Send fewer at once.",
            code="text-too-long",
            field="texts",
        )
