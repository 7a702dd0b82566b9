"""Files that leave the system: received documents and the PDFs we made."""

from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from applications.models import Application, Attachment, Document
from applications.rules.lifecycle import State
from applications.services.downloads import note_attachment_download, note_document_download
from applications.services.file_check import FileRefused, harmless_copy
from applications.views.requests import SignedInRequest
from applications.workflow.permissions import may_see_cases

# A browser that shows such a file nevertheless runs and loads nothing in it.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
def attachment(request: SignedInRequest, code: str, attachment_code: str) -> FileResponse:
    """Send a received file: to its team as it came, to staff after sending as a harmless copy."""
    found = get_object_or_404(
        Attachment.objects.select_related("application"),
        code=attachment_code,
        application__code=code,
    )
    if _is_in_team(request, found.application):
        return file_answer(_stored(found.file), name=found.name, media_type=found.media_type)
    _require_staff(request, found.application)
    note_attachment_download(attachment=found, actor=request.user, at=request.received_at)
    try:
        with _stored(found.file) as file:
            copy = harmless_copy(file.read())
    except FileRefused:
        raise Http404 from None
    return file_answer(ContentFile(copy), name=found.name, media_type=found.media_type)


@require_safe
def document_pdf(request: SignedInRequest, code: str, document_id: int) -> FileResponse:
    """Send a stored PDF; it is never made again."""
    found = get_object_or_404(
        Document.objects.select_related("application", "snapshot"),
        pk=document_id,
        application__code=code,
        rendered_at__isnull=False,
    )
    if not _is_in_team(request, found.application):
        _require_staff(request, found.application)
    note_document_download(document=found, actor=request.user, at=request.received_at)
    name = f"{found.application.reference_number}-Fassung-{found.snapshot.version}.pdf"
    return file_answer(_stored(found.file), name=name, media_type="application/pdf")


def _is_in_team(request: SignedInRequest, application: Application) -> bool:
    return Application.objects.visible_to(request.user).filter(pk=application.pk).exists()


def _require_staff(request: SignedInRequest, application: Application) -> None:
    """Hide that the file exists from everybody who may not see it."""
    if application.state == State.DRAFT or not may_see_cases(request.user):
        raise Http404


def _stored(file: FieldFile) -> "File[bytes]":
    try:
        return file.open()
    except FileNotFoundError:
        raise Http404 from None


def file_answer(file: "File[bytes]", *, name: str, media_type: str) -> FileResponse:
    """Send a file to be kept: no browser shows it among our pages or runs what is in it."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
