"""Notes in the audit log who took a file out of the system."""

from datetime import datetime

from django.db import transaction

from applications.models import Attachment, Document, User
from applications.workflow import audit


@transaction.atomic
def note_document_download(*, document: Document, actor: User, at: datetime) -> None:
    """Log that somebody downloaded one of our documents."""
    audit.record(
        "document.downloaded",
        actor=actor,
        at=at,
        application=document.application,
        document=document.pk,
        kind=document.kind,
    )


@transaction.atomic
def note_attachment_download(*, attachment: Attachment, actor: User, at: datetime) -> None:
    """Log that a member of staff downloaded a file of an application."""
    application = attachment.application
    # By code while it is a draft: a reference to the row would keep it from being deleted.
    where = {"code": application.code} if application.is_draft else {"application": application}
    audit.record(
        "attachment.downloaded",
        actor=actor,
        at=at,
        **where,
        attachment=attachment.pk,
        sha256=attachment.sha256,
    )
