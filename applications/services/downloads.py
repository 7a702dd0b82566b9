"""Notes in the audit log who took a file out of the system."""

import hashlib
import logging
from datetime import datetime

from django.db import transaction

from applications import clock
from applications.models import Attachment, Document, User
from applications.rules.documents import DocumentKind
from applications.texts import label
from applications.workflow import audit

logger = logging.getLogger(__name__)


class DocumentDamaged(Exception):
    """The stored file is not the one that was made for this case: nobody gets to see it."""


def content_of(document: Document) -> bytes:
    """Return the stored file, once it is certain that it belongs to this case.

    The hash says that it is the file of this row; the number inside, that it speaks of this
    case. Raises ``FileNotFoundError`` and ``DocumentDamaged``.
    """
    with document.file.open() as file:
        content: bytes = file.read()
    subject = document.application.reference_number if document.application else ""
    is_same = hashlib.sha256(content).hexdigest() == document.sha256
    if not is_same or str(subject).encode() not in content:
        logger.critical("document %s is not what was made", document.pk)
        raise DocumentDamaged(document.pk)
    return content


def file_name(document: Document) -> str:
    """Return the name under which a document is kept: number, kind and day of the order."""
    award_list = document.award_list
    subject = award_list.round.reference_prefix if award_list else document.application
    edition = f"_Fassung-{document.number}" if document.number > 1 else ""
    title = str(label(DocumentKind(document.kind))).replace(" ", "-")
    return f"{subject}_{title}{edition}_{clock.berlin_date(document.ordered_at)}.pdf"


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
