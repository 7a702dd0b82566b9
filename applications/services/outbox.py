"""Documents and mails to do: rows ordered with the deed, carried out by jobs after it.

The row is the truth: a document without ``rendered_at`` and a message without ``sent_at`` are
still to do, whatever became of the job. ``sweep`` starts the jobs of such rows again.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Max, Q
from django_tasks import task

from applications import clock
from applications.documents import store
from applications.models import (
    Application,
    AwardChange,
    AwardList,
    Decision,
    Document,
    Membership,
    Message,
    SubmissionSnapshot,
    User,
)
from applications.notifications import mails
from applications.rules.choices import Origin
from applications.rules.documents import DocumentKind
from applications.rules.letters import Letter
from applications.rules.lifecycle import Move, Role
from applications.rules.record_parts import FrozenRecord
from applications.services.letter_drafts import write_draft
from applications.services.sent_version import latest_snapshot
from applications.workflow.snapshots import sha256_of

# After that many failures a document waits for a person; staff see it in their list.
MAXIMUM_ATTEMPTS: Final = 5
_MINUTES: Final = (5, 10, 20, 40, 80, 160, 320, 640)
_HOURS: Final = (24, 36, 48, 60, 72)
# When a mail with so many tries is due again, counted from its order; after the last one it waits
# for a person, too. A mail server may be away for a weekend.
MAIL_DUE_AFTER: Final = (
    timedelta(minutes=_MINUTES[0]),
    *(timedelta(minutes=minutes) for minutes in _MINUTES),
    *(timedelta(hours=hours) for hours in _HOURS),
)
SENDERS: Final = (Role.REPRESENTATIVE, Role.MEMBER)
_STUCK_AFTER: Final = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def carry_out(
    move: Move,
    *,
    application: Application,
    at: datetime,
    snapshot: SubmissionSnapshot | None = None,
    recipients: Sequence[User] | None = None,
    context: dict[str, Any] | None = None,
    decision: Decision | None = None,
    change: AwardChange | None = None,
) -> None:
    """Order what the table of moves says comes with a move, in the running transaction.

    Mails go to the recipients, usually the person who sent the application; a document is made
    from the snapshot. A letter about a signed decision or change waits for its release.
    """
    people = sender_of(application) if recipients is None else recipients
    for order in move.orders:
        what, _colon, kind = order.partition(":")
        signed = decision or change
        if what == "document" and snapshot is not None:
            order_document(application=application, snapshot=snapshot, kind=kind, at=at)
        elif what == "letter" and signed and signed.closed_by:
            write_draft(
                DocumentKind(kind),
                application=application,
                at=at,
                actor=signed.closed_by,
                decision=decision,
                change=change,
            )
        elif what == "message":
            _order_messages(kind, people, application=application, at=at, context=context)
        else:
            raise ValueError(f"{order} lacks what it is about")


def _order_messages(
    kind: str,
    people: Sequence[User],
    *,
    application: Application,
    at: datetime,
    context: dict[str, Any] | None,
) -> None:
    for person in people:
        order_message(
            kind=kind,
            recipient=person.email,
            user=person,
            application=application,
            context={"reference_number": application.reference_number, **(context or {})},
            at=at,
        )


def sender_of(application: Application) -> list[User]:
    """Return who sent an application, to be told of it.

    What came on paper was recorded by staff: then it is the team, as soon as there is one.
    """
    if application.origin == Origin.ONLINE:
        return [application.submitted_by] if application.submitted_by else []
    team = Membership.objects.filter(
        organisation=application.organisation_id, role__in=SENDERS, user__is_active=True
    )
    return [row.user for row in team.select_related("user").order_by("pk")]


def order_document(
    *, application: Application, snapshot: SubmissionSnapshot, kind: str, at: datetime
) -> Document:
    """Order the document of a version in the running transaction; the job starts afterwards."""
    document = Document.objects.create(
        application=application,
        snapshot=snapshot,
        kind=kind,
        number=snapshot.version,
        ordered_at=at,
    )
    _start(render_document, document.pk)
    return document


def order_letter(
    *, application: Application, letter: Letter, at: datetime, number: int = 0
) -> Document:
    """Freeze a letter and order its document; without number the edition of the letter counts."""
    document = Document.objects.create(
        application=application,
        snapshot=application.snapshots.get(version=letter.application.version),
        kind=letter.kind,
        number=number or letter.edition,
        content=(content := letter.to_json()),
        content_sha256=sha256_of(content),
        ordered_at=at,
    )
    _start(render_document, document.pk)
    return document


def order_record(
    record: FrozenRecord,
    *,
    at: datetime,
    application: Application | None = None,
    award_list: AwardList | None = None,
    number: int = 1,
) -> Document:
    """Freeze an internal record of a case or of a list and order its document."""
    content = record.in_edition(number).to_json()
    document = Document.objects.create(
        application=application,
        snapshot=latest_snapshot(application) if application else None,
        award_list=award_list,
        kind=record.kind,
        number=number,
        content=content,
        content_sha256=sha256_of(content),
        ordered_at=at,
    )
    _start(render_document, document.pk)
    return document


def make_again(document: Document) -> None:
    """Start the job of a document that is not there yet, however often it failed."""
    _start(render_document, document.pk)


def next_number(application: Application, kind: DocumentKind) -> int:
    """Return the edition that the next document of a kind gets; case rows are locked before."""
    last = Document.objects.filter(application=application, kind=kind).aggregate(Max("number"))
    return int(last["number__max"] or 0) + 1


def order_message(
    *,
    kind: str,
    recipient: str,
    at: datetime,
    user: User | None = None,
    application: Application | None = None,
    context: dict[str, Any] | None = None,
) -> Message | None:
    """Order a mail in the running transaction; the job starts after the commit.

    The associations of a rehearsal are invented: nobody writes to them.
    """
    if application is not None and application.is_rehearsal:
        return None
    message = Message.objects.create(
        kind=kind,
        recipient=recipient,
        user=user,
        application=application,
        context=context or {},
        ordered_at=at,
    )
    _start(send_message, message.pk)
    return message


@task()
def render_document(document_id: int) -> None:
    """Make one document; doing it twice changes nothing."""
    _carry_out(Document, document_id, done="rendered_at", work=store.render)


@task()
def send_message(message_id: int) -> None:
    """Send one mail; doing it twice sends it once."""
    _carry_out(Message, message_id, done="sent_at", work=mails.send_mail)


def sweep(*, at: datetime, with_failed: bool = False) -> int:
    """Start the jobs of all rows that wait too long, and return how many.

    Documents are tried at every sweep, mails after growing waits for three days. What failed too
    often is left to people; ``with_failed`` tries everything, once more.
    """
    waiting = Q(ordered_at__lte=at - _STUCK_AFTER)
    documents = Document.objects.filter(waiting, rendered_at=None).order_by("pk")
    messages = Message.objects.filter(waiting, sent_at=None).order_by("pk")
    if not with_failed:
        documents = documents.filter(attempts__lt=MAXIMUM_ATTEMPTS)
        messages = messages.filter(_is_due(at))
    for document_id in (ids := list(documents.values_list("pk", flat=True))):
        _start(render_document, document_id)
    for message_id in (mail_ids := list(messages.values_list("pk", flat=True))):
        _start(send_message, message_id)
    return len(ids) + len(mail_ids)


def _is_due(at: datetime) -> Q:
    """Return which mails are due, each by the number of its tries."""
    due = Q()
    for attempts, wait in enumerate(MAIL_DUE_AFTER):
        due |= Q(attempts=attempts, ordered_at__lte=at - wait)
    return due


def _start(job: Any, row_id: int) -> None:
    transaction.on_commit(lambda: _enqueue(job, row_id))


def _enqueue(job: Any, row_id: int) -> None:
    """Start a job; if even that fails, the deed stands and the sweep finds the row."""
    try:
        job.enqueue(row_id)
    except Exception:
        logger.exception("job not started: %s %s", job.name, row_id)


def _carry_out(
    model: type[Document | Message], row_id: int, *, done: str, work: Callable[..., None]
) -> None:
    """Do the work of one row once; a failure is kept in the row and in the log."""
    row = model._default_manager.filter(pk=row_id, **{done: None}).first()
    if row is None:
        return
    rows = model._default_manager.filter(pk=row_id)
    # Counting is claiming: of two jobs that found the row at the same moment one goes on.
    if not rows.filter(attempts=row.attempts).update(attempts=F("attempts") + 1):
        return
    try:
        work(row, at=clock.now())
    except Exception as error:
        rows.update(last_error=f"{type(error).__name__}: {error}"[:2000])
        logger.exception("%s %s failed", model.__name__, row_id)
    else:
        rows.update(last_error="")
