"""The latest events of applications, for the people who may read them."""

from collections.abc import Iterable
from typing import Final

from applications.models import AuditEvent
from applications.texts.events import READING

LINES: Final = 10


def recent_events(*, closed: Iterable[int]) -> list[AuditEvent]:
    """Return what happened last to applications that were sent; reading alone is no event.

    ``closed`` are the cases that are closed for the reader.
    """
    events = AuditEvent.objects.filter(application__submitted_at__isnull=False)
    seen = events.exclude(event__in=READING).exclude(application__in=closed)
    read = seen.select_related("actor", "application").only(
        "event", "at", "actor__name", "application__code", "application__reference_number"
    )
    return list(read.order_by("-number")[:LINES])
