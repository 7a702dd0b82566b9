"""Who of the authority has a case open: a notice, never a lock. Real time.

Written at most once a minute: whoever leafs through the documents of a case only reads.
"""

from datetime import timedelta
from typing import Final

from applications import clock
from applications.models import Application, CasePresence, User

# Who was not seen for so long is taken to have gone.
STALE_AFTER: Final = timedelta(minutes=5)
WRITE_EVERY: Final = timedelta(minutes=1)


def note_presence(*, application: Application, user: User) -> list[User]:
    """Note that somebody has a case open, and return who else has, the latest first."""
    now = clock.real_now()
    rows = CasePresence.objects.filter(application=application, seen_at__gt=now - STALE_AFTER)
    present = list(rows.select_related("person").order_by("-seen_at"))
    own = [row.seen_at for row in present if row.person_id == user.pk]
    if not own or now - own[0] >= WRITE_EVERY:
        CasePresence.objects.update_or_create(
            application=application, person=user, defaults={"seen_at": now}
        )
    return [row.person for row in present if row.person_id != user.pk]
