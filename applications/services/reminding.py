"""Orders a mail that somebody gets once for each occasion."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from applications.models import Application, Reminder, User
from applications.services import outbox


@transaction.atomic
def remind(
    person: User,
    application: Application,
    occasions: Iterable[str],
    *,
    kind: str,
    context: dict[str, Any],
    at: datetime,
) -> int:
    """Order one mail unless the person had one for each of these occasions; return how many."""
    found = [
        Reminder.objects.get_or_create(
            application=application, user=person, occasion=occasion, defaults={"ordered_at": at}
        )
        for occasion in occasions
    ]
    if not any(is_new for _row, is_new in found):
        return 0
    outbox.order_message(
        kind=kind,
        recipient=person.email,
        user=person,
        # A draft can be deleted, and its mails must not hold it back.
        application=None if application.is_draft else application,
        context=context,
        at=at,
    )
    return 1
