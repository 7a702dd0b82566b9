"""The Vergabevermerk of a confirmed list, to be taken from its page."""

from typing import Any

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from applications.admin.base import asked_at, kept_apart, user_of
from applications.admin.rights import for_roles
from applications.models import AwardList, Document
from applications.services import downloads
from applications.workflow.permissions import CASE_READERS


def note_of(award_list: AwardList) -> Document | None:
    """Return the record of a list, made or still to do; none before it is confirmed."""
    return award_list.documents.defer("content").order_by("-number").first()


@require_GET
@for_roles(read=CASE_READERS)
def note_file(request: HttpRequest, list_id: str, *, site: Any) -> FileResponse:
    """Send the record of a list; who took it is logged."""
    rows = Document.objects.filter(award_list=int(list_id), rendered_at__isnull=False)
    note = rows.select_related("award_list__round").order_by("-number").first()
    if note is None:
        raise Http404
    try:
        content = downloads.content_of(note)
    except (FileNotFoundError, downloads.DocumentDamaged):
        raise Http404 from None
    downloads.note_document_download(document=note, actor=user_of(request), at=asked_at(request))
    response = FileResponse(
        ContentFile(content),
        as_attachment=True,
        filename=downloads.file_name(note),
        content_type="application/pdf",
    )
    return kept_apart(response)
