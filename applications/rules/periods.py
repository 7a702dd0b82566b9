"""Days and months: half-open periods, calendar months, years later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, written `2020-04`."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2020-04`. Raises `ValueError` for anything else."""
        return cls.of(date.fromisoformat(f"{text}-01"))

    def plus(self, months: int) -> "Month":
        """Return the month so many months later, or earlier when negative."""
        years, number = divmod(self.number - 1 + months, _MONTHS_A_YEAR)
        return Month(self.year + years, number + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True)
class Period:
    """The days from `start` up to, but not including, `end`."""

    start: date
    end: date

    @classmethod
    def of_days(cls, first: date, last: date) -> Self:
        """Make a period from the first and the last day, as forms ask for them."""
        return cls(first, min(last, date.max - timedelta(days=1)) + timedelta(days=1))

    @property
    def is_empty(self) -> bool:
        return self.end <= self.start

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def covers(self, other: "Period") -> bool:
        """Say whether every day of the other period lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def months_touched(self) -> int:
        """Count the calendar months in which at least one day of the period lies."""
        if self.is_empty:
            return 0
        first, last = Month.of(self.start), Month.of(self.end - timedelta(days=1))
        return (last.year - first.year) * _MONTHS_A_YEAR + last.number - first.number + 1


def months_from(first: Month, count: int) -> Iterator[Month]:
    """Yield so many calendar months in a row."""
    return (first.plus(offset) for offset in range(count))


def add_years(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28 (§ 188 Abs. 3 BGB)."""
    year = min(day.year + years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def berlin_day(instant: datetime) -> date:
    """Return the day that calendars in Hessen show at an instant."""
    return instant.astimezone(BERLIN).date()


def last_day_before(instant: datetime) -> date:
    """Return the last Berlin day of a window that ends with an instant, exclusively."""
    return berlin_day(instant - timedelta(microseconds=1))
