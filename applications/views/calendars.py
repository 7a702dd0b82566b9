"""Calendar files: the days of the round for everybody, the days of one's own application."""

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.services import calendar_file
from applications.views.cases import load_case
from applications.views.downloads import file_answer
from applications.views.requests import Request, SignedInRequest


@require_safe
def round_calendar(request: Request) -> FileResponse:
    """Send opening, deadline, decision and proof of use of the current round."""
    if not request.funding_round:
        raise Http404
    return _answer(
        calendar_file.round_calendar(funding_round=request.funding_round, at=request.received_at)
    )


@require_safe
def application_calendar(request: SignedInRequest, code: str) -> FileResponse:
    """Send what is due for one application, as a draft and after sending."""
    application = load_case(request, code)
    if application.told_state not in calendar_file.STATES_WITH_DAYS:
        raise Http404
    return _answer(
        calendar_file.application_calendar(application=application, at=request.received_at)
    )


def _answer(content: bytes) -> FileResponse:
    return file_answer(
        ContentFile(content), name=_("Termine.ics"), media_type="text/calendar; charset=utf-8"
    )
