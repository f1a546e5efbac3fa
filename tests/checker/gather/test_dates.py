"""Which written dates can be read in one way only."""

from __future__ import annotations

from datetime import date

import pytest

from checker.gather.dates import written_dates

APRIL_3 = date(2020, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2020-04-03", "2020/04/03", "2020.04.03", "2020. 04. 03.", "20200403", "20200403120000",
        "2020-04-03T23:59:59Z", "2020-04-03 10:00:00+08", "03-Apr-2020", "3 April 2020", "03.Apr.2020",
        "Fri Apr  3 23:59:59 GMT 2020", "Fri Apr 03 2020", "April 3, 2020", "Apr 3rd, 2020", "03.04.2020",
        "3. 4. 2020", "created: 03-APR-2020 12:00:00 UTC",
    ],
)  # fmt: skip
def test_certain(text: str) -> None:
    found = written_dates(text)
    assert found.certain == {APRIL_3}
    assert not found.ambiguous


@pytest.mark.parametrize("text", ["03/04/2020", "03-04-2020", "3/4/2020 10:00"])
def test_ambiguous(text: str) -> None:
    found = written_dates(text)
    assert found.ambiguous == {APRIL_3, date(2020, 3, 4)}
    assert not found.certain


@pytest.mark.parametrize("text", ["23/04/2020", "04/23/2020", "23-04-2020"])
def test_a_day_after_the_12th_settles_it(text: str) -> None:
    assert written_dates(text).certain == {date(2020, 4, 23)}


def test_same_day_and_month_settle_it() -> None:
    assert written_dates("04/04/2020").certain == {date(2020, 4, 4)}


@pytest.mark.parametrize(
    "text",
    ["", "2020", "Apr-2020", "before Aug-1996", "2020-13-01", "2020-02-30", "31.02.2020", "03-04-20", "1.2.3.4",
     "192.168.10.2020", "12345678901234567890", "+1.2025550123", "99999999"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    found = written_dates(text)
    assert not found.certain
    assert not found.ambiguous
