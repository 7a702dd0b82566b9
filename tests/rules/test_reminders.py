"""Reminders of drafts: the nearest one only, none for what began later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules.reminders import (
    DAYS_BEFORE_DEADLINE,
    deadline_reminder,
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
