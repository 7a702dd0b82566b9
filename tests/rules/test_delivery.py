"""Delivery of decisions and the limit for going to court."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.rules.choices import Delivery as Wish
from applications.rules.delivery import (
    DeliveryWay,
    ProvisionLapsed,
    by_portal,
    by_post,
    end_of_appeal,
    is_lapsed,
    last_retrieval_day,
    way_for,
)
from applications.rules.parameters import (
    NoParameter,
    ParameterKind,
    ParameterRow,
    Parameters,
)
from applications.rules.working_days import RestDay, end_of_limit
from tests.rules.support import PARAMETERS

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
SENT = date(2020, 3, 16)


@pytest.mark.parametrize(
    ("wish", "way"),
    [
        (Wish.ONLINE, DeliveryWay.PORTAL),
        (Wish.POST, DeliveryWay.POST),
        (None, DeliveryWay.POST),
    ],
)
def test_portal_needs_consent(wish: Wish | None, way: DeliveryWay) -> None:
    assert way_for(wish) == way


@pytest.mark.parametrize("days", [0, 1, 10])
def test_portal_delivers_on_the_day_after_the_first_retrieval(days: int) -> None:
    retrieved_on = SENT + timedelta(days=days)

    found = by_portal(notified_on=SENT, retrieved_on=retrieved_on)

    assert found.way == DeliveryWay.PORTAL
    assert found.delivered_on == retrieved_on + timedelta(days=1)


def test_provision_ends_ten_days_after_the_notification() -> None:
    assert last_retrieval_day(SENT) == date(2020, 3, 26)
    assert not is_lapsed(notified_on=SENT, on=date(2020, 3, 26))
    assert is_lapsed(notified_on=SENT, on=date(2020, 3, 27))
    with pytest.raises(ProvisionLapsed):
        by_portal(notified_on=SENT, retrieved_on=date(2020, 3, 27))


def test_last_day_of_retrieval_may_be_a_sunday() -> None:
    assert last_retrieval_day(date(2020, 3, 19)) == date(2020, 3, 29)


@pytest.mark.parametrize(
    ("posted_on", "delivered_on"),
    [
        (date(2020, 3, 16), date(2020, 3, 19)),
        # A Sunday, Good Friday and New Year stay: a presumption is no time limit.
        (date(2020, 3, 19), date(2020, 3, 22)),
        (date(2020, 4, 7), date(2020, 4, 10)),
        (date(2019, 12, 29), date(2020, 1, 1)),
        # No value for later years is known, so the last one goes on.
        (date(2025, 6, 2), date(2025, 6, 5)),
    ],
)
def test_post_delivers_on_the_third_day(posted_on: date, delivered_on: date) -> None:
    found = by_post(posted_on=posted_on, parameters=PARAMETERS)

    assert (found.way, found.begun_on, found.days) == (DeliveryWay.POST, posted_on, 3)
    assert found.delivered_on == delivered_on


def test_days_of_the_post_are_those_of_the_day_of_posting() -> None:
    four = ParameterRow(
        kind=ParameterKind.POST_DELIVERY_DAYS,
        valid_from=date(2030, 1, 1),
        known_from=date(2029, 12, 1),
        value=Decimal(4),
        source="for this test only",
    )
    parameters = Parameters([*PARAMETERS.rows, four])

    before = by_post(posted_on=date(2029, 12, 31), parameters=parameters)
    after = by_post(posted_on=date(2030, 1, 1), parameters=parameters)

    assert (before.days, before.delivered_on) == (3, date(2030, 1, 3))
    assert (after.days, after.delivered_on) == (4, date(2030, 1, 5))


def test_before_the_law_there_is_no_presumption() -> None:
    with pytest.raises(NoParameter):
        by_post(posted_on=date(1976, 12, 31), parameters=PARAMETERS)


@pytest.mark.parametrize(
    ("delivered_on", "wanted", "last_day", "rest_day", "holiday"),
    [
        (date(2020, 3, 19), date(2020, 4, 19), date(2020, 4, 20), RestDay.SUNDAY, ""),
        (date(2020, 1, 3), date(2020, 2, 3), date(2020, 2, 3), None, ""),
        # The last day of a shorter month.
        (date(2023, 1, 31), date(2023, 2, 28), date(2023, 2, 28), None, ""),
        (date(2024, 1, 31), date(2024, 2, 29), date(2024, 2, 29), None, ""),
        (date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 2), RestDay.SATURDAY, ""),
        (date(2024, 5, 31), date(2024, 6, 30), date(2024, 7, 1), RestDay.SUNDAY, ""),
        # The same number, not the last day.
        (date(2020, 2, 28), date(2020, 3, 28), date(2020, 3, 30), RestDay.SATURDAY, ""),
        (date(2020, 2, 29), date(2020, 3, 29), date(2020, 3, 30), RestDay.SUNDAY, ""),
        # Over Easter, the first of May, the turn of the year.
        (date(2020, 3, 10), date(2020, 4, 10), date(2020, 4, 14), RestDay.HOLIDAY, "Karfreitag"),
        (date(2020, 4, 1), date(2020, 5, 1), date(2020, 5, 4), RestDay.HOLIDAY, "Erster Mai"),
        (date(2019, 12, 1), date(2020, 1, 1), date(2020, 1, 2), RestDay.HOLIDAY, "Neujahr"),
        (date(2019, 12, 31), date(2020, 1, 31), date(2020, 1, 31), None, ""),
        (
            date(2019, 11, 25),
            date(2019, 12, 25),
            date(2019, 12, 27),
            RestDay.HOLIDAY,
            "Erster Weihnachtstag",
        ),
        # Corpus Christi is a holiday in Hesse, All Saints is none.
        (date(2020, 5, 11), date(2020, 6, 11), date(2020, 6, 12), RestDay.HOLIDAY, "Fronleichnam"),
        (date(2021, 10, 1), date(2021, 11, 1), date(2021, 11, 1), None, ""),
    ],
)
def test_one_month_to_go_to_court(
    delivered_on: date, wanted: date, last_day: date, rest_day: RestDay | None, holiday: str
) -> None:
    end = end_of_appeal(delivered_on)

    assert (end.wanted, end.day, end.rest_day, end.holiday) == (
        wanted,
        last_day,
        rest_day,
        holiday,
    )


@pytest.mark.parametrize(
    ("delivered_on", "last_day"),
    [
        (date(2020, 3, 19), date(2021, 3, 19)),
        (date(2020, 2, 29), date(2021, 3, 1)),
        (date(2019, 4, 10), date(2020, 4, 14)),
    ],
)
def test_one_year_without_a_right_notice(delivered_on: date, last_day: date) -> None:
    assert end_of_appeal(delivered_on, has_right_notice=False).day == last_day


def test_staff_see_the_whole_calculation() -> None:
    found = by_post(posted_on=SENT, parameters=PARAMETERS)

    assert (found.begun_on, found.days, found.delivered_on) == (SENT, 3, date(2020, 3, 19))
    assert (found.appeal.wanted, found.appeal.rest_day) == (date(2020, 4, 19), RestDay.SUNDAY)
    assert found.appeal_ends_on == date(2020, 4, 20)
    assert found.can_be_appealed(date(2020, 4, 20))
    assert not found.can_be_appealed(date(2020, 4, 21))
    wrong = by_post(posted_on=SENT, parameters=PARAMETERS, has_right_notice=False)
    assert (wrong.has_right_notice, wrong.appeal_ends_on) == (False, date(2021, 3, 19))


@given(DAYS, st.booleans())
def test_limit_ends_on_a_working_day_and_never_early(day: date, has_right_notice: bool) -> None:
    end = end_of_appeal(day, has_right_notice=has_right_notice)

    assert not end_of_limit(end.day).is_moved
    assert end.wanted <= end.day
    shortest = 28 if has_right_notice else 365
    assert day + timedelta(days=shortest) <= end.wanted
    assert end.wanted.day == day.day or (end.wanted + timedelta(days=1)).day == 1


# Reading the holidays of a century takes its time on a busy machine.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(DAYS, DAYS)
def test_later_delivery_never_ends_earlier(one: date, other: date) -> None:
    first, second = sorted((one, other))

    assert end_of_appeal(first).day <= end_of_appeal(second).day
    posted = [by_post(posted_on=day, parameters=PARAMETERS) for day in (first, second)]
    assert posted[0].delivered_on <= posted[1].delivered_on
    assert posted[0].appeal_ends_on <= posted[1].appeal_ends_on
    assert all(found.delivered_on > found.begun_on for found in posted)


@given(DAYS, st.integers(0, 10))
def test_portal_and_lapse_exclude_each_other(notified_on: date, days: int) -> None:
    on = notified_on + timedelta(days=days)

    assert not is_lapsed(notified_on=notified_on, on=on)
    assert by_portal(notified_on=notified_on, retrieved_on=on).delivered_on > on
    assert is_lapsed(notified_on=notified_on, on=on + timedelta(days=11 - days))
