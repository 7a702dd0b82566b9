"""A05: „Meine Daten“ to take away."""

from http import HTTPStatus
from typing import Final

from django.core.files.base import File
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import clock
from applications.services.my_data import export_my_data
from applications.views.downloads import file_answer
from applications.views.identity_proof import for_proved_identity
from applications.views.requests import SignedInRequest
from applications.views.throttle import HOUR, is_throttled_for_account

# Making one may copy hundreds of megabytes.
DOWNLOADS_AN_HOUR: Final = 3


@require_http_methods(["GET", "HEAD", "POST"])
@for_proved_identity
def my_data(request: SignedInRequest) -> HttpResponse | FileResponse:
    """Say what is in the file, and send it."""
    if request.method != "POST":
        return _page(request)
    if is_throttled_for_account(request, "my_data", times=DOWNLOADS_AN_HOUR, seconds=HOUR):
        return _page(request, is_too_often=True)
    file = export_my_data(actor=request.user, at=request.received_at)
    day = clock.berlin_date(request.received_at)
    name = _("Meine-Daten-%(day)s.zip") % {"day": day.isoformat()}
    return file_answer(File(file, name=name), name=name, media_type="application/zip")


def _page(request: SignedInRequest, *, is_too_often: bool = False) -> HttpResponse:
    context = {
        "page_title": _("Meine Daten herunterladen"),
        "back_url": reverse("account"),
        "is_too_often": is_too_often,
    }
    status = HTTPStatus.TOO_MANY_REQUESTS if is_too_often else HTTPStatus.OK
    return render(request, "account/my_data.html", context, status=status)
