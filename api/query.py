"""Parameters of a call -> typed values; a wrong one is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast

import msgspec

from checker.countries import check_country
from checker.errors import InvalidAddress, InvalidOption

Depth = Literal["quick", "full"]


class CheckQuery(msgspec.Struct, frozen=True):
    """What ``/v1/check`` is asked."""

    url: str
    country: str | None = None
    depth: Depth = "full"
    wait_s: float | None = None


def only_known(given: Iterable[str], known: frozenset[str]) -> None:
    """Raises ``InvalidOption`` for a parameter that nothing reads: a misspelt one must not be ignored."""
    for name in given:
        if name not in known:
            raise InvalidOption(
                f"There is no parameter {name[:40]!r}; known are {', '.join(sorted(known))}.", field=name[:40]
            )


_CHECK = frozenset(("url", "country", "depth", "wait"))


def check_query(args: Mapping[str, str]) -> CheckQuery:
    """Raises ``InputError`` kinds that name the parameter."""
    only_known(args, _CHECK)
    url = args.get("url", "")
    if not url:
        raise InvalidAddress("Give the address to check, as in ?url=shop.com.", field="url")
    depth = args.get("depth", "full")
    if depth not in ("quick", "full"):
        raise InvalidOption(f"depth {depth[:20]!r} is neither quick nor full.", field="depth")
    return CheckQuery(url, check_country(args.get("country")), cast(Depth, depth), _wait(args.get("wait")))


def _wait(text: str | None) -> float | None:
    if text is None or text == "":
        return None
    if not (text.isascii() and text.replace(".", "", 1).isdigit() and len(text) <= 8):
        raise InvalidOption(f"wait {text[:20]!r} is no number of seconds, such as 10.", field="wait")
    return float(text)
