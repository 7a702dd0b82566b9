"""„Gelesen“: who of the authority has read which document."""

from datetime import datetime

from django.db import transaction

from applications.models import Application, Attachment, AttachmentReading, User
from applications.rules.lifecycle import Role
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require

READERS = frozenset({Role.CASE_WORKER, Role.APPROVER, Role.HEAD})


@transaction.atomic
def mark_as_read(*, attachment: Attachment, actor: User, at: datetime) -> None:
    """Note that the person has read a document; a second click changes nothing.

    Raises ``NotPermitted`` and ``ConflictOfInterest``.
    """
    require(actor, *READERS)
    require_unbiased(actor, attachment.application)
    _row, is_new = AttachmentReading.objects.get_or_create(
        attachment=attachment, reader=actor, defaults={"read_at": at}
    )
    if is_new:
        audit.record(
            "attachment.read",
            actor=actor,
            at=at,
            application=attachment.application,
            attachment=attachment.pk,
            sha256=attachment.sha256,
        )


def readings_of(application: Application) -> dict[int, list[AttachmentReading]]:
    """Return who has read each document, by its number."""
    rows = AttachmentReading.objects.filter(attachment__application=application)
    found: dict[int, list[AttachmentReading]] = {}
    for row in rows.select_related("reader").order_by("pk"):
        found.setdefault(row.attachment_id, []).append(row)
    return found
