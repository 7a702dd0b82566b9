"""What only a rehearsal shows: the mails that would have been sent."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.services import outbox_reading


@require_GET
@never_cache
def mails(request: HttpRequest) -> HttpResponse:
    """Show the last mails, so that a visitor of the demo finds the code."""
    if not settings.REHEARSAL_NOW:
        raise Http404
    context = {"page_title": _("E-Mails der Vorführung"), "letters": outbox_reading.last_mails(50)}
    return render(request, "pages/demo_mails.html", context)
