"""„Ansicht des Vereins“: the pages on which staff begin to look, each time with a reason."""

from typing import Any, Final

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.case_gate import load
from applications.admin.rights import for_roles
from applications.forms.applicant_view import BeginViewForm, FindApplicationForm
from applications.models import Application
from applications.services import applicant_view
from applications.services.applicant_view import (
    CASE_VIEWERS,
    DRAFT_VIEWERS,
    ApplicantView,
    Part,
)
from applications.workflow.permissions import NotPermitted

SEARCH: Final = "admin:applicant_views"


@require_http_methods(["GET", "POST"])
@for_roles(act=CASE_VIEWERS)
def case_page(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Ask why, then show a case as its association sees it."""
    application = load(request, code)
    back_url = reverse("admin:applications_application_change", args=[code])
    return _ask(request, application, site, back_url=back_url)


@require_http_methods(["GET", "POST"])
@for_roles(act=DRAFT_VIEWERS)
def search_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Find what an association is writing while it is on the telephone.

    What was typed is sent, so that no address of a person stands in the address of a page.
    """
    form = FindApplicationForm(request.POST or None)
    found = None
    if form.is_valid():
        wanted = form.cleaned_data["wanted"]
        found = applicant_view.find_applications(wanted, reader=user_of(request))
    context = {"title": _("Ansicht eines Vereins öffnen"), "form": form, "found": found}
    return _page(request, site, "admin/applicant_view/search.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(act=DRAFT_VIEWERS)
def begin_page(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Ask why, then show what an association is writing."""
    rows = Application.objects.filter(state__in=applicant_view.BEING_WRITTEN)
    application = get_object_or_404(rows.select_related("round", "organisation"), code=code)
    if Part.WRITING not in applicant_view.parts_for(user_of(request), application):
        raise Http404
    return _ask(request, application, site, back_url=reverse(SEARCH))


def start(request: HttpRequest, view: ApplicantView, *, came_from: str) -> HttpResponse:
    """Keep a view that was just begun and lead to its first page."""
    applicant_view.keep(
        request.session, view, came_from=came_from, actor=user_of(request), at=asked_at(request)
    )
    return redirect("applicant_view")


def _ask(
    request: HttpRequest, application: Application, site: AdminSite, *, back_url: str
) -> HttpResponse:
    form = BeginViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            view = applicant_view.begin_view(
                application=application,
                reason=form.cleaned_data["reason"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except NotPermitted:
            raise PermissionDenied from None
        return start(request, view, came_from=back_url)
    context = {
        "title": _("Ansicht des Vereins"),
        "application": application,
        "name": application.organisation_name or application.organisation.name,
        "form": form,
        "back_url": back_url,
    }
    return _page(request, site, "admin/applicant_view/begin.html", context)


def _page(
    request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]
) -> TemplateResponse:
    request.current_app = site.name
    return TemplateResponse(request, template, {**site.each_context(request), **context})
