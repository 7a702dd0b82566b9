"""Three questions after sending; nobody can say whose answers they are."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms.feedback import FeedbackForm
from applications.services.feedback import record_submission_feedback
from applications.views.cases import load_case
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url

# Kept in the session only, so that it is forgotten with it.
GIVEN: Final = "feedback_given"


@require_http_methods(["GET", "HEAD", "POST"])
def submission_feedback(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask how filling in went, once in a session."""
    application = load_case(request, code)
    if application.is_draft:
        return redirect(overview_url(application))
    is_given = bool(request.session.get(GIVEN))
    form = FeedbackForm(request.POST if request.method == "POST" and not is_given else None)
    if form.is_valid():
        record_submission_feedback(
            funding_round=application.round, **form.answers(), at=request.received_at
        )
        request.session[GIVEN] = True
        return redirect(request.path)
    context = {
        "form": form,
        "is_given": is_given,
        "page_title": _("Danke für Ihre Antworten") if is_given else _("Wie war das Ausfüllen?"),
        "back_url": reverse("application_submitted", args=[code]),
    }
    return render(request, "pages/submission_feedback.html", context)
