"""Makes the file of an ordered document from its snapshot, once, and keeps it for good."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from applications.documents.context import FrozenApplication
from applications.documents.genuineness import qr_code
from applications.documents.kinds import KINDS
from applications.models import Document, LegalParameter, SubmissionSnapshot
from applications.models.document import DocumentKind, storage_name
from applications.workflow.snapshots import report_of

LANGUAGE = "de"


def render(document: Document, *, at: datetime) -> None:
    """Make and store the PDF of a document; a document that has its file stays as it is.

    Everything printed comes from the snapshot, so the same document always has the same bytes.
    Raises what the renderer raises, ``ForeignAddress`` and ``NotConformant``; then nothing is
    stored and the order stays open.
    """
    if document.rendered_at is not None:
        return
    content, has_unprintable_text = pdf_of(document)
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=document.pk)
        if row.rendered_at is None:
            _store(row, content, has_unprintable_text=has_unprintable_text, at=at)
    document.refresh_from_db()


def pdf_of(document: Document) -> tuple[bytes, bool]:
    """Return the PDF of a document and whether characters are missing in print."""
    from applications.documents.renderer import EmbeddedFile, make_pdf  # noqa: PLC0415 - slow import
    from applications.documents.validity import check  # noqa: PLC0415 - slow import

    kind = KINDS[DocumentKind(document.kind)]
    snapshot = document.snapshot
    with translation.override(LANGUAGE):
        context = kind.context(frozen(snapshot), title=str(kind.title), code=document.code)
        html = render_to_string(kind.template, context)
        embedded = EmbeddedFile(
            name="antrag.json",
            description=str(kind.title),
            content=snapshot.payload.encode(),
            at=context["received_at"],
        )
    pictures = {"qr.svg": ("image/svg+xml", qr_code(document.code))}
    content = make_pdf(html=html, pictures=pictures, embedded=embedded)
    check(content)
    return content, context["has_unprintable_text"]


def frozen(snapshot: SubmissionSnapshot) -> FrozenApplication:
    """Return what a snapshot holds, with the legal values that were confirmed at that time."""
    return FrozenApplication(
        document=snapshot.document,
        sha256=snapshot.sha256,
        version=snapshot.version,
        is_rehearsal=snapshot.context["is_rehearsal"],
        report=report_of(snapshot),
        parameters=LegalParameter.objects.as_parameters(
            confirmed_by=datetime.fromisoformat(snapshot.context["at"])
        ),
    )


def _store(row: Document, content: bytes, *, has_unprintable_text: bool, at: datetime) -> None:
    """Write the file first: a crash leaves an unclaimed file, never a row without one."""
    name = storage_name(row, "")
    storage = row.file.storage
    storage.delete(name)
    row.file.name = storage.save(name, ContentFile(content))
    row.size = len(content)
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.has_unprintable_text = has_unprintable_text
    row.rendered_at = at
    row.save(update_fields=["file", "size", "sha256", "has_unprintable_text", "rendered_at"])
