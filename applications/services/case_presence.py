"""Who of the authority has a case open: a notice, never a lock. Real time."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from applications import clock
from applications.models import Application, CasePresence, User

# Who was not seen for so long is taken to have gone.
STALE_AFTER: Final = timedelta(minutes=5)


@transaction.atomic
def note_presence(*, application: Application, user: User) -> list[User]:
    """Note that somebody opened a case, and return who else has it open, the latest first."""
    now = clock.real_now()
    rows = CasePresence.objects.filter(application=application)
    if not rows.filter(person=user).update(seen_at=now):
        # Two windows of one person may come at the same moment.
        rows.get_or_create(application=application, person=user, defaults={"seen_at": now})
    others = rows.filter(seen_at__gt=now - STALE_AFTER).exclude(person=user)
    return [row.person for row in others.select_related("person").order_by("-seen_at")]
