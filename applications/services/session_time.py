"""How long a session still lives: without action, and at all; in real time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import salted_hmac

# Kept in the session, in whole seconds since 1970.
SIGNED_IN_AT: Final = "signed_in_at"
LAST_SEEN_AT: Final = "last_seen_at"
# Writing the session at every request would cost an update per click.
WRITE_EVERY_SECONDS: Final = 60


@dataclass(frozen=True)
class SessionTime:
    """The seconds that are left; below zero the session is over."""

    until_idle: int
    until_absolute_end: int

    @property
    def left(self) -> int:
        """Return the seconds until the session ends if its owner does nothing."""
        return min(self.until_idle, self.until_absolute_end)


def session_time(session: Mapping[str, Any], *, is_staff: bool, now: int) -> SessionTime:
    """Return what is left of a session at ``now``; one without marks begins now."""
    idle, absolute = session_limits(is_staff=is_staff)
    return SessionTime(
        until_idle=idle - (now - session.get(LAST_SEEN_AT, now)),
        until_absolute_end=absolute - (now - session.get(SIGNED_IN_AT, now)),
    )


def next_stamp(session: Mapping[str, Any], *, now: int) -> int:
    """Return the instant of the last action as it stands in the session after this request."""
    last = int(session.get(LAST_SEEN_AT, 0))
    return now if now - last >= WRITE_EVERY_SECONDS else last


def session_limits(*, is_staff: bool) -> tuple[int, int]:
    """Return the seconds without action and the seconds at all."""
    if is_staff:
        return settings.STAFF_SESSION_IDLE_SECONDS, settings.STAFF_SESSION_ABSOLUTE_SECONDS
    return settings.SESSION_IDLE_SECONDS, settings.SESSION_ABSOLUTE_SECONDS


def person_mark(user_id: int) -> str:
    """Return a mark by which a page knows whether the same person is still signed in."""
    return salted_hmac("person mark", str(user_id)).hexdigest()[:16]
