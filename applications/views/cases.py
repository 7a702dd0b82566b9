"""What all pages of a sent application share: only its team sees it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from applications.models import Application
from applications.views.drafts import shown_to_staff
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url

View = Callable[Concatenate[SignedInRequest, Application, ...], HttpResponse]


def load_case(request: SignedInRequest, code: str) -> Application:
    """Return an application of the person's organisations without its sections, or 404."""
    if request.applicant_view:
        return shown_to_staff(request, request.applicant_view.application)
    visible = Application.objects.visible_to(request.user).select_related("round")
    application = get_object_or_404(visible, code=code)
    # The frame speaks of the round of this application, and need not ask for another.
    request.funding_round = application.round
    return application


def for_cases(view: View) -> Callable[..., HttpResponse]:
    """Give the view the application by its code; a draft leads to its task list."""

    @wraps(view)
    def with_case(request: SignedInRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        application = load_case(request, code)
        if application.is_draft:
            return redirect(overview_url(application))
        return view(request, application, *args, **kwargs)

    return with_case
