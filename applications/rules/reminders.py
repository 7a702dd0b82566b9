"""When a draft is spoken of: days before the deadline."""

from datetime import date
from typing import Final

# Days before the last day on which an application is in time (journey of the applicant, M05).
DAYS_BEFORE_DEADLINE: Final = (14, 7, 2, 1)


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
