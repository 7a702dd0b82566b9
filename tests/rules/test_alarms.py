"""From where on a value is looked at, and from where on it calls somebody."""

import pytest

from applications.rules.alarms import LIMITS, Level, Value, level_of


@pytest.mark.parametrize(
    ("value", "number", "level"),
    [
        (Value.MAIL_WAITS, 600, Level.GOOD),
        (Value.MAIL_WAITS, 601, Level.WARNING),
        (Value.MAIL_WAITS, 1800, Level.WARNING),
        (Value.MAIL_WAITS, 1801, Level.ALARM),
        (Value.MAILS_PARKED, 0, Level.GOOD),
        (Value.MAILS_PARKED, 1, Level.ALARM),
        (Value.PART_WORKS, 1, Level.GOOD),
        (Value.PART_WORKS, 0, Level.ALARM),
        (Value.FREE_BYTES, 5 * 1024**3, Level.GOOD),
        (Value.FREE_BYTES, 5 * 1024**3 - 1, Level.WARNING),
        (Value.FREE_BYTES, 1024**3 - 1, Level.ALARM),
        (Value.SINCE_BACKUP, 25 * 3600, Level.GOOD),
        (Value.SINCE_BACKUP, 27 * 3600, Level.WARNING),
        (Value.SINCE_BACKUP, 51 * 3600, Level.ALARM),
        (Value.AUDIT_ROWS, 10**9, Level.GOOD),
    ],
)
def test_level_of_a_number(value: Value, number: float, level: Level) -> None:
    assert level_of(value, number) == level


def test_a_warning_comes_before_its_alarm() -> None:
    turned = [
        value
        for value, limit in LIMITS.items()
        if limit.warning is not None and (limit.warning <= limit.alarm) == limit.is_floor
    ]

    assert turned == []
