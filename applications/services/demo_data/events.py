"""Events of a scene, played in the order of their time."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from applications import clock

Event = tuple[datetime, Callable[[], object]]

_OFFICE_OPENS: Final = time(8, 20)
_STEP: Final = timedelta(minutes=5)


def play(events: Iterable[Event]) -> None:
    """Let everything happen; what has the same time happens in the order given."""
    for _at, happen in sorted(events, key=lambda event: event[0]):
        happen()


class Diary:
    """Hands out the moments of working days, each of a day only once."""

    def __init__(self) -> None:
        self._next: dict[date, datetime] = {}

    def moment(self, day: date) -> datetime:
        """Return the next free moment of a day."""
        at = self._next.get(day) or datetime.combine(day, _OFFICE_OPENS, clock.BERLIN)
        self._next[day] = at + _STEP
        return at
