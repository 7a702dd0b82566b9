"""When a draft is spoken of: days before the deadline, and before it is deleted."""

import calendar
from datetime import date
from typing import Final

# Days before the last day on which an application is in time (journey of the applicant, M05).
DAYS_BEFORE_DEADLINE: Final = (14, 7, 2, 1)
DAYS_BEFORE_DELETION: Final = 30


def deadline_reminder(*, today: date, last_day: date, begun_on: date) -> int | None:
    """Return the reminder that is due, by its days before the deadline; None when none is.

    After days without reminders only the nearest one is due, never several at once. Who began
    later than a reminder's own day is not reminded of it.
    """
    days_left = (last_day - today).days
    due = [days for days in DAYS_BEFORE_DEADLINE if days >= days_left >= 0]
    if not due or (last_day - begun_on).days <= due[-1]:
        return None
    return due[-1]


def deletion_day(*, last_day: date, months: int) -> date:
    """Return the day on which unsent drafts are deleted: so many months after the deadline."""
    number = last_day.year * 12 + last_day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(last_day.day, calendar.monthrange(year, month)[1]))


def is_deletion_near(*, today: date, deleted_on: date) -> bool:
    """Say whether the reminder before the deletion is due."""
    return 0 <= (deleted_on - today).days <= DAYS_BEFORE_DELETION
