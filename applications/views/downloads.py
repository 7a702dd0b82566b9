"""Files that leave the system: received documents and the PDFs we made."""

from django.core.files.base import ContentFile, File
from django.db.models import Exists, OuterRef
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from applications.models import Application, Attachment, Document
from applications.rules.choices import ScanState
from applications.rules.lifecycle import State
from applications.services.deliveries import collect, waits_for_collection
from applications.services.downloads import (
    DocumentDamaged,
    content_of,
    file_name,
    note_attachment_download,
    note_document_download,
)
from applications.services.file_check import copy_name, copy_type
from applications.services.information_requests import handed_in
from applications.services.paper_entries import may_check
from applications.views.requests import SignedInRequest
from applications.workflow.conflicts import Standing, standing
from applications.workflow.permissions import may_see_cases, may_write

# A browser that shows such a file nevertheless runs and loads nothing in it.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
def attachment(request: SignedInRequest, code: str, attachment_code: str) -> FileResponse:
    """Send the copy of a received file that does nothing but show its pages."""
    found = _attachment(request, code, attachment_code)
    name = copy_name(found.name, found.media_type)
    return file_answer(
        _stored(found.readable_file), name=name, media_type=copy_type(found.media_type)
    )


@require_safe
def attachment_page(
    request: SignedInRequest, code: str, attachment_code: str, number: int
) -> FileResponse:
    """Send the picture of one page of a received file."""
    found = _attachment(request, code, attachment_code)
    page = get_object_or_404(found.page_images, number=number)
    return _picture(page.image, number)


@require_safe
def attachment_thumbnail(
    request: SignedInRequest, code: str, attachment_code: str, number: int
) -> FileResponse:
    """Send the small picture of a page; it stands in lists, so looking at it is no reading."""
    found = _attachment(request, code, attachment_code, is_reading=False)
    page = get_object_or_404(found.page_images, number=number)
    return _picture(page.thumbnail, number)


@require_http_methods(["GET", "HEAD", "POST"])
def document_pdf(request: SignedInRequest, code: str, document_id: int) -> HttpResponseBase:
    """Send a stored PDF; it is never made again.

    The first download of a decision by the association starts time limits, so it takes a button:
    no look ahead of a browser and no security gateway presses one.
    """
    ours = Application.objects.visible_to(request.user).filter(pk=OuterRef("application"))
    told = Document.objects.told().filter(pk=OuterRef("pk"))
    documents = Document.objects.select_related("application").defer("content")
    documents = documents.annotate(is_ours=Exists(ours), is_told=Exists(told))
    known = {"pk": document_id, "application__code": code, "rendered_at__isnull": False}
    found = documents.filter(**known).first()
    if found is None or found.application is None:
        raise Http404
    if found.is_ours:  # type: ignore[attr-defined]
        if not found.is_told:  # type: ignore[attr-defined]
            raise Http404
        if request.method == "POST" and may_write(request.user, found.application):
            collect(document=found, actor=request.user, at=request.received_at)
        elif waits_for_collection(found):
            return redirect("application_documents", code)
    else:
        _require_staff(request, found.application)
    note_document_download(document=found, actor=request.user, at=request.received_at)
    content = ContentFile(_content(found))
    return file_answer(content, name=file_name(found), media_type="application/pdf")


def _content(document: Document) -> bytes:
    try:
        return content_of(document)
    except (FileNotFoundError, DocumentDamaged):
        raise Http404 from None


def _attachment(
    request: SignedInRequest, code: str, attachment_code: str, *, is_reading: bool = True
) -> Attachment:
    """Return a document for its team, and once it was sent for staff, whose reading is logged."""
    found = get_object_or_404(
        Attachment.objects.select_related("application", "request"),
        code=attachment_code,
        application__code=code,
    )
    if not _is_in_team(request, found.application):
        _require_staff(request, found.application)
        if not handed_in([found]):
            raise Http404
        if is_reading:
            note_attachment_download(attachment=found, actor=request.user, at=request.received_at)
    if found.scan == ScanState.FOUND:
        raise Http404
    return found


def _is_in_team(request: SignedInRequest, application: Application) -> bool:
    return Application.objects.visible_to(request.user).filter(pk=application.pk).exists()


def _require_staff(request: SignedInRequest, application: Application) -> None:
    """Hide that the file exists from everybody who may not see it.

    Of drafts only the scan of a paper is seen, by the person who compares it with the entry.
    """
    if application.state == State.DRAFT and may_check(request.user, application):
        return
    if application.state == State.DRAFT or not may_see_cases(request.user):
        raise Http404
    if standing(request.user, application) != Standing.OPEN:
        raise Http404


def _stored(file: FieldFile) -> "File[bytes]":
    if not file:
        raise Http404
    try:
        return file.open()
    except FileNotFoundError:
        raise Http404 from None


def _picture(file: FieldFile, number: int) -> FileResponse:
    """Send a picture for showing among our pages; it was made of pixels by us."""
    name = f"Seite-{number}.jpg"
    response = file_answer(_stored(file), name=name, media_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def file_answer(file: "File[bytes]", *, name: str, media_type: str) -> FileResponse:
    """Send a file to be kept: no browser shows it among our pages or runs what is in it."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
