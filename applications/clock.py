"""The one clock: business time, shifted by one stored offset while a rehearsal runs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

BERLIN = ZoneInfo("Europe/Berlin")


class _Offset:
    """Holds the offset of this process; a reader fills it once, at the first question."""

    def __init__(self) -> None:
        self.value: timedelta | None = None
        self.read: Callable[[], timedelta] = timedelta


_offset = _Offset()


def now() -> datetime:
    """Return the instant that counts for receipt, moves, deadlines and documents (UTC)."""
    return business_time(real_now())


def business_time(real: datetime) -> datetime:
    """Return the instant of business that belongs to a real one: the same, but in a rehearsal."""
    if _offset.value is None:
        _offset.value = _offset.read()
    return real + _offset.value


def today() -> date:
    """Return the date of ``now()`` in Europe/Berlin."""
    return berlin_date(now())


def real_now() -> datetime:
    """Return the instant of the machine, for sessions, codes, throttles and job retries (UTC)."""
    return timezone.now()


def berlin_date(instant: datetime) -> date:
    """Return the calendar date of an instant in Europe/Berlin."""
    return instant.astimezone(BERLIN).date()


def use_offset_from(reader: Callable[[], timedelta]) -> None:
    """Say where the offset of a rehearsal is stored; asked once per process."""
    _offset.read = reader
    _offset.value = None


def set_offset(offset: timedelta) -> None:
    """Shift business time of this process by ``offset`` from now on."""
    _offset.value = offset


def reset() -> None:
    """Forget the offset; the next question reads it anew."""
    _offset.value = None
