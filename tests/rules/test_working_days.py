"""A limit ends on a working day of Hesse (§ 31 (3) HVwVfG)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules.working_days import RestDay, end_after, end_of_limit

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("wanted", "day", "rest_day", "holiday"),
    [
        (date(2018, 5, 31), date(2018, 6, 1), RestDay.HOLIDAY, "Fronleichnam"),
        (date(2020, 2, 15), date(2020, 2, 17), RestDay.SATURDAY, ""),
        (date(2020, 2, 16), date(2020, 2, 17), RestDay.SUNDAY, ""),
        (date(2020, 4, 10), date(2020, 4, 14), RestDay.HOLIDAY, "Karfreitag"),
        (date(2019, 12, 25), date(2019, 12, 27), RestDay.HOLIDAY, "Erster Weihnachtstag"),
        (date(2020, 10, 3), date(2020, 10, 5), RestDay.HOLIDAY, "Tag der Deutschen Einheit"),
        (date(2020, 1, 1), date(2020, 1, 2), RestDay.HOLIDAY, "Neujahr"),
    ],
)
def test_rest_days_move_the_end(wanted, day, rest_day, holiday):
    end = end_of_limit(wanted)

    assert (end.day, end.wanted, end.rest_day, end.holiday) == (day, wanted, rest_day, holiday)
    assert end.is_moved


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 2, 17),
        # Holidays elsewhere in Germany: Three Kings, All Saints, Reformation Day of 2018.
        date(2020, 1, 6),
        date(2019, 11, 1),
        date(2018, 10, 31),
    ],
)
def test_working_days_of_hesse_stay(day):
    end = end_of_limit(day)

    assert (end.day, end.rest_day, end.holiday, end.is_moved) == (day, None, "", False)


def test_two_weeks_from_a_monday_end_on_a_monday():
    assert end_after(date(2020, 2, 3), days=14).day == date(2020, 2, 17)
    # Two weeks before Corpus Christi 2018.
    assert end_after(date(2018, 5, 17), days=14).day == date(2018, 6, 1)


@given(DAYS)
def test_end_is_the_first_working_day_from_the_wanted_one(wanted):
    end = end_of_limit(wanted)

    assert end_of_limit(end.day) == end_of_limit(end.day)
    assert not end_of_limit(end.day).is_moved
    assert wanted <= end.day <= wanted + timedelta(days=5)
    between = (wanted + timedelta(days=number) for number in range((end.day - wanted).days))
    assert all(end_of_limit(day).day == end.day for day in between)
