"""Documents that were promised and come after the application was sent.

What was sent stays as it is: the snapshot and its findings do not change. The document is an
addition with its own date, which staff see beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction

from applications.models import Application, Attachment, User
from applications.rules.choices import AttachmentKind
from applications.services.drafts import NotADraft
from applications.services.enclosure_room import OPEN_UNTIL_DECISION
from applications.services.enclosures import Refusal, listed, receive_files
from applications.services.list_filters import first_missed
from applications.services.sent_version import latest_snapshot


@dataclass(frozen=True)
class Promise:
    """A document that was promised at sending, with what has come since."""

    kind: AttachmentKind
    until: date | None
    reason: str
    attachments: tuple[Attachment, ...]


def promises_of(application: Application) -> list[Promise]:
    """Return what the sent version promises; nothing once the authority has decided."""
    if application.state not in OPEN_UNTIL_DECISION:
        return []
    document = latest_snapshot(application).document
    rows = listed(application.attachments.all())
    later = [row for row in rows if is_addition(row, application)]
    return [
        Promise(
            kind=AttachmentKind(item["kind"]),
            until=date.fromisoformat(item["until"]) if item["until"] else None,
            reason=item["reason"] or "",
            attachments=tuple(row for row in later if row.kind == item["kind"]),
        )
        for item in document["answers"]["enclosures"]["promised"]
    ]


def is_addition(attachment: Attachment, application: Application) -> bool:
    """Say whether a document came by itself after the application was sent."""
    sent_at = application.submitted_at
    is_asked_for = attachment.request_id is not None
    return sent_at is not None and not is_asked_for and attachment.uploaded_at > sent_at


def hand_in(
    *,
    application: Application,
    kind: AttachmentKind,
    uploads: "Sequence[File[bytes]]",
    actor: User,
    at: datetime,
) -> list[Refusal]:
    """Keep what was promised, and return the files that were refused.

    Raises ``NotADraft`` when nothing of this kind was promised or the decision was made.
    """
    if kind not in {promise.kind for promise in promises_of(application)}:
        raise NotADraft(application.pk)
    refused = receive_files(
        application=application, kind=kind, uploads=uploads, actor=actor, at=at, is_later=True
    )
    _note_outstanding(application)
    return refused


def _note_outstanding(application: Application) -> None:
    """Write down for the list which of the promised documents is missed first."""
    cases = Application.objects.select_for_update(of=("self",))
    with transaction.atomic():
        current = cases.get(pk=application.pk)
        open_promises = [one for one in promises_of(current) if not one.attachments]
        until = first_missed(one.until for one in open_promises)
        Application.objects.filter(pk=current.pk).update(enclosures_until=until)
