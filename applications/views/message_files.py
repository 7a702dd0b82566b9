"""Files that came with messages: for the people who write, and for staff who see cases."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from applications.models import Application, CaseMessageFile
from applications.services.messages import note_file_download
from applications.views.downloads import file_answer
from applications.views.requests import SignedInRequest
from applications.workflow.permissions import may_see_cases, require_writer


@require_safe
def message_file(request: SignedInRequest, code: str, file_code: str) -> FileResponse:
    """Send a file to the side that wrote the message as it came, to the other a harmless copy.

    Advisers read what was written, but not the files: such papers often are about a person.
    """
    found = get_object_or_404(
        CaseMessageFile.objects.select_related("message__application"),
        code=file_code,
        message__application__code=code,
    )
    is_staff = _check_reader(request, found)
    if found.message.from_authority == is_staff:
        return _answer(found, found.file.name, name=found.name, media_type=found.media_type)
    return _answer(
        found, found.readable_file, name=found.readable_name, media_type=found.readable_type
    )


def _check_reader(request: SignedInRequest, file: CaseMessageFile) -> bool:
    """Say whether the reader is staff; from all others hide that the file exists."""
    application = file.message.application
    if Application.objects.visible_to(request.user).filter(pk=application.pk).exists():
        require_writer(request.user, application)
        return False
    if not may_see_cases(request.user):
        raise Http404
    note_file_download(file=file, actor=request.user, at=request.received_at)
    return True


def _answer(file: CaseMessageFile, place: str, *, name: str, media_type: str) -> FileResponse:
    try:
        stored = file.file.storage.open(place)
    except FileNotFoundError:
        raise Http404 from None
    return file_answer(stored, name=name, media_type=media_type)
