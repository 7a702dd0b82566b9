"""Days, months and years."""

from datetime import UTC, date, datetime

import pytest

from applications.rules.periods import Month, Period, add_years, berlin_day, last_day_before


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2015, 1, 31), 5, date(2020, 1, 31)),
        (date(2016, 2, 29), 5, date(2021, 2, 28)),
        (date(2016, 2, 29), 4, date(2020, 2, 29)),
        (date(9999, 5, 1), 5, date(9999, 5, 1)),
    ],
)
def test_years_later(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


def test_month_is_read_written_and_moved() -> None:
    month = Month.parse("2020-04")

    assert str(month) == "2020-04"
    assert month.plus(9) == Month(2021, 1)
    assert month.plus(-4) == Month(2019, 12)
    assert month.first_day == date(2020, 4, 1)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        Month.parse("April")


def test_period_is_half_open() -> None:
    year = Period.of_days(date(2020, 1, 1), date(2020, 12, 31))

    assert date(2020, 12, 31) in year
    assert date(2021, 1, 1) not in year
    assert year.covers(Period.of_days(date(2020, 1, 1), date(2020, 1, 1)))
    assert not year.covers(Period.of_days(date(2019, 12, 31), date(2020, 1, 1)))
    assert Period.of_days(date.max, date.max).end == date.max


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2020, 4, 1), date(2020, 12, 31), 9),
        (date(2020, 1, 31), date(2020, 2, 1), 2),
        (date(2020, 1, 1), date(2020, 1, 1), 1),
        (date(2019, 11, 15), date(2020, 2, 1), 4),
        (date(2020, 2, 1), date(2020, 1, 31), 0),
    ],
)
def test_months_touched(first: date, last: date, months: int) -> None:
    assert Period.of_days(first, last).months_touched() == months


def test_berlin_decides_about_the_day() -> None:
    assert berlin_day(datetime(2020, 1, 31, 22, 59, 59, tzinfo=UTC)) == date(2020, 1, 31)
    assert berlin_day(datetime(2020, 1, 31, 23, 0, tzinfo=UTC)) == date(2020, 2, 1)
    assert last_day_before(datetime(2020, 1, 31, 23, 0, tzinfo=UTC)) == date(2020, 1, 31)
