"""The question after the deadline: send late, or not at all."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.models import Application
from applications.rules.rounds import Policy
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url


def show_deadline_passed(
    request: SignedInRequest, application: Application, *, kept: Iterable[tuple[str, str]] = ()
) -> HttpResponse:
    """Ask whether to send late; ``kept`` are fields that the second click sends again."""
    context = {
        "application": application,
        "page_title": _("Die Frist ist vorbei"),
        "back_url": overview_url(application),
        "clicked_at": request.received_at,
        # The deadline is the first late instant; people are told the last minute in time.
        "last_minute": application.round.closes_at - timedelta(minutes=1),
        "is_refused": application.round.late_policy == Policy.REFUSE,
        "kept": kept,
    }
    return render(request, "applications/deadline_passed.html", context)
