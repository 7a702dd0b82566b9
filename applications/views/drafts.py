"""What all pages of a draft share: only its team sees it, and only while it is a draft."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Application
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services.drafts import NotADraft
from applications.views.requests import SignedInRequest, small_number
from applications.workflow.permissions import WRITERS, NotAWriter

View = Callable[Concatenate[SignedInRequest, Application, ...], HttpResponse]

# Somebody who came from the page to check all answers goes back there.
BACK = "zurueck"
BACK_TO_REVIEW = "pruefen"


def load_application(
    request: SignedInRequest, code: str, *, sections: Sequence[Section] = ()
) -> Application:
    """Return an application of the person's organisations with all its sections, or 404.

    A page that names the ``sections`` it looks at gets only these at once.
    """
    if request.applicant_view:
        return shown_to_staff(request, request.applicant_view.application)
    rows = Application.objects.visible_to(request.user)
    rows = rows.with_sections(*sections) if sections else rows.with_lists()
    # The role comes from the same row that makes the application visible.
    rows = rows.annotate(
        own_role=F("organisation__memberships__role"),
        own_active_at=F("organisation__memberships__active_at"),
    )
    try:
        application = rows.get(code=code)
    except Application.DoesNotExist:
        raise Http404 from None
    # The frame speaks of the round of this application, and need not ask for another.
    request.funding_round = application.round
    # Staff who write down what came on paper see on every page what they are doing.
    is_clerk = application.own_role == Role.CLERK  # type: ignore[attr-defined]
    request.paper = application if is_clerk else None
    return application


def shown_to_staff(request: SignedInRequest, application: Application) -> Application:
    """Return what a member of staff looks at; its code was compared before the view."""
    request.funding_round, request.paper = application.round, None
    return application


def for_drafts(view: View) -> Callable[..., HttpResponse]:
    """Give the view the application by its code; one that was sent leads to its status."""

    @wraps(view)
    def with_draft(request: SignedInRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        application = load_application(request, code)
        if not application.is_draft:
            return redirect("application_status", code)
        try:
            return view(request, application, *args, **kwargs)
        except NotADraft:
            # Somebody sent or deleted it after we read it.
            return redirect("application_status", code)

    return with_draft


def list_url(request: SignedInRequest) -> str:
    """Return the address of the list of applications; for staff who look it is none of theirs."""
    return "" if request.applicant_view else reverse("application_list")


def only_reads(application: Application) -> bool:
    """Tell whether the person who opened the application is an adviser."""
    role: str = application.own_role  # type: ignore[attr-defined]
    return role not in WRITERS


def for_writers(view: View) -> View:
    """Refuse a page of a draft to advisers."""

    @wraps(view)
    def with_writer(
        request: SignedInRequest, application: Application, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if only_reads(application):
            raise NotAWriter(request.user.pk, application.pk)
        return view(request, application, *args, **kwargs)

    return with_writer


def wants_back_to_review(request: SignedInRequest) -> bool:
    """Tell whether the person came from the page to check all answers."""
    return request.GET.get(BACK) == BACK_TO_REVIEW


def after_saving(request: SignedInRequest, application: Application, usual: str) -> str:
    """Return where to go once everything on a page is fine."""
    if wants_back_to_review(request):
        return reverse("section_page", args=[application.code, "angaben-pruefen"])
    return usual


def tell_saved(request: SignedInRequest) -> None:
    """Say on the next page that everything is kept, and that nothing was sent."""
    messages.success(request, _("Gespeichert. Ihr Antrag ist noch nicht abgesendet."))


def sent_version(request: SignedInRequest) -> int:
    """Return the version on which the sent page was based; 0 when it cannot be read."""
    return small_number(request.POST.get("version", "")) or 0
