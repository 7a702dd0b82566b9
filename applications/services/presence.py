"""Who has a section open: a notice for the others in the team, never a lock. Real time."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction

from applications import clock
from applications.models import Application, SectionPresence, User
from applications.rules.sections import Section

# Who was not seen for so long is taken to have gone.
STALE_AFTER: Final = timedelta(minutes=5)
WRITE_EVERY: Final = timedelta(minutes=1)


def note_presence(
    *, application: Application, section: Section, user: User
) -> list[SectionPresence]:
    """Note that somebody writes in a section, at most once a minute; return who else does.

    A person is in one section at a time: another one that was open before is left.
    """
    now = clock.real_now()
    rows = list(_rows(application))
    here = [row for row in rows if row.section == section]
    own = next((row for row in here if row.user_id == user.pk), None)
    if own is None:
        left = next((row for row in rows if row.user_id == user.pk), None)
        _enter(application, section, user=user, left=left)
    elif now - own.seen_at >= STALE_AFTER:
        SectionPresence.objects.filter(pk=own.pk).update(since=now, seen_at=now)
    elif now - own.seen_at >= WRITE_EVERY:
        SectionPresence.objects.filter(pk=own.pk).update(seen_at=now)
    return _others(here, user)


def leave_section(*, application: Application, section: Section, user: User) -> None:
    """Note that somebody is done with a section."""
    SectionPresence.objects.filter(application=application.pk, section=section, user=user).delete()


def others_present(application: Application, *, user: User) -> list[SectionPresence]:
    """Return who else is writing in which section, those who came first before the others."""
    return _others(_rows(application), user)


def others_in(*, application: Application, section: Section, user: User) -> list[SectionPresence]:
    """Return who else is writing in one section."""
    return [row for row in others_present(application, user=user) if row.section == section]


def _rows(application: Application) -> Iterable[SectionPresence]:
    rows = SectionPresence.objects.filter(application=application.pk).select_related("user")
    return rows.order_by("since", "pk")


def _others(rows: Iterable[SectionPresence], user: User) -> list[SectionPresence]:
    limit = clock.real_now() - STALE_AFTER
    return [row for row in rows if row.user_id != user.pk and row.seen_at > limit]


def _enter(
    application: Application, section: Section, *, user: User, left: SectionPresence | None
) -> None:
    """Note that somebody comes, from another section or from elsewhere."""
    now = clock.real_now()
    here = {"section": section, "since": now, "seen_at": now}
    # Two windows of one person may come at the same moment: then the other one has noted it.
    if left is not None:
        with suppress(IntegrityError), transaction.atomic():
            SectionPresence.objects.filter(pk=left.pk).update(**here)
    else:
        row = SectionPresence(application=application, user=user, **here)
        SectionPresence.objects.bulk_create([row], ignore_conflicts=True)
