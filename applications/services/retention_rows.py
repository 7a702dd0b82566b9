"""Rows beside the cases that are kept for a time only: mails, invitations, sessions, jobs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connection
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from applications import clock
from applications.models import (
    CasePresence,
    Enquiry,
    Export,
    Invitation,
    Message,
    Organisation,
    SecondFactorReset,
    SectionPresence,
    StaffInvitation,
    SubmissionFeedback,
    User,
)
from applications.rules.retention import Kind
from applications.services.removal import remove_rows

Rows = "QuerySet[Any]"
# Evidence that a case does not hold: the job deletes it past the triggers.
EVIDENCE: Final[Mapping[Kind, Callable[[datetime], Any]]] = {
    Kind.EXPORTS: lambda latest: Export.objects.filter(requested_at__lte=latest),
    Kind.FACTOR_RESETS: lambda latest: SecondFactorReset.objects.filter(closed_at__lte=latest),
}
_PLAIN: Final[Mapping[Kind, Callable[[datetime], tuple[Any, ...]]]] = {
    Kind.ORGANISATIONS: lambda _latest: (
        Organisation.objects.filter(applications=None, memberships=None),
    ),
    Kind.ENQUIRIES: lambda latest: (Enquiry.objects.filter(answered_at__lte=latest),),
    Kind.FEEDBACK: lambda latest: (
        SubmissionFeedback.objects.filter(given_on__lte=clock.berlin_date(latest)),
    ),
    Kind.MAILS: lambda latest: (Message.objects.filter(ordered_at__lte=latest),),
    Kind.INVITATIONS: lambda latest: (
        Invitation.objects.filter(expires_at__lte=latest),
        StaffInvitation.objects.filter(expires_at__lte=latest),
    ),
    Kind.PRESENCES: lambda latest: (
        SectionPresence.objects.filter(seen_at__lte=latest),
        CasePresence.objects.filter(seen_at__lte=latest),
    ),
    Kind.SESSIONS: lambda latest: (
        Session.objects.filter(expire_date__lte=latest),
        UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
    ),
    Kind.JOBS: lambda latest: (DBTaskResult.objects.filter(finished_at__lte=latest),),
}
PLAIN: Final = tuple(_PLAIN)


def remove_plain(kind: Kind, latest: datetime) -> int:
    """Delete the rows of one kind that began at the latest then; return how many."""
    count = 0
    for rows in _PLAIN[kind](latest):
        count += rows.count()
        remove_rows(rows)
    return count


def unconfirmed_accounts(latest: datetime) -> "QuerySet[User]":
    """Return accounts that nobody confirmed and that belong to no team."""
    strangers = User.objects.filter(
        is_staff=False, erased_at=None, memberships=None, joined_at__lte=latest
    )
    return strangers.exclude(emailaddress__verified=True).order_by("pk")


def remove_stale_cache(real: datetime) -> int:
    """Delete entries of the cache that are over; the cache itself waits until it is full."""
    if not isinstance(cache, BaseDatabaseCache):
        return 0
    now = connection.ops.adapt_datetimefield_value(real.replace(microsecond=0))
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - own name
        return int(cursor.rowcount)
