"""Is this installation fit to work? Five questions, cheap enough to be asked every few seconds."""

import logging
import math
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection

from applications import clock
from applications.models import Document, Message
from applications.rules.alarms import LIMITS, Level, Value, level_of
from applications.services import verification
from applications.services.outbox import MAXIMUM_ATTEMPTS

logger = logging.getLogger(__name__)

# Whoever asks more often gets the answer from before: strangers cannot keep the disk busy.
_KEPT_SECONDS: Final = 5


class _Last:
    """The last answer of this process, and when it was given."""

    at: float = -math.inf
    # Once true it stays so while this process runs its version of the program.
    is_current = False
    failed: tuple[str, ...] = ()


def failed_parts() -> tuple[str, ...]:
    """Return the names of the parts that do not work, at most five seconds old."""
    if time.monotonic() - _Last.at >= _KEPT_SECONDS:
        _Last.failed = tuple(name for name, works in PARTS.items() if not _passes(works))
        _Last.at = time.monotonic()
        if _Last.failed:
            logger.error("not ready: %s", ", ".join(_Last.failed))
    return _Last.failed


def forget() -> None:
    """Ask anew the next time."""
    _Last.at, _Last.is_current = -math.inf, False


def _passes(works: Callable[[], bool]) -> bool:
    try:
        return works()
    except (DatabaseError, OSError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations_are_current() -> bool:
    _Last.is_current = _Last.is_current or not any(verification.missing_migrations())
    return _Last.is_current


def _storage_is_writable() -> bool:
    name = default_storage.save(f"health/{secrets.token_hex(8)}", ContentFile(b"x"))
    default_storage.delete(name)
    return True


def _queue_is_short() -> bool:
    """Look for what nobody works on; what was tried often waits for a repair, not for a worker."""
    before = clock.now() - timedelta(seconds=LIMITS[Value.MAIL_WAITS].alarm)
    waiting = {"ordered_at__lt": before, "attempts__lt": MAXIMUM_ATTEMPTS}
    late = (
        Message.objects.filter(sent_at=None, **waiting),
        Document.objects.filter(rendered_at=None, **waiting),
    )
    return not any(rows.exists() for rows in late)


def _clock_is_right() -> bool:
    return level_of(Value.CLOCK_OFFSET, clock_offset()) == Level.GOOD


def clock_offset() -> float:
    """Return how many seconds our clock and that of the database are apart.

    On one machine they are the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (told,) = cursor.fetchone()
    # SQLite tells whole seconds of UTC, as text.
    there = (
        told if isinstance(told, datetime) else datetime.fromisoformat(told).replace(tzinfo=UTC)
    )
    return abs(clock.real_now() - there).total_seconds()


PARTS: Final[dict[str, Callable[[], bool]]] = {
    "database": _database_answers,
    "migrations": _migrations_are_current,
    "storage": _storage_is_writable,
    "queue": _queue_is_short,
    "clock": _clock_is_right,
}
