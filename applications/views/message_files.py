"""Files that came with messages: for the people who write, and for staff who see cases."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from applications.models import Application, CaseMessageFile
from applications.rules.choices import ScanState
from applications.services.file_check import copy_name, copy_type
from applications.services.messages import note_file_download
from applications.views.downloads import file_answer
from applications.views.requests import SignedInRequest
from applications.workflow.conflicts import Standing, standing
from applications.workflow.permissions import may_see_cases, require_writer


@require_safe
def message_file(request: SignedInRequest, code: str, file_code: str) -> FileResponse:
    """Send the copy of a file that does nothing but show its pages.

    Advisers read what was written, but not the files: such papers often are about a person.
    """
    found = get_object_or_404(
        CaseMessageFile.objects.select_related("message__application"),
        code=file_code,
        message__application__code=code,
    )
    application = found.message.application
    if Application.objects.visible_to(request.user).filter(pk=application.pk).exists():
        require_writer(request.user, application)
    elif may_see_cases(request.user) and standing(request.user, application) == Standing.OPEN:
        note_file_download(file=found, actor=request.user, at=request.received_at)
    else:
        raise Http404
    if found.scan == ScanState.FOUND:
        raise Http404
    try:
        copy = found.file.storage.open(found.readable_file)
    except FileNotFoundError:
        raise Http404 from None
    name = copy_name(found.name, found.media_type)
    return file_answer(copy, name=name, media_type=copy_type(found.media_type))
