"""Messages between the association and the authority about one case (S02)."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import (
    Count,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce

from applications.models import (
    Application,
    CaseMessage,
    CaseMessageFile,
    CaseMessageReading,
    Hearing,
    User,
)
from applications.rules.lifecycle import Role
from applications.services.file_check import CheckedFile, FileRefused, check_file, clean_name
from applications.services.scanner import Scanner
from applications.services.team_mail import tell_team
from applications.workflow import audit, permissions
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import NotPermitted, staff_roles

MAXIMUM_LENGTH: Final = 2000
MAXIMUM_FILES: Final = 5
# What one case may hold in messages of the association, and what it may send in a day.
MAXIMUM_CASE_BYTES: Final = 50 * 1024 * 1024
MAXIMUM_A_DAY: Final = 30
WRITERS_OF_THE_AUTHORITY: Final = frozenset({Role.CASE_WORKER, Role.HEAD})


class NotSentYet(Exception):
    """A draft has no messages: the authority does not know it."""


class TooManyMessages(Exception):
    """The team has written so often today that somebody should call."""


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not taken, with the reason."""

    name: str
    reason: FileRefused


@dataclass
class FilesRefused(Exception):
    """At least one file cannot be kept, so nothing was sent."""

    files: list[RefusedFile]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message of a thread; ``is_new`` when nobody of the other side had seen it before."""

    row: CaseMessage
    is_new: bool


def may_write(actor: User, application: Application, *, from_authority: bool) -> bool:
    """Say whether a person writes for this side; advisers and the audit office only read."""
    if from_authority:
        return bool(staff_roles(actor) & WRITERS_OF_THE_AUTHORITY)
    return permissions.may_write(actor, application)


def write_message(
    *,
    application: Application,
    text: str,
    uploads: "Sequence[File[bytes]]",
    last_own: int,
    from_authority: bool,
    actor: User,
    at: datetime,
    hearing: Hearing | None = None,
) -> CaseMessage:
    """Send one message with its files, all or nothing; with a hearing it is an answer to it.

    ``last_own`` is the number of the writer's latest message when the form was shown: the same
    words with the same files after it come from a second click and give the first message back.
    Raises ``NotPermitted``, ``ConflictOfInterest``, ``NotSentYet``, ``FilesRefused`` and
    ``TooManyMessages``.
    """
    if application.is_draft:
        raise NotSentYet(application.pk)
    if not may_write(actor, application, from_authority=from_authority):
        raise NotPermitted(actor.pk)
    require_unbiased(actor, application)
    checked = _check(uploads)
    message = CaseMessage(
        application=application,
        hearing=hearing,
        sender=actor,
        from_authority=from_authority,
        text=text,
        sent_at=at,
    )
    # Checking and storing are slow, so they are done before the transaction; what was stored
    # goes again unless the message is kept.
    with ExitStack() as stored:
        files = [_store(message, one, at=at, stored=stored) for one in checked]
        kept = _keep(message, files, last_own=last_own, actor=actor, at=at)
        if kept is message:
            stored.pop_all()
    return kept


def thread(application: Application) -> list[Letter]:
    """Return all messages of a case with senders and files, the newest first."""
    rows = CaseMessage.objects.filter(application=application).select_related("sender")
    is_new = ExpressionWrapper(Q(reading=None), output_field=BooleanField())
    rows = rows.prefetch_related("files").annotate(is_new=is_new).order_by("-pk")
    return [Letter(row=row, is_new=row.is_new) for row in rows]


def last_own(letters: Iterable[Letter], actor: User) -> int:
    """Return the number of the person's latest message, 0 before the first."""
    own = (letter.row.pk for letter in letters if letter.row.sender_id == actor.pk)
    return max(own, default=0)


def note_reading(
    *,
    application: Application,
    letters: Iterable[Letter],
    by_authority: bool,
    actor: User,
    at: datetime,
) -> None:
    """Note who of the other side saw messages of a thread first.

    Only people who could answer read for their side: an adviser or an auditor who looks in
    must not take a message out of the list of what is new.
    """
    new = [one.row for one in letters if one.is_new and one.row.from_authority != by_authority]
    if not new or not may_write(actor, application, from_authority=by_authority):
        return
    with transaction.atomic():
        # Locked, so that a message that comes at this moment stays new.
        Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        CaseMessageReading.objects.bulk_create(
            [CaseMessageReading(message=row, reader=actor, read_at=at) for row in new],
            ignore_conflicts=True,
        )
        if by_authority:
            waiting = _unread(from_authority=False).filter(application=application)
            _note_news(application, waiting.exists())


