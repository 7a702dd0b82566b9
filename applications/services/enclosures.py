"""Documents of a draft: receive files, remove them, promise to send one later (Q13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Count, F, Sum

from applications.models import Application, Attachment, Enclosures, PromisedEnclosure, User
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import State
from applications.services.drafts import NotADraft
from applications.services.file_check import CheckedFile, FileRefused, check_file, clean_name
from applications.workflow import audit
from applications.workflow.permissions import require_writer

MAXIMUM_FILES: Final = 30
MAXIMUM_CASE_BYTES: Final = 50 * 1024 * 1024


class PromiseNotAllowed(Exception):
    """In this round all documents must come with the application."""


@dataclass(frozen=True)
class Refusal:
    """A file that was not kept, with the reason."""

    name: str
    reason: FileRefused


def receive_files(
    *,
    application: Application,
    kind: AttachmentKind,
    uploads: "Iterable[File[bytes]]",
    actor: User,
    at: datetime,
) -> list[Refusal]:
    """Keep every good file and return the others. Raises ``NotADraft``."""
    refusals = []
    for upload in uploads:
        try:
            add_attachment(application=application, kind=kind, upload=upload, actor=actor, at=at)
        except FileRefused as reason:
            refusals.append(Refusal(clean_name(upload.name or ""), reason))
    return refusals


def add_attachment(
    *,
    application: Application,
    kind: AttachmentKind,
    upload: "File[bytes]",
    actor: User,
    at: datetime,
) -> Attachment:
    """Check and keep one file, as it came. Raises ``FileRefused`` and ``NotADraft``.

    The slow work, parsing and storing, is done before the transaction; a stored file whose
    row was refused is deleted again. A promise for this kind is fulfilled by the file.
    """
    require_writer(actor, application)
    checked = check_file(upload)
    attachment = Attachment(
        application=application,
        kind=kind,
        name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        pages=checked.pages,
        sha256=checked.sha256,
        uploaded_at=at,
        uploaded_by=actor,
    )
    attachment.file.save(checked.name, ContentFile(checked.content), save=False)
    try:
        _keep(attachment, checked=checked, actor=actor, at=at)
    except BaseException:
        attachment.file.delete(save=False)
        raise
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, actor: User, at: datetime) -> None:
    """Delete a file of a draft; the bytes go once the row is gone. Raises ``NotADraft``."""
    application = attachment.application
    _touch(application, actor=actor, at=at)
    file = attachment.file
    _log("attachment.removed", attachment, actor=actor, at=at)
    attachment.delete()
    transaction.on_commit(lambda: file.delete(save=False))


@transaction.atomic
def promise_enclosure(
    *,
    application: Application,
    kind: AttachmentKind,
    until: date,
    reason: str,
    actor: User,
    at: datetime,
) -> None:
    """Note that a document follows until a day. Raises ``PromiseNotAllowed``, ``NotADraft``."""
    if not application.round.allows_promised_enclosures:
        raise PromiseNotAllowed(application.round_id)
    _touch(application, actor=actor, at=at)
    PromisedEnclosure.objects.update_or_create(
        application=application, kind=kind, defaults={"until": until, "reason": reason}
    )


@transaction.atomic
def withdraw_promise(
    *, application: Application, kind: AttachmentKind, actor: User, at: datetime
) -> None:
    """Take a promise back. Raises ``NotADraft``."""
    _touch(application, actor=actor, at=at)
    application.promised_enclosures.filter(kind=kind).delete()


@transaction.atomic
def visit_enclosures(*, application: Application, actor: User, at: datetime) -> None:
    """Note that the section was gone through, also when nothing was added."""
    _touch(application, actor=actor, at=at)


@transaction.atomic
def _keep(attachment: Attachment, *, checked: CheckedFile, actor: User, at: datetime) -> None:
    application, kind = attachment.application, AttachmentKind(attachment.kind)
    _touch(application, actor=actor, at=at)
    # Behind the write lock, because two people may add files at the same moment.
    _check_room(application, kind=kind, checked=checked)
    attachment.save(force_insert=True)
    application.promised_enclosures.filter(kind=kind).delete()
    _log("attachment.added", attachment, actor=actor, at=at)


def _check_room(application: Application, *, kind: AttachmentKind, checked: CheckedFile) -> None:
    files = Attachment.objects.filter(application=application.pk)
    if files.filter(kind=kind, sha256=checked.sha256).exists():
        raise FileRefused("duplicate")
    sums = files.aggregate(count=Count("pk"), size=Sum("size", default=0))
    if sums["count"] >= MAXIMUM_FILES:
        raise FileRefused("too_many", maximum=MAXIMUM_FILES)
    if sums["size"] + len(checked.content) > MAXIMUM_CASE_BYTES:
        raise FileRefused("quota", maximum=MAXIMUM_CASE_BYTES // 1024**2)


def _touch(application: Application, *, actor: User, at: datetime) -> None:
    """Count up the version of the section; the first write also takes the lock of the draft."""
    require_writer(actor, application)
    drafts = Application.objects.filter(pk=application.pk, state=State.DRAFT)
    if not drafts.update(edited_at=at, edited_by=actor):
        raise NotADraft(application.pk)
    Enclosures.objects.filter(pk=application.pk).update(
        version=F("version") + 1, saved_at=at, saved_by=actor
    )


def _log(event: str, attachment: Attachment, *, actor: User, at: datetime) -> None:
    # By code: a reference to the row would keep the draft from being deleted.
    audit.record(
        event,
        actor=actor,
        at=at,
        code=attachment.application.code,
        kind=attachment.kind,
        size=attachment.size,
        sha256=attachment.sha256,
    )
