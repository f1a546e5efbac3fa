"""Dates as WHOIS servers write them, told apart by whether they can be read in one way only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?(?!\d)")
_DAY_NAME_YEAR: Final = re.compile(r"(?<!\d)(\d{1,2})[-. /]{1,2}([A-Za-z]{3,9})[-. ,/]{1,2}(\d{4})(?!\d)")
_NAME_DAY_YEAR: Final = re.compile(
    r"\b([A-Za-z]{3,9})\.? {1,2}(\d{1,2})(?:st|nd|rd|th)?,? (?:\d\d:\d\d:\d\d (?:[A-Z+:\d-]{1,9} )?)?(\d{4})(?!\d)"
)
_YEAR_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class WrittenDates:
    """The dates in a text."""

    certain: frozenset[date]
    ambiguous: frozenset[date]
    """Both readings of dates such as 03/04/2020."""
    dotted: frozenset[date]
    """Those of ``certain`` written 03.04.2020: day first wherever dots are used, but parsers read month first."""


def written_dates(text: str) -> WrittenDates:
    """Every date written in the text.

    >>> found = written_dates("created 03/04/2020, changed 2021-05-06, paid until 07.08.2022")
    >>> sorted(map(str, found.certain)), sorted(map(str, found.ambiguous))
    (['2021-05-06', '2022-08-07'], ['2020-03-04', '2020-04-03'])
    """
    certain = set(_certain(text))
    ambiguous: set[date] = set()
    dotted: set[date] = set()
    for first, mark, second, year in _YEAR_LAST.findall(text):
        day_first = _date(year, second, first)
        month_first = _date(year, first, second)
        if mark == ".":
            if day_first:
                dotted.add(day_first)
        elif day_first and month_first and day_first != month_first:
            ambiguous |= {day_first, month_first}
        elif only := day_first or month_first:
            certain.add(only)
    return WrittenDates(frozenset(certain | dotted), frozenset(ambiguous), frozenset(dotted))


def _certain(text: str) -> Iterator[date]:
    for year, _, month, day in _YEAR_FIRST.findall(text):
        if found := _date(year, month, day):
            yield found
    for year, month, day in _COMPACT.findall(text):
        if found := _date(year, month, day):
            yield found
    for day, name, year in _DAY_NAME_YEAR.findall(text):
        if found := _date(year, _MONTHS.get(name.lower(), 0), day):
            yield found
    for name, day, year in _NAME_DAY_YEAR.findall(text):
        if found := _date(year, _MONTHS.get(name.lower(), 0), day):
            yield found


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