def with_new_letters(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Count in each case what the authority wrote and nobody of the team has seen."""
    waiting = _unread(from_authority=True).filter(application=OuterRef("pk")).order_by()
    counted = waiting.values("application").annotate(count=Count("pk")).values("count")
    return cases.annotate(new_letters=Coalesce(Subquery(counted), 0))


def count_letters(application: Application) -> tuple[int, int]:
    """Return how many messages a case has, and how many of the authority nobody has seen."""
    waiting = Count("pk", filter=Q(from_authority=True, reading=None))
    rows = CaseMessage.objects.filter(application=application)
    counted = rows.aggregate(all=Count("pk"), waiting=waiting)
    return counted["all"], counted["waiting"]


def cases_with_news(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Return those cases in which the association wrote and nobody has looked."""
    return cases.filter(has_news=True)


@transaction.atomic
def note_file_download(*, file: CaseMessageFile, actor: User, at: datetime) -> None:
    """Log that a member of staff downloaded a file of a message."""
    audit.record(
        "message_file.downloaded",
        actor=actor,
        at=at,
        application=file.message.application,
        file=file.pk,
        sha256=file.sha256,
    )


def _unread(from_authority: bool) -> QuerySet[CaseMessage]:
    rows: QuerySet[CaseMessage] = CaseMessage.objects.filter(
        from_authority=from_authority, reading=None
    )
    return rows


def _note_news(application: Application, has_news: bool) -> None:
    """Write down for the list whether a message of the association waits."""
    Application.objects.filter(pk=application.pk).update(has_news=has_news)


def _check(uploads: "Sequence[File[bytes]]") -> list[CheckedFile]:
    """Judge every file, so that one answer names all that are refused."""
    checked, refused, scanner = [], [], Scanner()
    for number, upload in enumerate(uploads):
        try:
            if number >= MAXIMUM_FILES:
                raise FileRefused("too_many_in_message", maximum=MAXIMUM_FILES)
            checked.append(check_file(upload, scanner=scanner))
        except FileRefused as reason:
            refused.append(RefusedFile(clean_name(upload.name or ""), reason))
    if refused:
        raise FilesRefused(refused)
    return checked


def _store(
    message: CaseMessage, checked: CheckedFile, *, at: datetime, stored: ExitStack
) -> CaseMessageFile:
    row = CaseMessageFile(
        message=message,
        name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        pages=checked.pages,
        sha256=checked.sha256,
        scan=checked.scan,
        uploaded_at=at,
    )
    storage = row.file.storage
    row.file.save(checked.name, ContentFile(checked.content), save=False)
    stored.callback(partial(storage.delete, str(row.file.name)))
    stored.callback(partial(storage.delete, row.readable_file))
    storage.save(row.readable_file, ContentFile(checked.readable))
    return row


@transaction.atomic
def _keep(
    message: CaseMessage,
    files: Sequence[CaseMessageFile],
    *,
    last_own: int,
    actor: User,
    at: datetime,
) -> CaseMessage:
    # Locked, so that two clicks at the same moment come one after the other.
    cases = Application.objects.select_for_update(of=("self",))
    application = cases.get(pk=message.application_id)
    if sent := _sent_already(message, files, last_own=last_own):
        return sent
    if not message.from_authority:
        _check_room(application, files, at=at)
    message.save(force_insert=True)
    for file in files:
        file.message = message
        file.save(force_insert=True)
    audit.record(
        "message.sent",
        actor=actor,
        at=at,
        application=application,
        message=message.pk,
        from_authority=message.from_authority,
        files=[file.sha256 for file in files],
    )
    if message.from_authority:
        tell_team("new_message", application=application, at=at)
    else:
        _note_news(application, True)
    return message


def _sent_already(
    message: CaseMessage, files: Sequence[CaseMessageFile], *, last_own: int
) -> CaseMessage | None:
    later: QuerySet[CaseMessage] = CaseMessage.objects.filter(
        application=message.application_id,
        sender=message.sender_id,
        from_authority=message.from_authority,
        hearing=message.hearing_id,
        text=message.text,
        pk__gt=last_own,
    )
    prints = sorted(file.sha256 for file in files)
    for row in later.prefetch_related("files").order_by("pk"):
        if sorted(file.sha256 for file in row.files.all()) == prints:
            return row
    return None


def _check_room(
    application: Application, files: Sequence[CaseMessageFile], *, at: datetime
) -> None:
    """Keep one case from filling the disk."""
    own = CaseMessage.objects.filter(application=application, from_authority=False)
    if own.filter(sent_at__gt=at - timedelta(days=1)).count() >= MAXIMUM_A_DAY:
        raise TooManyMessages(application.pk)
    if not files:
        return
    kept = CaseMessageFile.objects.filter(message__in=own).aggregate(size=Sum("size", default=0))
    if kept["size"] + sum(file.size for file in files) > MAXIMUM_CASE_BYTES:
        reason = FileRefused("message_quota", maximum=MAXIMUM_CASE_BYTES // 1024**2)
        raise FilesRefused([RefusedFile(file.name, reason) for file in files])
