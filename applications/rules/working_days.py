"""Days on which a time limit can end: not a weekend, not a holiday of Hesse (§ 31 (3) HVwVfG)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from holidays import HolidayBase, country_holidays

STATE: Final = "HE"
_SATURDAY: Final = 5


class RestDay(StrEnum):
    """Why a limit cannot end on a day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


@dataclass(frozen=True, kw_only=True)
class EndOfLimit:
    """The day on which a limit ends, and the rest day it was moved from."""

    day: date
    wanted: date
    rest_day: RestDay | None = None
    holiday: str = ""

    @property
    def is_moved(self) -> bool:
        """Say whether the limit ends later than was wanted."""
        return self.day != self.wanted


def end_of_limit(wanted: date) -> EndOfLimit:
    """Return the wanted day, or the next working day with the reason why it is not that one."""
    day, known = wanted, _holidays()
    while _rest_day(day, known):
        day += timedelta(days=1)
    return EndOfLimit(
        day=day,
        wanted=wanted,
        rest_day=_rest_day(wanted, known),
        holiday=str(known.get(wanted) or ""),
    )


def end_after(today: date, *, days: int) -> EndOfLimit:
    """Return when a limit of so many days ends; the day it begins does not count (§ 187 BGB)."""
    return end_of_limit(today + timedelta(days=days))


def _holidays() -> HolidayBase:
    """Return the holidays of Hesse under their German names; years come as they are asked for."""
    return country_holidays("DE", subdiv=STATE, language="de")


def _rest_day(day: date, known: HolidayBase) -> RestDay | None:
    if day in known:
        return RestDay.HOLIDAY
    if day.weekday() < _SATURDAY:
        return None
    return RestDay.SATURDAY if day.weekday() == _SATURDAY else RestDay.SUNDAY
