"""Reminders of drafts: the nearest one only, none for what began later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules.reminders import (
    DAYS_BEFORE_DEADLINE,
    deadline_reminder,
    deletion_day,
    is_deletion_near,
)

LAST_DAY = date(2020, 1, 31)
BEGUN = date(2019, 12, 1)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2020-01-16", None),
        ("2020-01-17", 14),
        ("2020-01-23", 14),
        ("2020-01-24", 7),
        ("2020-01-29", 2),
        ("2020-01-30", 1),
        ("2020-01-31", 1),
        ("2020-02-01", None),
    ],
)
def test_the_nearest_reminder_is_due(today: str, due: int | None) -> None:
    day = date.fromisoformat(today)
    assert deadline_reminder(today=day, last_day=LAST_DAY, begun_on=BEGUN) == due


@given(begun=st.integers(0, 40), now=st.integers(-3, 40))
def test_nobody_is_reminded_of_days_before_the_beginning(begun: int, now: int) -> None:
    begun_on, today = (LAST_DAY - timedelta(days=days) for days in (begun, now))
    due = deadline_reminder(today=today, last_day=LAST_DAY, begun_on=begun_on)
    assert due is None or (due in DAYS_BEFORE_DEADLINE and begun > due >= now >= 0)


@pytest.mark.parametrize(
    ("last_day", "months", "deleted_on"),
    [
        ("2020-01-31", 6, "2020-07-31"),
        ("2020-08-31", 6, "2021-02-28"),
        ("2019-08-31", 6, "2020-02-29"),
        ("2020-12-15", 1, "2021-01-15"),
    ],
)
def test_drafts_go_months_after_the_deadline(last_day: str, months: int, deleted_on: str) -> None:
    day = deletion_day(last_day=date.fromisoformat(last_day), months=months)
    assert day == date.fromisoformat(deleted_on)


def test_the_deletion_is_near_for_thirty_days() -> None:
    deleted_on = date(2020, 7, 31)
    near = [
        is_deletion_near(today=deleted_on - timedelta(days=days), deleted_on=deleted_on)
        for days in (31, 30, 0, -1)
    ]
    assert near == [False, True, True, False]
