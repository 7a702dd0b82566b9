"""How this installation is doing: one list of readings for the page „Betrieb“ and the metrics.

Numbers only, without anything personal. Waiting is measured in business time, as its rows are;
everything else in real time.
"""

import logging
import math
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Exists, Min, OuterRef, Q
from django_tasks_db.models import DBTaskResult

from applications import clock
from applications.models import AuditEvent, Document, LetterDraft, Message, SubmissionSnapshot
from applications.rules.alarms import SIGN_IN_WINDOW_SECONDS, Level, Value, level_of
from applications.rules.documents import DocumentKind
from applications.services import audit_checks, health
from applications.services.outbox import MAIL_DUE_AFTER, MAXIMUM_ATTEMPTS
from applications.services.round_sums import round_sums

logger = logging.getLogger(__name__)

# Whoever asks more often gets the answer from before.
_KEPT_SECONDS: Final = 10
# So many of the latest rows of the log are searched for refused sign-ins.
_LATEST_ROWS: Final = 10_000
# What should happen once a day -> the event that says it did.
DAILY: Final = {
    Value.SINCE_AUDIT: "audit.verified",
    Value.SINCE_BACKUP: "backup.made",
    Value.SINCE_RETENTION: "retention.applied",
}
_REFUSALS: Final = ("session.refused", "second_factor.refused")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One number; ``labels`` tell apart readings of one value, such as its round."""

    value: Value
    number: float | Decimal
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """Return how it stands."""
        return level_of(self.value, self.number)


class _Last:
    """The last readings of this process, and when they were taken."""

    at: float = -math.inf
    readings: Sequence[Reading] = ()


def readings() -> Sequence[Reading]:
    """Return all readings, at most ten seconds old; what cannot be asked is missing."""
    if time.monotonic() - _Last.at >= _KEPT_SECONDS:
        _Last.readings = tuple(one for name in SOURCES for one in _asked(name))
        _Last.at = time.monotonic()
    return _Last.readings


def forget() -> None:
    """Ask anew the next time."""
    _Last.at = -math.inf
    health.forget()


def alarms() -> int:
    """Return how many values call somebody now."""
    return len({one.value for one in readings() if one.level == Level.ALARM})


def last_daily() -> dict[Value, datetime | None]:
    """Return when each daily deed was done last, in real time; None: never."""
    return {value: _last_time(event) for value, event in DAILY.items()}


def _asked(name: str) -> list[Reading]:
    try:
        return list(SOURCES[name]())
    except (DatabaseError, OSError):
        logger.exception("no readings of %s", name)
        return []


def _parts() -> Iterator[Reading]:
    failed = health.failed_parts()
    for name in health.PARTS:
        yield Reading(
            value=Value.PART_WORKS, number=int(name not in failed), labels={"part": name}
        )


def _jobs() -> Iterator[Reading]:
    rows = DBTaskResult.objects.ready().order_by().values_list("task_path")
    for path, count, oldest in rows.annotate(count=Count("pk"), oldest=Min("enqueued_at")):
        labels = {"job": path.rpartition(".")[2]}
        yield Reading(value=Value.JOBS_WAITING, number=count, labels=labels)
        yield Reading(value=Value.JOB_WAITS, number=_age(oldest, clock.real_now()), labels=labels)


def _mails() -> Iterator[Reading]:
    waiting, oldest, parked = _open_rows(Message.objects.filter(sent_at=None), len(MAIL_DUE_AFTER))
    yield Reading(value=Value.MAILS_WAITING, number=waiting)
    yield Reading(value=Value.MAIL_WAITS, number=oldest)
    yield Reading(value=Value.MAILS_PARKED, number=parked)


def _documents() -> Iterator[Reading]:
    rows = Document.objects.filter(rendered_at=None)
    waiting, oldest, parked = _open_rows(rows, MAXIMUM_ATTEMPTS)
    yield Reading(value=Value.DOCUMENTS_WAITING, number=waiting)
    yield Reading(value=Value.DOCUMENT_WAITS, number=oldest)
    yield Reading(value=Value.DOCUMENTS_PARKED, number=parked)


def _open_rows(rows: Any, most_tries: int) -> tuple[int, float, int]:
    """Return how many rows wait, for how long, and how many were tried too often."""
    tried = Q(attempts__gte=most_tries)
    found = rows.aggregate(
        waiting=Count("pk", filter=~tried),
        oldest=Min("ordered_at", filter=~tried),
        parked=Count("pk", filter=tried),
    )
    return found["waiting"], _age(found["oldest"], clock.now()), found["parked"]


def _missing_files() -> Iterator[Reading]:
    """Look from what was sent and released for files, not from their orders."""
    receipts = Document.objects.filter(
        snapshot=OuterRef("pk"),
        kind=DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT,
        rendered_at__isnull=False,
    )
    unproved = SubmissionSnapshot.objects.filter(~Exists(receipts))
    released = LetterDraft.objects.filter(
        release__is_released=True, discarded_at=None, document__rendered_at=None
    )
    for rows, since, count, age in (
        (unproved, "frozen_at", Value.RECEIPTS_MISSING, Value.RECEIPT_MISSING),
        (released, "release__closed_at", Value.LETTERS_MISSING, Value.LETTER_MISSING),
    ):
        found = rows.aggregate(count=Count("pk"), oldest=Min(since))
        yield Reading(value=count, number=found["count"])
        yield Reading(value=age, number=_age(found["oldest"], clock.now()))


def _money() -> Iterator[Reading]:
    for one in round_sums():
        name = {"round": one.funding_round.reference_prefix}
        yield Reading(value=Value.MONEY_IS_RIGHT, number=int(one.is_right), labels=name)
        yield Reading(value=Value.ROUND_BUDGET, number=one.funding_round.budget_eur, labels=name)
        for value, sums in (
            (Value.ROUND_BOOKED, one.booked),
            (Value.ROUND_DECIDED, one.decided),
        ):
            for kind, amount in sums.items():
                yield Reading(value=value, number=amount, labels={**name, "kind": kind})


def _log() -> Iterator[Reading]:
    now, head = clock.real_now(), audit_checks.current_head()
    yield Reading(value=Value.AUDIT_ROWS, number=head.number)
    yield Reading(value=Value.AUDIT_END_IS_WHOLE, number=int(audit_checks.end_is_whole()))
    walk = AuditEvent.objects.filter(event=DAILY[Value.SINCE_AUDIT]).order_by("-number").first()
    yield Reading(value=Value.AUDIT_BREAKS, number=walk.data["breaks"] if walk else 0)
    refused = AuditEvent.objects.filter(
        event__in=_REFUSALS,
        number__gt=head.number - _LATEST_ROWS,
        real_at__gt=now - timedelta(seconds=SIGN_IN_WINDOW_SECONDS),
    )
    yield Reading(value=Value.SIGN_INS_REFUSED, number=refused.count())


def _daily() -> Iterator[Reading]:
    """Tell how long ago each was; what never was is as old as the installation."""
    begun = AuditEvent.objects.order_by("number").values_list("real_at", flat=True).first()
    for value, at in last_daily().items():
        yield Reading(value=value, number=_age(at or begun, clock.real_now()))


def _clock() -> Iterator[Reading]:
    yield Reading(value=Value.CLOCK_OFFSET, number=health.clock_offset())


def _space() -> Iterator[Reading]:
    """Measure the disks of this machine; a bucket has no end that we could see."""
    places: dict[str, str | Path] = {"data": settings.VAR_DIR, "temporary": tempfile.gettempdir()}
    if not settings.S3_BUCKET:
        places["files"] = settings.MEDIA_ROOT
    for place, folder in places.items():
        # A folder that is made with its first file lies on the disk of the one above.
        there = next(one for one in (Path(folder), *Path(folder).parents) if one.exists())
        free = shutil.disk_usage(there).free
        yield Reading(value=Value.FREE_BYTES, number=free, labels={"place": place})


def _last_time(event: str) -> datetime | None:
    rows = AuditEvent.objects.filter(event=event).order_by("-number")
    return rows.values_list("real_at", flat=True).first()


def _age(since: datetime | None, now: datetime) -> float:
    """Return seconds; nothing is no time old."""
    return max((now - since).total_seconds(), 0) if since else 0


SOURCES: Final[dict[str, Callable[[], Iterator[Reading]]]] = {
    "parts": _parts,
    "jobs": _jobs,
    "mails": _mails,
    "documents": _documents,
    "missing files": _missing_files,
    "money": _money,
    "log": _log,
    "daily": _daily,
    "clock": _clock,
    "space": _space,
}
