"""Makes the file of an ordered document from its snapshot, once, and keeps it for good."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from applications.documents.context import FrozenApplication
from applications.documents.letter_frame import authority_of
from applications.documents.maker import MadeDocument, make_document, make_letter, make_record
from applications.models import Document, LegalParameter, SubmissionSnapshot
from applications.models.document import storage_name
from applications.rules.choices import Origin
from applications.rules.documents import INTERNAL, DocumentKind
from applications.workflow.snapshots import report_of


def render(document: Document, *, at: datetime) -> None:
    """Make and store the PDF of a document; a document that has its file stays as it is.

    Everything printed comes from what was frozen. Raises what the makers raise; then
    nothing is stored and the order stays open.
    """
    if document.rendered_at is not None:
        return
    made = _made(document)
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=document.pk)
        if row.rendered_at is None:
            _store(row, made, at=at)
    document.refresh_from_db()


def _made(document: Document) -> MadeDocument:
    kind = DocumentKind(document.kind)
    if kind in INTERNAL:
        return make_record(document.content)
    if document.content:
        return make_letter(document.content, code=document.code)
    if document.snapshot is None:
        raise ValueError(f"{document} has nothing to print")
    return make_document(kind, frozen(document.snapshot), code=document.code)


def frozen(snapshot: SubmissionSnapshot) -> FrozenApplication:
    """Return what a snapshot holds, with the legal values that were confirmed at that time."""
    return FrozenApplication(
        payload=snapshot.payload,
        sha256=snapshot.sha256,
        version=snapshot.version,
        answered_at=snapshot.frozen_at if snapshot.version > 1 else None,
        is_rehearsal=snapshot.context["is_rehearsal"],
        origin=Origin(snapshot.context.get("origin", Origin.ONLINE)),
        report=report_of(snapshot),
        parameters=LegalParameter.objects.as_parameters(
            confirmed_by=datetime.fromisoformat(snapshot.context["at"])
        ),
        authority=authority_of(snapshot.application.round),
    )


def _store(row: Document, made: MadeDocument, *, at: datetime) -> None:
    """Write the file first: a crash leaves an unclaimed file, never a row without one."""
    name, storage = storage_name(row, ""), row.file.storage
    storage.delete(name)
    row.file.name = storage.save(name, ContentFile(made.content))
    row.size = len(made.content)
    row.sha256 = hashlib.sha256(made.content).hexdigest()
    row.has_unprintable_text = made.has_unprintable_text
    row.rendered_at = at
    row.save(update_fields=["file", "size", "sha256", "has_unprintable_text", "rendered_at"])
