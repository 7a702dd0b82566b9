"""The latest events of applications, for the people who may read them."""

from typing import Final

from applications.models import AuditEvent, User
from applications.texts.events import READING
from applications.workflow.conflicts import closed_cases

LINES: Final = 10


def recent_events(*, user: User) -> list[AuditEvent]:
    """Return what happened last to applications that were sent; reading alone is no event."""
    events = AuditEvent.objects.filter(application__submitted_at__isnull=False)
    seen = events.exclude(event__in=READING).exclude(application__in=closed_cases(user))
    read = seen.select_related("actor", "application").only(
        "event", "at", "actor__name", "application__code", "application__reference_number"
    )
    return list(read.order_by("-number")[:LINES])
