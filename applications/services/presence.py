"""Who has a section open: a notice for the others in the team, never a lock. Real time."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from applications import clock
from applications.models import Application, SectionPresence, User
from applications.rules.sections import Section

# Who was not seen for so long is taken to have gone.
STALE_AFTER: Final = timedelta(minutes=5)
WRITE_EVERY: Final = timedelta(minutes=1)


def note_presence(*, application: Application, section: Section, user: User) -> None:
    """Note that somebody writes in a section, at most once a minute.

    A person is in one section at a time: another one that was open before is left.
    """
    now = clock.real_now()
    own = SectionPresence.objects.filter(application=application.pk, user=user)
    row = own.filter(section=section).first()
    if row is None:
        _enter(application, section, user=user)
    elif now - row.seen_at >= STALE_AFTER:
        own.filter(pk=row.pk).update(since=now, seen_at=now)
    elif now - row.seen_at >= WRITE_EVERY:
        own.filter(pk=row.pk).update(seen_at=now)


def leave_section(*, application: Application, section: Section, user: User) -> None:
    """Note that somebody is done with a section."""
    SectionPresence.objects.filter(application=application.pk, section=section, user=user).delete()


def others_present(application: Application, *, user: User) -> list[SectionPresence]:
    """Return who else is writing in which section, those who came first before the others."""
    rows = SectionPresence.objects.filter(
        application=application.pk, seen_at__gt=clock.real_now() - STALE_AFTER
    )
    return list(rows.exclude(user=user).select_related("user").order_by("since", "pk"))


@transaction.atomic
def _enter(application: Application, section: Section, *, user: User) -> None:
    now = clock.real_now()
    SectionPresence.objects.filter(application=application.pk, user=user).delete()
    row = SectionPresence(
        application=application, section=section, user=user, since=now, seen_at=now
    )
    # Two windows of one person may come at the same moment.
    SectionPresence.objects.bulk_create([row], ignore_conflicts=True)
